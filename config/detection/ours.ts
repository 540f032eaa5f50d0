import { METRIC_FILTER_CHANGES, SUBSCRIPTION_FILTER_CHANGES } from "../../aws/tampering";
import { LEFT_OPEN_ON } from "../guardrails/left-open";
import type { GuardedKind, LeftOpen } from "../guardrails/left-open";
import { API_CALL, CHANGES_MATCHER } from "./definition";
import type { DetectionInput, EventPattern } from "./definition";
import { anyOf, CHANGES, fromService } from "./filter-text";

/** Calls of a service on what it has of the landing zone, by what their events say. */
export interface OurResources {
  /** `logs`, as in `logs.amazonaws.com` and `aws.logs`. */
  readonly service: string;
  /**
   * What the parameters of calls are that name a resource, as CloudTrail spells them, with `*` for any text and `<name>` for the
   * name of the landing zone.
   */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  /** Kinds of resources: what guardrails leave open on them is not reported either. */
  readonly kinds: readonly GuardedKind[];
  /** What guardrails leave open and is reported all the same. */
  readonly reported?: readonly string[];
}

const NAMES = ["<name>-*"];
const LOG_GROUP_NAMES = ["<name>/*", "/aws/lambda/<name>-*"];

/**
 * What detection is made of and carried by. CloudTrail writes the parameters of a call as its API spells them, beginning with a
 * small letter; a test compares them with AWS's own description of each API.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const OUR_RESOURCES = {
  logGroups: {
    service: "logs",
    parameters: {
      logGroupName: LOG_GROUP_NAMES,
      logGroupIdentifier: [...LOG_GROUP_NAMES, "*:<name>/*"],
      resourceIdentifier: ["*:<name>/*"],
      resourceArn: ["*:<name>/*"],
    },
    kinds: ["logGroup"],
    reported: [...METRIC_FILTER_CHANGES, ...SUBSCRIPTION_FILTER_CHANGES],
  },
  alarms: {
    service: "monitoring",
    parameters: {
      alarmName: NAMES,
      "alarmNames[*]": NAMES,
      "muteTargets.alarmNames[*]": NAMES,
      dashboardName: NAMES,
      "dashboardNames[*]": NAMES,
      resourceARN: ["*:<name>-*"],
    },
    kinds: ["alarm"],
  },
  eventRules: {
    service: "events",
    parameters: {
      name: NAMES,
      rule: NAMES,
      eventBusName: NAMES,
      archiveName: NAMES,
      eventSourceArn: ["*/<name>-*"],
      resourceARN: ["*/<name>-*"],
    },
    kinds: ["eventRule"],
  },
  topics: {
    service: "sns",
    parameters: {
      name: NAMES,
      topicArn: ["*:<name>-*"],
      subscriptionArn: ["*:<name>-*"],
      resourceArn: ["*:<name>-*"],
    },
    kinds: ["topic"],
  },
  queues: {
    service: "sqs",
    parameters: { queueName: NAMES, queueUrl: ["*/<name>-*"], sourceArn: ["*:<name>-*"] },
    kinds: ["queue"],
  },
  functions: {
    service: "lambda",
    parameters: {
      functionName: [...NAMES, "*:function:<name>-*"],
      resource: ["*:<name>-*"],
      resourceArn: ["*:<name>-*"],
    },
    kinds: ["function"],
  },
  streams: {
    service: "firehose",
    parameters: { deliveryStreamName: NAMES },
    kinds: ["stream"],
  },
} as const satisfies Readonly<Record<string, OurResources>>;

/** Calls that are not reported, whatever they are done to; sorted. */
export function notReported(...resources: readonly OurResources[]): string[] {
  return resources
    .flatMap(({ kinds, reported = [] }) =>
      kinds
        .flatMap((kind): readonly LeftOpen[] => LEFT_OPEN_ON[kind])
        .flatMap(({ actions }) => actions)
        .filter((name) => !reported.includes(name)),
    )
    .sort();
}

/**
 * Terms of a filter pattern: the service's calls that change something of ours, and are reported.
 *
 * @param elsewhere names of calls, as a pattern has them, that another alarm reports
 */
export function ourChanges(
  resources: OurResources,
  { name }: Pick<DetectionInput, "name">,
  ...elsewhere: readonly string[]
): string[] {
  return [
    fromService(resources.service),
    CHANGES,
    ...[...notReported(resources), ...elsewhere].map((eventName) => `($.eventName!=${eventName})`),
    anyOf(
      ...Object.entries(resources.parameters).flatMap(([parameter, texts]) =>
        texts.map((text) => `($.requestParameters.${parameter}="${text.replace("<name>", name)}")`),
      ),
    ),
  ];
}

/** An event pattern of the calls of some services that change something of ours, and are reported. */
export function ourChangesPattern(
  resources: readonly OurResources[],
  { name }: Pick<DetectionInput, "name">,
): EventPattern {
  const byParameter = new Map<string, string[]>();
  for (const { parameters } of resources) {
    for (const [parameter, texts] of Object.entries(parameters)) {
      const path = parameter.replace("[*]", "");
      byParameter.set(path, [...new Set([...(byParameter.get(path) ?? []), ...texts])]);
    }
  }
  return {
    source: resources.map(({ service }) => `aws.${service}`).sort(),
    "detail-type": [API_CALL],
    detail: {
      readOnly: CHANGES_MATCHER,
      eventName: [{ "anything-but": notReported(...resources) }],
      requestParameters: {
        $or: [...byParameter].map(([path, texts]) =>
          nested(
            path.split("."),
            texts.map((text) => matcher(text.replace("<name>", name))),
          ),
        ),
      },
    },
  };
}

/** A beginning, where that is all: EventBridge compares it faster than a wildcard. */
function matcher(text: string): object {
  return text.indexOf("*") === text.length - 1 ? { prefix: text.slice(0, -1) } : { wildcard: text };
}

function nested([first = "", ...rest]: readonly string[], value: unknown): EventPattern {
  return { [first]: rest.length === 0 ? value : nested(rest, value) };
}
