import { SignatureV4 } from "@smithy/signature-v4";
import type { SignatureV4CryptoInit, SignatureV4Init } from "@smithy/signature-v4";
import { setTimeout } from "node:timers/promises";
import type { Partition } from "../aws/regions";

/** A cluster as AWS describes it, as far as it is read here. Times are seconds since 1970. */
export interface Cluster {
  readonly ClusterId: string;
  readonly State: string;
  readonly StateMessage?: string;
  readonly HsmType?: string;
  readonly Mode?: string;
  readonly Hsms?: readonly Hsm[];
  readonly BackupRetentionPolicy?: { readonly Type?: string; readonly Value?: string };
  readonly TagList?: readonly { readonly Key: string; readonly Value: string }[];
  readonly Certificates?: {
    readonly ClusterCsr?: string;
    readonly HsmCertificate?: string;
    readonly AwsHardwareCertificate?: string;
    readonly ManufacturerHardwareCertificate?: string;
    readonly ClusterCertificate?: string;
  };
}

export interface Hsm {
  readonly HsmId: string;
  readonly State?: string;
  readonly StateMessage?: string;
  readonly AvailabilityZone?: string;
  readonly EniIp?: string;
}

export interface Backup {
  readonly BackupId: string;
  readonly BackupState?: string;
  readonly ClusterId?: string;
  readonly CreateTimestamp?: number;
  readonly DeleteTimestamp?: number;
  readonly NeverExpires?: boolean;
}

/** The operations of AWS CloudHSM that the commands use. */
export interface CloudHsm {
  clusters(ids?: readonly string[]): Promise<Cluster[]>;
  backups(clusterId: string): Promise<Backup[]>;
  initialize(clusterId: string, signedCertificate: string, trustAnchor: string): Promise<void>;
  setBackupRetention(clusterId: string, days: number): Promise<void>;
}

/** What AWS says no by; its name is AWS's code, as in the AWS SDK. */
export class CloudHsmError extends Error {
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

type Answer = Readonly<Record<string, unknown>>;

const API = "BaldrApiService";
const SIGNING_NAME = "cloudhsm";
const SUFFIXES: Readonly<Record<Partition, string>> = {
  aws: "amazonaws.com",
  "aws-cn": "amazonaws.com.cn",
  "aws-us-gov": "amazonaws.com",
};
const ATTEMPTS = 4;
const FIRST_PAUSE_MILLISECONDS = 250;
const TIMEOUT_MILLISECONDS = 30_000;

/**
 * AWS CloudHSM by its JSON protocol, signed by the AWS SDK's signer. The SDK's own client, `@aws-sdk/client-cloudhsm-v2`,
 * is not in every registry in a version that knows `AWS_ENDPOINT_URL` and the mode of a cluster; this file is what it replaces.
 *
 * @see https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_Operations.html
 */
export class CloudHsmClient implements CloudHsm {
  private readonly url: URL;
  private readonly signer: SignatureV4;

  constructor(
    { credentials, endpoint, partition, region, sha256 }: Caller,
    private readonly pauseMilliseconds = FIRST_PAUSE_MILLISECONDS,
  ) {
    this.url = new URL(endpoint ?? `https://cloudhsmv2.${region}.${SUFFIXES[partition]}`);
    this.signer = new SignatureV4({ credentials, region, service: SIGNING_NAME, sha256 });
  }

  clusters(ids?: readonly string[]): Promise<Cluster[]> {
    const filters = ids === undefined ? {} : { Filters: { clusterIds: ids } };
    return this.pages<Cluster>("DescribeClusters", "Clusters", filters);
  }

  backups(clusterId: string): Promise<Backup[]> {
    return this.pages<Backup>("DescribeBackups", "Backups", { Filters: { clusterIds: [clusterId] } });
  }

  async initialize(clusterId: string, signedCertificate: string, trustAnchor: string): Promise<void> {
    await this.call("InitializeCluster", {
      ClusterId: clusterId,
      SignedCert: signedCertificate,
      TrustAnchor: trustAnchor,
    });
  }

  async setBackupRetention(clusterId: string, days: number): Promise<void> {
    const BackupRetentionPolicy = { Type: "DAYS", Value: String(days) };
    await this.call("ModifyCluster", { ClusterId: clusterId, BackupRetentionPolicy });
  }

  private async pages<Item>(operation: string, list: string, input: object): Promise<Item[]> {
    const items: Item[] = [];
    let token: string | undefined;
    do {
      const page = await this.call(operation, token === undefined ? input : { ...input, NextToken: token });
      items.push(...((page[list] as Item[] | undefined) ?? []));
      token = page.NextToken as string | undefined;
    } while (token !== undefined);
    return items;
  }

  private async call(operation: string, input: object): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(operation, JSON.stringify(input));
      } catch (error) {
        if (attempt === ATTEMPTS || !isPassing(error)) {
          throw error;
        }
        await setTimeout(this.pauseMilliseconds * 2 ** attempt);
      }
    }
  }

  private async once(operation: string, body: string): Promise<Answer> {
    const { host, hostname, pathname, port, protocol } = this.url;
    const { headers } = await this.signer.sign({
      method: "POST",
      protocol,
      hostname,
      ...(port === "" ? {} : { port: Number(port) }),
      path: pathname,
      headers: { host, "content-type": "application/x-amz-json-1.1", "x-amz-target": `${API}.${operation}` },
      body,
    });
    const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    const response = await fetch(this.url, { method: "POST", headers, body, signal }).catch((error: unknown) => {
      const { cause, message } = error as Error;
      throw new CloudHsmError("NetworkingError", cause instanceof Error ? cause.message || cause.name : message, {});
    });
    const text = await response.text();
    if (response.ok) {
      return JSON.parse(text === "" ? "{}" : text) as Answer;
    }
    throw errorOf(text, response);
  }
}

/** `{"__type": "CloudHsmAccessDeniedException", "Message": "..."}` */
function errorOf(text: string, { headers, status }: Response): CloudHsmError {
  let answer: { __type?: string; message?: string; Message?: string } = {};
  try {
    answer = JSON.parse(text) as typeof answer;
  } catch {
    // A proxy's answer, perhaps.
  }
  const type = headers.get("x-amzn-errortype") ?? answer.__type ?? `HTTP ${status}`;
  const code = type.split(":")[0]?.split("#").at(-1) ?? type;
  return new CloudHsmError(code, answer.message ?? answer.Message ?? text.slice(0, 200), { httpStatusCode: status });
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof CloudHsmError)) {
    return false;
  }
  const { httpStatusCode: status } = error.$metadata;
  return status === undefined || status === 429 || status >= 500 || /throttl|TooManyRequests/i.test(error.name);
}
