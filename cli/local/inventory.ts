import { CloudTrailClient, DescribeTrailsCommand, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import { ConfigServiceClient, DescribeConfigurationRecorderStatusCommand } from "@aws-sdk/client-config-service";
import { ListAccountsCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { Account, LandingZone } from "../../config/landing-zone";
import { readAlarms, readSubscriptions } from "./inventory-alerts";
import type { AlarmState, SubscriptionState } from "./inventory-alerts";
import { LOCAL_CREDENTIALS } from "../../simulator/start";

// The AWS SDK announces, in six lines, when it will leave this version of Node; the user cannot do anything about it here.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** What stands in AWS, as its own API tells. */
export interface Inventory {
  readonly trails: readonly TrailState[];
  readonly recorders: readonly RecorderState[];
  readonly alarms: readonly AlarmState[];
  readonly subscriptions: readonly SubscriptionState[];
}

export interface TrailState {
  readonly name: string;
  readonly logging: boolean;
  readonly organization: boolean;
  readonly multiRegion: boolean;
  readonly logFileValidation: boolean;
  readonly bucket: string;
}

export interface RecorderState {
  /** Key of the account in the landing zone. */
  readonly account: string;
  readonly accountId: string;
  readonly region: string;
  readonly recording: boolean;
}

/** Settings of an AWS SDK client. */
export interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/** Opens AWS SDK clients of a deployed landing zone in any of its accounts and regions. */
export class AccountClients {
  private readonly ids = new Map<string, string>();
  private readonly credentials = new Map<string, ClientSettings["credentials"]>();

  constructor(
    private readonly landingZone: LandingZone,
    private readonly endpoint: string,
  ) {}

  /** Settings for clients in an account, reached as the landing zone's own providers reach it. */
  async settings({ key }: Account, region: string = this.landingZone.homeRegion): Promise<ClientSettings> {
    const { endpoint } = this;
    let credentials = this.credentials.get(key);
    if (credentials === undefined) {
      credentials = key === this.landingZone.management.key ? LOCAL_CREDENTIALS : await this.assume(key);
      this.credentials.set(key, credentials);
    }
    return { endpoint, region, credentials };
  }

  /** Twelve digits of an account, whether configured or created. */
  async accountId({ key }: Account): Promise<string> {
    if (this.ids.size === 0) {
      await this.learnIds();
    }
    const id = this.ids.get(key);
    if (id === undefined) {
      throw new Error(`the organization has no account "${key}"`);
    }
    return id;
  }

  private async learnIds(): Promise<void> {
    const { accounts, management } = this.landingZone;
    const client = new OrganizationsClient(await this.settings(management));
    const { Accounts = [] } = await client.send(new ListAccountsCommand({}));
    for (const { email, id, key } of accounts) {
      const found = id ?? Accounts.find(({ Email }) => Email?.toLowerCase() === email.toLowerCase())?.Id;
      if (found !== undefined) {
        this.ids.set(key, found);
      }
    }
  }

  private async assume(key: string): Promise<ClientSettings["credentials"]> {
    const { accounts, deployment, management, partition } = this.landingZone;
    const account = accounts.find((candidate) => candidate.key === key);
    if (account === undefined) {
      throw new Error(`the landing zone has no account "${key}"`);
    }
    const client = new STSClient(await this.settings(management));
    const { Credentials } = await client.send(
      new AssumeRoleCommand({
        RoleArn: `arn:${partition}:iam::${await this.accountId(account)}:role/${deployment.role}`,
        RoleSessionName: "landing-zone-inventory",
      }),
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken,
    };
  }
}

/** Reads what a deployment left in AWS. */
export async function takeInventory(landingZone: LandingZone, clients: AccountClients): Promise<Inventory> {
  const management = await clients.settings(landingZone.management);
  return {
    trails: await readTrails(new CloudTrailClient(management)),
    recorders: await readRecorders(landingZone, clients),
    alarms: await readAlarms(landingZone, clients),
    subscriptions: await readSubscriptions(landingZone, clients),
  };
}

async function readTrails(client: CloudTrailClient): Promise<TrailState[]> {
  const { trailList = [] } = await client.send(new DescribeTrailsCommand({}));
  return Promise.all(
    trailList.map(async (trail) => {
      const { IsLogging } = await client.send(new GetTrailStatusCommand({ Name: trail.TrailARN }));
      return {
        name: trail.Name ?? "",
        logging: IsLogging === true,
        organization: trail.IsOrganizationTrail === true,
        multiRegion: trail.IsMultiRegionTrail === true,
        logFileValidation: trail.LogFileValidationEnabled === true,
        bucket: trail.S3BucketName ?? "",
      };
    }),
  );
}

async function readRecorders(landingZone: LandingZone, clients: AccountClients): Promise<RecorderState[]> {
  const recorders: RecorderState[] = [];
  for (const account of landingZone.accounts) {
    const accountId = await clients.accountId(account);
    for (const region of landingZone.regions) {
      const client = new ConfigServiceClient(await clients.settings(account, region));
      const { ConfigurationRecordersStatus = [] } = await client.send(
        new DescribeConfigurationRecorderStatusCommand({}),
      );
      for (const { recording } of ConfigurationRecordersStatus) {
        recorders.push({ account: account.key, accountId, region, recording: recording === true });
      }
    }
  }
  return recorders;
}
