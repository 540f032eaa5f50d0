import { CloudTrailClient, GetTrailCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { setTimeout } from "node:timers/promises";
import { AwsStore } from "../archive-reader/aws-store";
import { listedAccounts } from "../archive-reader/listed-accounts";
import { publicKeysOf } from "../archive-reader/public-keys";
import { sourceError } from "../archive-reader/source-error";
import { stoppedSince } from "../archive-reader/trail-status";
import type { WalkContext } from "../log-integrity/walk-context";
import { cut } from "./asff";
import type { Environment } from "./environment";
import type { BusEvent, LogEntry, Services } from "./services";
import { dynamoTable } from "./table";

const CONNECTIONS = 48;
const ATTEMPTS = 4;
const PAUSE = 500;
/** PutEvents and SendMessageBatch take so many at once. */
const AT_ONCE = 10;
const FINDINGS_AT_ONCE = 100;
const MOST_OF_A_TEXT = 2000;

/** AWS, as the function reaches it: with the role and in the region that it runs in. */
export function awsServices(environment: Environment, region: string): Services {
  const settings = { region };
  const retries = { maxAttempts: 6 };
  const queue = new SQSClient(retries);
  const events = eventBridge();
  const metrics = new CloudWatchClient(retries);
  return {
    environment,
    store: new AwsStore(settings, CONNECTIONS),
    publicKeys: publicKeysOf(settings),
    table: dynamoTable(environment.table),
    accounts: async () => listedAccounts(settings),
    stopped: async () => stoppedTrail(environment),
    send: async (bodies) => {
      await inParts(bodies, AT_ONCE, async (part) => {
        const Entries = part.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
        const { Failed = [] } = await queue.send(
          new SendMessageBatchCommand({ QueueUrl: environment.queueUrl, Entries }),
        );
        return Failed.map(({ Code = "", Id }) => ({ index: Number(Id), why: Code }));
      });
    },
    putEvents: async (all) => {
      const put = async (part: readonly BusEvent[]) => {
        const Entries = part.map(({ bus, detail, time }) => ({
          EventBusName: bus,
          Source: environment.source,
          DetailType: DETAIL_TYPE,
          Detail: detail,
          Time: time,
        }));
        // Those that are put at once are for one bus.
        const { Entries: answers = [] } = await events(part[0]?.bus ?? "").send(new PutEventsCommand({ Entries }));
        return answers.flatMap(({ ErrorCode }, index) => (ErrorCode === undefined ? [] : [{ index, why: ErrorCode }]));
      };
      for (const name of new Set(all.map(({ bus }) => bus))) {
        const ofBus = all.filter(({ bus }) => bus === name);
        await inParts(ofBus, AT_ONCE, put);
      }
    },
    importFindings: async (all) => {
      // Loaded where it is wanted: it is one of the large ones.
      const { BatchImportFindingsCommand, SecurityHubClient } = await import("@aws-sdk/client-securityhub");
      const client = new SecurityHubClient(retries);
      await inParts(all, FINDINGS_AT_ONCE, async (part) => {
        const { FailedFindings = [] } = await client.send(new BatchImportFindingsCommand({ Findings: [...part] }));
        return FailedFindings.map(({ ErrorCode = "", Id }) => ({
          index: part.findIndex((finding) => finding.Id === Id),
          why: ErrorCode,
        }));
      });
    },
    putMetrics: async (data) => {
      if (data.length > 0) {
        await metrics.send(new PutMetricDataCommand({ Namespace: environment.namespace, MetricData: [...data] }));
      }
    },
    log: writeLog,
    now: () => Date.now(),
    wait: async (milliseconds) => setTimeout(milliseconds),
  };
}

export const DETAIL_TYPE = "Log Integrity Finding";

/**
 * Clients for buses: EventBridge takes events in the region of the bus only, and refuses the ARN of a bus elsewhere.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
 */
function eventBridge(): (bus: string) => EventBridgeClient {
  const clients = new Map<string, EventBridgeClient>();
  return (bus) => {
    const region = regionOf(bus) ?? "";
    const client =
      clients.get(region) ?? new EventBridgeClient({ maxAttempts: 6, ...(region === "" ? {} : { region }) });
    clients.set(region, client);
    return client;
  };
}

/** Of the ARN of a bus; a name has none. */
function regionOf(bus: string): string | undefined {
  const [arn, , , region] = bus.split(":");
  return arn === "arn" ? region : undefined;
}

/**
 * Sends things in parts, and those that were refused one by one again.
 *
 * @param send answers with what of a part was refused, and why
 */
export async function inParts<Thing>(
  things: readonly Thing[],
  size: number,
  send: (part: readonly Thing[]) => Promise<readonly { readonly index: number; readonly why: string }[]>,
): Promise<void> {
  for (let start = 0; start < things.length; start += size) {
    let part = things.slice(start, start + size);
    for (let attempt = 1; part.length > 0; attempt += 1) {
      const refused = await send(part);
      if (refused.length > 0 && attempt === ATTEMPTS) {
        throw new Error(`${refused.length} of ${part.length} were refused: ${refused[0]?.why ?? ""}`);
      }
      const indexes = new Set(refused.map(({ index }) => index));
      part = part.filter((_, index) => indexes.has(index));
      if (part.length > 0) {
        await setTimeout(PAUSE * attempt);
      }
    }
  }
}

/** A member account asks for the status of its organization's trail by the ARN. */
async function stoppedTrail({ homeRegion, trailArn }: Environment): Promise<WalkContext["stopped"]> {
  const client = new CloudTrailClient({ region: homeRegion });
  const notes: string[] = [];
  try {
    const trail = await client.send(new GetTrailCommand({ Name: trailArn })).then(
      ({ Trail }) => Trail,
      (error: unknown) => {
        notes.push(sourceError(error).message);
        return undefined;
      },
    );
    return await stoppedSince(client, trailArn, trail?.LogFileValidationEnabled, notes);
  } finally {
    client.destroy();
    for (const detail of notes) {
      writeLog({ level: "warn", message: "what the trail does cannot be looked up", detail });
    }
  }
}

/** Writes a line of JSON, of a bounded length. */
export function writeLog(entry: LogEntry): void {
  const bounded = Object.entries(entry).map(([name, value]) => [
    name,
    typeof value === "string" ? cut(value, MOST_OF_A_TEXT) : value,
  ]);
  process.stdout.write(`${JSON.stringify(Object.fromEntries(bounded))}\n`);
}
