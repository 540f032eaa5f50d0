import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import type { EC2Client } from "@aws-sdk/client-ec2";
import type { KMSClient } from "@aws-sdk/client-kms";
import { isActivated, findCluster } from "./cluster";
import type { Backup, CloudHsm, Cluster } from "./client";
import { explain } from "./connection-errors";
import type { Explanation } from "./connection-errors";
import { findKey, findKeyStore } from "./key-store";
import type { KeyStore, StoreKey } from "./key-store";

/** What the configuration says of the key store. */
export interface Plan {
  readonly type: "cloudhsm" | "external";
  readonly phase: "cluster" | "store" | "active";
  /** Whether new logs are encrypted with the key of the store. */
  readonly inUse: boolean;
  /** The only role that may change how a log bucket is encrypted. */
  readonly breakGlassRole: string;
  /** HSMs that there are from phase `store` on. */
  readonly hsms: number;
  readonly backupRetentionDays?: number;
  readonly names: {
    readonly store: string;
    readonly keyAlias: string;
    readonly cluster: string;
    readonly clientHost: string;
  };
}

export interface Clients {
  readonly cloudHsm: CloudHsm;
  readonly kms: KMSClient;
  readonly ec2: EC2Client;
}

/** Where the ceremony is: everything that AWS says of it. */
export interface Standing {
  readonly plan: Plan;
  readonly cluster?: Cluster;
  /** Whether the administrator has a password. */
  readonly activated: boolean;
  readonly store?: KeyStore;
  /** Why the store failed. */
  readonly explanation?: Explanation;
  readonly key?: StoreKey;
  /** The last backup that can be restored. */
  readonly backup?: Backup;
  readonly clientHost?: { readonly id: string; readonly state: string };
}

/** Reads where the ceremony is; changes nothing. */
export async function readStanding(clients: Clients, plan: Plan, clusterId?: string): Promise<Standing> {
  const { cloudHsm, ec2, kms } = clients;
  const store = await findKeyStore(kms, plan.names.store);
  const wanted = { name: plan.names.cluster, id: clusterId, ofStore: store?.clusterId };
  const cluster = plan.type === "external" ? undefined : await findCluster(cloudHsm, wanted);
  const key = await findKey(kms, plan.names.keyAlias);
  const backup = cluster === undefined ? undefined : lastBackup(await cloudHsm.backups(cluster.ClusterId));
  const clientHost = cluster === undefined ? undefined : await findHost(ec2, plan.names.clientHost);
  return {
    plan,
    cluster,
    activated: cluster !== undefined && isActivated(cluster),
    store,
    explanation: store?.errorCode === undefined ? undefined : explain(store.errorCode, store.type),
    key,
    backup,
    clientHost,
  };
}

/** The newest of the backups that can be restored. */
export function lastBackup(backups: readonly Backup[]): Backup | undefined {
  return [...backups]
    .filter(({ BackupState }) => BackupState === "READY")
    .sort((one, other) => (other.CreateTimestamp ?? 0) - (one.CreateTimestamp ?? 0))[0];
}

async function findHost(ec2: EC2Client, name: string): Promise<Standing["clientHost"]> {
  const Filters = [
    { Name: "tag:Name", Values: [name] },
    { Name: "instance-state-name", Values: ["pending", "running", "stopping", "stopped"] },
  ];
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  const [host] = Reservations.flatMap(({ Instances = [] }) => Instances);
  return host === undefined ? undefined : { id: host.InstanceId ?? "", state: host.State?.Name ?? "unknown" };
}
