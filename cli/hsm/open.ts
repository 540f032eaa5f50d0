import { EC2Client } from "@aws-sdk/client-ec2";
import { KMSClient } from "@aws-sdk/client-kms";
import { CloudHsmClient } from "../../cloudhsm/client";
import { findCluster } from "../../cloudhsm/cluster";
import type { Cluster } from "../../cloudhsm/client";
import { HSM_EXIT } from "../../cloudhsm/exit-code";
import { findKeyStore } from "../../cloudhsm/key-store";
import type { Clients } from "../../cloudhsm/standing";
import { Failure } from "../../console/failure";
import { AccountClients } from "../../terraform/account-clients";
import { readConfiguration } from "../configuration";
import { folding } from "./folding";
import { hsmSettings } from "./settings";
import type { HsmSettings } from "./settings";

/** What every command that asks AWS takes. */
export interface HsmOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Id of the cluster; absent: it is looked for. */
  readonly cluster?: string;
  /** Prints JSON in place of text. */
  readonly json?: boolean;
}

export interface Opened {
  readonly settings: HsmSettings;
  readonly clients: Clients;
}

/** Clients of the key store's account, reached as the deployment reaches it. */
export async function open(file: string): Promise<Opened> {
  const landingZone = readConfiguration(file);
  const settings = hsmSettings(landingZone, file);
  const { account, region } = settings;
  const client = await new AccountClients(landingZone).settings(account, region).catch((error: unknown) => {
    throw new Failure(`the account "${account.slug}" is not reached: ${describe(error)}`);
  });
  const kms = new KMSClient(client);
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_CLOUDHSM_V2 } = process.env;
  const cloudHsm = new CloudHsmClient({
    region,
    partition: landingZone.partition,
    endpoint: client.endpoint ?? AWS_ENDPOINT_URL_CLOUDHSM_V2 ?? AWS_ENDPOINT_URL,
    credentials: kms.config.credentials,
    sha256: kms.config.sha256,
  });
  return { settings, clients: { cloudHsm, kms, ec2: new EC2Client(client) } };
}

/**
 * The cluster of the landing zone.
 *
 * @throws Failure when there is none
 */
export async function theCluster({ clients, settings }: Opened, id: string | undefined): Promise<Cluster> {
  const { names, type } = settings.plan;
  if (type === "external") {
    throw new Failure("the key store is an external one: it has no cluster", HSM_EXIT.usage);
  }
  const store = await findKeyStore(clients.kms, names.store);
  const cluster = await findCluster(clients.cloudHsm, { id, name: names.cluster, ofStore: store?.clusterId });
  if (cluster === undefined) {
    throw new Failure("there is no cluster yet: `hsm status` says what comes next", HSM_EXIT.yourTurn);
  }
  return cluster;
}

/**
 * Does a work, and has what AWS says no by, or the way there, end as a failure and not as a bug.
 *
 * @param interrupted what to say after Ctrl-C
 */
export function reporting(work: () => Promise<void>, signal?: AbortSignal, interrupted = ""): Promise<void> {
  return folding(async () => {
    try {
      await work();
    } catch (error) {
      if (signal?.aborted === true) {
        throw new Failure(`\ninterrupted: ${interrupted}`, HSM_EXIT.interrupted);
      }
      throw isOfAws(error) ? new Failure(`AWS: ${describe(error)}`) : error;
    }
  });
}

function describe(error: unknown): string {
  const { code, message, name } = error as NodeJS.ErrnoException;
  return [name === "Error" || name === "AggregateError" ? code : name, message].filter(Boolean).join(": ");
}

/** Errors of services have metadata; those of the way there a code, or the name of what was to give credentials. */
function isOfAws(error: unknown): error is Error {
  return (
    error instanceof Error &&
    !(error instanceof Failure) &&
    ("$metadata" in error || "code" in error || error.name.endsWith("ProviderError") || error.name === "TimeoutError")
  );
}
