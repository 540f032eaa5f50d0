import { EC2Client } from "@aws-sdk/client-ec2";
import { KMSClient } from "@aws-sdk/client-kms";
import { AwsError } from "../../protocol/signed-client";
import type { Backup, CloudHsm, Cluster } from "../../cloudhsm/client";
import type { Plan, Standing } from "../../cloudhsm/standing";
import type { Patience } from "../../cloudhsm/wait";
import { answerWith } from "../support/fake-aws";

export const CLUSTER_ID = "cluster-abcdefghijk";
export const STORE_ID = "cks-1234567890abcdef0";

export const PLAN: Plan = {
  type: "cloudhsm",
  phase: "cluster",
  inUse: false,
  breakGlassRole: "small-break-glass",
  hsms: 2,
  backupRetentionDays: 90,
  names: {
    store: "small-logs",
    keyAlias: "alias/small-key-store-logs",
    cluster: "small-hsm",
    clientHost: "small-hsm-client",
  },
};

export function hsm(id: number, zone: string, State = "ACTIVE"): NonNullable<Cluster["Hsms"]>[number] {
  return { HsmId: `hsm-${id}`, AvailabilityZone: zone, State, EniIp: `10.111.0.${id}` };
}

export function cluster(State: string, other: Partial<Cluster> = {}): Cluster {
  return {
    ClusterId: CLUSTER_ID,
    State,
    HsmType: "hsm2m.medium",
    Mode: "FIPS",
    Hsms: [hsm(10, "eu-west-1a")],
    BackupRetentionPolicy: { Type: "DAYS", Value: "90" },
    TagList: [{ Key: "Name", Value: "small-hsm" }],
    Certificates: {},
    ...other,
  };
}

/** A CloudHSM with clusters that change as they are read: a cluster after the other, the last for ever. */
export function fakeCloudHsm(
  answers: readonly (readonly Cluster[])[],
  { backups = [], onInitialize }: { backups?: readonly Backup[]; onInitialize?: CloudHsm["initialize"] } = {},
): { cloudHsm: CloudHsm; changes: string[] } {
  const changes: string[] = [];
  let reads = 0;
  const cloudHsm: CloudHsm = {
    clusters: (ids) => {
      const now = answers[Math.min(reads, answers.length - 1)] ?? [];
      reads += 1;
      return Promise.resolve(now.filter(({ ClusterId }) => ids?.includes(ClusterId) ?? true));
    },
    backups: () => Promise.resolve([...backups]),
    initialize: (id, ...certificates) => {
      changes.push(`initialize ${id}`);
      return onInitialize?.(id, ...certificates) ?? Promise.resolve();
    },
    setBackupRetention: (id, days) => {
      changes.push(`retention ${id} ${days}`);
      return Promise.resolve();
    },
  };
  return { cloudHsm, changes };
}

export function refusal(name: string): AwsError {
  return new AwsError(name, "AWS says no", { httpStatusCode: 400 });
}

export interface StoreState {
  readonly ConnectionState: string;
  readonly ConnectionErrorCode?: string;
}

/** A KMS whose key store has a state after the other, the last for ever; each operation that changes it begins the next list. */
export function fakeKms(
  states: readonly StoreState[],
  after: Readonly<Record<string, readonly StoreState[] | Error>> = {},
  key?: object,
): { kms: KMSClient; changes: string[] } {
  const kms = new KMSClient({ region: "eu-west-1" });
  const changes: string[] = [];
  let waiting = [...states];
  answerWith(kms, ({ operation }) => {
    switch (operation) {
      case "DescribeCustomKeyStores": {
        const [state] = waiting;
        waiting = waiting.length > 1 ? waiting.slice(1) : waiting;
        return state === undefined
          ? awsError("CustomKeyStoreNotFoundException")
          : {
              CustomKeyStores: [
                {
                  CustomKeyStoreId: STORE_ID,
                  CustomKeyStoreName: "small-logs",
                  CustomKeyStoreType: "AWS_CLOUDHSM",
                  CloudHsmClusterId: CLUSTER_ID,
                  ...state,
                },
              ],
            };
      }
      case "DescribeKey":
        return key === undefined ? awsError("NotFoundException") : { KeyMetadata: key };
      default: {
        changes.push(operation);
        const next = after[operation];
        if (next instanceof Error) {
          return next;
        }
        waiting = next === undefined ? waiting : [...next];
        return {};
      }
    }
  });
  return { kms, changes };
}

export function awsError(name: string): Error {
  return Object.assign(new Error("AWS says no"), { name, $metadata: { httpStatusCode: 400 } });
}

export function fakeEc2(host?: object): EC2Client {
  const ec2 = new EC2Client({ region: "eu-west-1" });
  answerWith(ec2, () => ({ Reservations: host === undefined ? [] : [{ Instances: [host] }] }));
  return ec2;
}

/** Minutes that pass at once. */
export function minutes(count: number, signal: Patience["signal"] = new AbortController().signal): Patience {
  let now = 0;
  return {
    milliseconds: count * 60_000,
    signal,
    clock: {
      now: () => now,
      pause: (milliseconds) => {
        now += milliseconds;
        return Promise.resolve();
      },
    },
  };
}

export function standing(other: Partial<Standing> = {}): Standing {
  return { plan: PLAN, activated: false, ...other };
}
