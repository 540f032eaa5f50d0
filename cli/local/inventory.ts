import { CloudTrailClient, DescribeTrailsCommand, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import { ConfigServiceClient, DescribeConfigurationRecorderStatusCommand } from "@aws-sdk/client-config-service";
import type { LandingZone } from "../../config/landing-zone";
import type { AccountClients } from "../../terraform/account-clients";
import { readAlarms, readSubscriptions } from "./inventory-alerts";
import type { AlarmState, SubscriptionState } from "./inventory-alerts";

/** What exists in AWS, as its own API reports it. */
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
  /** Slug of the account in the landing zone. */
  readonly account: string;
  readonly accountId: string;
  readonly region: string;
  readonly recording: boolean;
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
        recorders.push({ account: account.slug, accountId, region, recording: recording === true });
      }
    }
  }
  return recorders;
}
