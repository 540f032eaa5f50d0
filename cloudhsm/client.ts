import { SignedClient } from "../protocol/signed-client";
import type { Answer, Caller } from "../protocol/signed-client";

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

const API = "BaldrApiService";

/**
 * AWS CloudHSM by its JSON protocol. The SDK's own client, `@aws-sdk/client-cloudhsm-v2`, is not in every registry in a version
 * that knows `AWS_ENDPOINT_URL` and the mode of a cluster; this file is what it replaces.
 *
 * @see https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_Operations.html
 */
export class CloudHsmClient implements CloudHsm {
  private readonly client: SignedClient;

  /** @param pauseMilliseconds before what failed in passing is repeated */
  constructor(caller: Caller, pauseMilliseconds?: number) {
    this.client = new SignedClient(
      { endpointPrefix: "cloudhsmv2", signingName: "cloudhsm" },
      caller,
      pauseMilliseconds,
    );
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

  private call(operation: string, body: object): Promise<Answer> {
    return this.client.post({
      headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `${API}.${operation}` },
      body,
    });
  }
}
