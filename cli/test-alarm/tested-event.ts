import { isMapping } from "../../config/source/mapping";
import { tooDeep } from "../../config/source/nesting";
import { categoryOf } from "../../config/trail/recorded";

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
 * How EventBridge calls the kinds of CloudTrail's events. In its list of them sign-ins are misspelt; events and patterns of all
 * other pages have them like this.
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
/** The same, of what no management event is: rules on API calls do not match these. */
const DETAIL_TYPES_BY_CATEGORY: ReadonlyMap<string, string> = new Map([
  ["Insight", "AWS Insight via CloudTrail"],
  ["NetworkActivity", "AWS Network Activity Event via CloudTrail"],
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
  if (isMapping(value.insightDetails)) {
    return ofInsight(value, value.insightDetails);
  }
  return "eventName" in value || "eventSource" in value ? ofCloudTrail(value) : KINDS;
}

function ofEventBridge(event: JsonObject): TestedEvent | string {
  const missing = missingTexts(event, ["source", "detail-type", "region"]);
  if (missing !== undefined || !isMapping(event.detail)) {
    return `an EventBridge event without ${missing ?? "detail"}`;
  }
  const { detail } = event;
  if (isMapping(detail.insightDetails)) {
    const insight = ofInsight({ awsRegion: event.region, ...detail }, detail.insightDetails);
    return typeof insight === "string" ? insight : { ...insight, record: detail, delivered: event };
  }
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
  return { record, delivered: deliveredBy(known.source, record, known), ...known };
}

/**
 * CloudTrail's own observation of calls, which names them within and is by nobody.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html
 */
function ofInsight(record: JsonObject, details: JsonObject): TestedEvent | string {
  const missing = missingTexts(record, ["awsRegion"]) ?? missingTexts(details, ["eventName", "eventSource"]);
  if (missing !== undefined) {
    return `an Insights event of CloudTrail without ${missing}`;
  }
  const known = {
    name: `${text(details.insightType)} ${text(details.eventName)}`,
    source: text(details.eventSource),
    account: text(record.recipientAccountId),
    region: text(record.awsRegion),
    time: text(record.eventTime),
  };
  return { record, delivered: deliveredBy("cloudtrail.amazonaws.com", record, known), ...known };
}

/** An event as EventBridge gets it from CloudTrail. */
function deliveredBy(
  source: string,
  record: JsonObject,
  { account, region, time }: Pick<TestedEvent, "account" | "region" | "time">,
): JsonObject {
  const [service = ""] = source.split(".");
  return {
    version: "0",
    id: text(record.eventID),
    "detail-type": DETAIL_TYPES_BY_CATEGORY.get(categoryOf(record)) ?? DETAIL_TYPES.get(record.eventType) ?? API_CALL,
    source: `aws.${service}`,
    account,
    time,
    region,
    resources: [],
    detail: record,
  };
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
