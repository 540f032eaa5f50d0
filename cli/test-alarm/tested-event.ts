import { isMapping } from "../../config/source/mapping";
import { tooDeep } from "../../config/source/nesting";

export type JsonObject = Readonly<Record<string, unknown>>;

/** An event in the two forms in which the landing zone sees it, and what to call it by. */
export interface TestedEvent {
  /** As the trail writes it to CloudWatch Logs; absent for what CloudTrail does not write. */
  readonly record?: JsonObject;
  /** As EventBridge gets it. */
  readonly delivered: JsonObject;
  /** `StopLogging`; the kind of event where it is not CloudTrail's. */
  readonly name: string;
  /** `cloudtrail.amazonaws.com`, or EventBridge's `aws.trustedadvisor`. */
  readonly source: string;
  readonly account: string;
  readonly region: string;
  readonly time: string;
}

/** In place of what an event does not say. */
const UNKNOWN = "-";

/**
 * How EventBridge calls the kinds of CloudTrail's events. In its list of them the second is misspelt; events and patterns of
 * all other pages have it like this.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
const DETAIL_TYPES: ReadonlyMap<unknown, string> = new Map([
  ["AwsConsoleSignIn", "AWS Console Sign In via CloudTrail"],
  // Written so, too.
  ["AwsConsoleSignin", "AWS Console Sign In via CloudTrail"],
  ["AwsConsoleAction", "AWS Console Action via CloudTrail"],
  ["AwsServiceEvent", "AWS Service Event via CloudTrail"],
]);
const API_CALL = "AWS API Call via CloudTrail";

const KINDS = "neither a CloudTrail record, nor a log file with Records, nor an EventBridge event";

/** An event from JSON, or in words why it is none. */
export function testedEvent(value: unknown): TestedEvent | string {
  if (!isMapping(value)) {
    return KINDS;
  }
  if (tooDeep(value) !== undefined) {
    return "nested too deeply for an event";
  }
  if ("detail-type" in value && "detail" in value) {
    return ofEventBridge(value);
  }
  return "eventName" in value || "eventSource" in value ? ofCloudTrail(value) : KINDS;
}

function ofEventBridge(event: JsonObject): TestedEvent | string {
  const missing = missingTexts(event, ["source", "detail-type", "region"]);
  if (missing !== undefined || !isMapping(event.detail)) {
    return `an EventBridge event without ${missing ?? "detail"}`;
  }
  const { detail } = event;
  const record = missingTexts(detail, ["eventName", "eventSource"]) === undefined ? detail : undefined;
  return {
    record,
    delivered: event,
    name: text(record?.eventName ?? event["detail-type"]),
    source: text(record?.eventSource ?? event.source),
    account: text(event.account),
    region: text(event.region),
    time: text(event.time),
  };
}

function ofCloudTrail(record: JsonObject): TestedEvent | string {
  const missing = missingTexts(record, ["eventName", "eventSource", "awsRegion"]);
  if (missing !== undefined) {
    return `a CloudTrail record without ${missing}`;
  }
  const known = {
    name: text(record.eventName),
    source: text(record.eventSource),
    account: text(record.recipientAccountId ?? accountOf(record.userIdentity)),
    region: text(record.awsRegion),
    time: text(record.eventTime),
  };
  const [service = ""] = known.source.split(".");
  const delivered = {
    version: "0",
    id: text(record.eventID),
    "detail-type": DETAIL_TYPES.get(record.eventType) ?? API_CALL,
    source: `aws.${service}`,
    account: known.account,
    time: known.time,
    region: known.region,
    resources: [],
    detail: record,
  };
  return { record, delivered, ...known };
}

/** Of some fields the first that is no text. */
function missingTexts(object: JsonObject, fields: readonly string[]): string | undefined {
  return fields.find((field) => typeof object[field] !== "string" || object[field] === "");
}

function accountOf(userIdentity: unknown): unknown {
  return isMapping(userIdentity) ? userIdentity.accountId : undefined;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : UNKNOWN;
}
