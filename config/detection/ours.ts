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
  /** The same of what is answered, for calls whose parameters name nothing of ours. */
  readonly answers?: Readonly<Record<string, readonly string[]>>;
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
    // Mappings of queues have ids that AWS invents.
    // https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html
    answers: { functionArn: ["*:function:<name>-*"] },
    kinds: ["function"],
  },
  tables: {
    service: "dynamodb",
    parameters: {
      tableName: NAMES,
      tableArn: ["*:table/<name>-*"],
      globalTableName: NAMES,
      targetTableName: NAMES,
      "tableCreationParameters.tableName": NAMES,
      backupArn: ["*:table/<name>-*"],
      resourceArn: ["*:table/<name>-*"],
    },
    kinds: ["table"],
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
      ...[["requestParameters", resources.parameters] as const, ["responseElements", resources.answers ?? {}] as const]
        .flatMap(([where, named]) =>
          Object.entries(named).map(([field, texts]) => [`${where}.${field}`, texts] as const),
        )
        .flatMap(([path, texts]) => texts.map((text) => `($.${path}="${text.replace("<name>", name)}")`)),
    ),
  ];
}

/** An event pattern of the calls of some services that change something of ours, and are reported. */
export function ourChangesPattern(
  resources: readonly OurResources[],
  { name }: Pick<DetectionInput, "name">,
): EventPattern {
  const requestParameters = named(
    resources.map(({ parameters }) => parameters),
    name,
  );
  const responseElements = named(
    resources.map(({ answers = {} }) => answers),
    name,
  );
  return {
    source: resources.map(({ service }) => `aws.${service}`).sort(),
    "detail-type": [API_CALL],
    detail: {
      readOnly: CHANGES_MATCHER,
      eventName: [{ "anything-but": notReported(...resources) }],
      ...(responseElements.length === 0
        ? { requestParameters: { $or: requestParameters } }
        : {
            $or: [
              { requestParameters: { $or: requestParameters } },
              ...responseElements.map((answer) => ({ responseElements: answer })),
            ],
          }),
    },
  };
}

/** Matchers of each field that names a resource, in whichever of some services. */
function named(fields: readonly Readonly<Record<string, readonly string[]>>[], name: string): EventPattern[] {
  const byPath = new Map<string, string[]>();
  for (const [field, texts] of fields.flatMap((some) => Object.entries(some))) {
    const path = field.replace("[*]", "");
    byPath.set(path, [...new Set([...(byPath.get(path) ?? []), ...texts])]);
  }
  return [...byPath].map(([path, texts]) =>
    nested(
      path.split("."),
      texts.map((text) => matcher(text.replace("<name>", name))),
    ),
  );
}

/** A beginning, where that is all: EventBridge compares it faster than a wildcard. */
function matcher(text: string): object {
  return text.indexOf("*") === text.length - 1 ? { prefix: text.slice(0, -1) } : { wildcard: text };
}

function nested([first = "", ...rest]: readonly string[], value: unknown): EventPattern {
  return { [first]: rest.length === 0 ? value : nested(rest, value) };
}
