import { SignatureV4 } from "@smithy/signature-v4";
import type { SignatureV4CryptoInit, SignatureV4Init } from "@smithy/signature-v4";
import { setTimeout } from "node:timers/promises";
import type { Partition } from "../aws/regions";

/** What AWS says no by; its name is AWS's code, as in the AWS SDK. */
export class AwsError extends Error {
  constructor(
    override readonly name: string,
    message: string,
    readonly $metadata: { readonly httpStatusCode?: number },
  ) {
    super(message);
  }
}

/** Whose requests they are: the resolved configuration of a client of the AWS SDK has it all. */
export interface Caller {
  readonly region: string;
  readonly partition: Partition;
  /** @default - AWS */
  readonly endpoint?: string;
  readonly credentials: SignatureV4Init["credentials"];
  readonly sha256: SignatureV4CryptoInit["sha256"];
}

/** How AWS calls a service. */
export interface Service {
  /** First part of its host names. */
  readonly endpointPrefix: string;
  readonly signingName: string;
}

export interface Post {
  /** A request of `GET` and `DELETE` has no body. @default "POST" */
  readonly method?: "DELETE" | "GET" | "POST" | "PUT";
  /** May have a query. @default "" */
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

export type Answer = Readonly<Record<string, unknown>>;

const SUFFIXES: Readonly<Record<Partition, string>> = {
  aws: "amazonaws.com",
  "aws-cn": "amazonaws.com.cn",
  "aws-us-gov": "amazonaws.com",
};
const ATTEMPTS = 4;
const FIRST_PAUSE_MILLISECONDS = 250;
const TIMEOUT_MILLISECONDS = 30_000;

/**
 * Sends JSON to an AWS service, signed by the AWS SDK's signer, and repeats what fails in passing. For services whose client in
 * the AWS SDK is not in every registry in a version that fits.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export class SignedClient {
  private readonly url: URL;
  private readonly signer: SignatureV4;

  constructor(
    { endpointPrefix, signingName }: Service,
    { credentials, endpoint, partition, region, sha256 }: Caller,
    private readonly pauseMilliseconds = FIRST_PAUSE_MILLISECONDS,
  ) {
    this.url = new URL(endpoint ?? `https://${endpointPrefix}.${region}.${SUFFIXES[partition]}`);
    this.signer = new SignatureV4({ credentials, region, service: signingName, sha256 });
  }

  async post(request: Post): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(request);
      } catch (error) {
        if (attempt === ATTEMPTS || !isPassing(error)) {
          throw error;
        }
        await setTimeout(this.pauseMilliseconds * 2 ** attempt);
      }
    }
  }

  private async once({ body: input, headers: extra, method = "POST", path = "" }: Post): Promise<Answer> {
    const url = path === "" ? this.url : new URL(path, this.url);
    const { host, hostname, pathname, port, protocol, searchParams } = url;
    const body = method === "GET" || method === "DELETE" ? undefined : JSON.stringify(input);
    const { headers } = await this.signer.sign({
      method,
      protocol,
      hostname,
      ...(port === "" ? {} : { port: Number(port) }),
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: { host, ...extra },
      ...(body === undefined ? {} : { body }),
    });
    const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    const response = await fetch(url, { method, headers, signal, ...(body === undefined ? {} : { body }) }).catch(
      (error: unknown) => {
        const { cause, message } = error as Error;
        throw new AwsError("NetworkingError", cause instanceof Error ? cause.message || cause.name : message, {});
      },
    );
    const text = await response.text();
    if (response.ok) {
      return JSON.parse(text === "" ? "{}" : text) as Answer;
    }
    throw errorOf(text, response);
  }
}

/** `{"__type": "CloudHsmAccessDeniedException", "Message": "..."}` */
function errorOf(text: string, { headers, status }: Response): AwsError {
  let answer: { __type?: string; message?: string; Message?: string } = {};
  try {
    answer = JSON.parse(text) as typeof answer;
  } catch {
    // A proxy's answer, perhaps.
  }
  const type = headers.get("x-amzn-errortype") ?? answer.__type ?? `HTTP ${status}`;
  const code = type.split(":")[0]?.split("#").at(-1) ?? type;
  return new AwsError(code, answer.message ?? answer.Message ?? text.slice(0, 200), { httpStatusCode: status });
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof AwsError)) {
    return false;
  }
  const { httpStatusCode: status } = error.$metadata;
  return status === undefined || status === 429 || status >= 500 || /throttl|TooManyRequests/i.test(error.name);
}
