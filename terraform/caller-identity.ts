import { setTimeout } from "node:timers/promises";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { EXIT, Failure } from "../console/failure";
import "./quiet-aws-sdk";

const TIMEOUT_MILLISECONDS = 10_000;

const HOW_TO_SIGN_IN =
  "sign in, as by `aws sso login`, and name the profile in AWS_PROFILE;\n" +
  "`aws sts get-caller-identity` shows who you are";

/**
 * ARN of whoever the environment's credentials belong to, so that nothing else has to find out, slowly, that there are none.
 *
 * @param region whose endpoint is asked
 * @throws Failure when there are no credentials, AWS refuses them, or does not answer in ten seconds
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function callerIdentity(
  region: string,
  client: Pick<STSClient, "send"> = new STSClient({ region, maxAttempts: 2 }),
  milliseconds = TIMEOUT_MILLISECONDS,
): Promise<string> {
  const late = new AbortController();
  try {
    return await Promise.race([arnOf(client, late.signal), tooLate(milliseconds, region, late.signal)]);
  } finally {
    late.abort();
  }
}

async function arnOf(client: Pick<STSClient, "send">, abortSignal: AbortSignal): Promise<string> {
  try {
    const { Arn = "" } = await client.send(new GetCallerIdentityCommand({}), { abortSignal });
    return Arn;
  } catch (error) {
    throw new Failure(describe(error as SdkError), EXIT.failed);
  }
}

interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
}

function describe({ $metadata, message, name }: SdkError): string {
  const { httpStatusCode: status = 0 } = $metadata ?? {};
  if (status >= 400 && status < 500 && status !== 429 && !/throttl/i.test(name)) {
    return `AWS refuses your credentials (${name}: ${message}):\n${HOW_TO_SIGN_IN}`;
  }
  return name === "CredentialsProviderError"
    ? `there are no AWS credentials (${message}):\n${HOW_TO_SIGN_IN}`
    : `AWS STS could not be asked who you are: ${message || name}`;
}

async function tooLate(milliseconds: number, region: string, signal: AbortSignal): Promise<never> {
  await setTimeout(milliseconds, undefined, { signal });
  throw new Failure(
    `AWS STS in ${region} has not answered in ${milliseconds / 1000} s: is AWS reached from here, and are the ` +
      `credentials there?\n${HOW_TO_SIGN_IN}`,
    EXIT.failed,
  );
}
