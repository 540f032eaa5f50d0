import { dataResourceTypeOf } from "../../aws/data-resource-types";
import type { DataResourceType } from "../../aws/data-resource-types";
import type { EventSelector, FieldSelector } from "../../aws/event-selector";
import { eventSourceOf } from "../../aws/network-activity-sources";
import type { Immutable } from "../immutable";
import { logBucketsOf } from "../names";
import type { Names } from "../names";
import type { Configuration } from "../schema";
import { recordsMore } from "./resolve";

type Settings = Immutable<Configuration["trail"]>;

export interface SelectorInput {
  readonly names: Names;
  readonly partition: string;
  /** Account of the log buckets and of the role that copies them; twelve digits, or a token. */
  readonly logArchiveId: string;
  /** Whether there are copies, which the role reads the originals for. */
  readonly replicated: boolean;
}

/** CloudTrail's default, said in so many words: all management events, reads and writes. */
export const MANAGEMENT_EVENTS: EventSelector = {
  name: "All management events",
  fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }],
};

/**
 * Calls that services deliver logs by, and S3 their copies: recorded, each delivery would be an event to deliver.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */
const UPLOADS = ["AbortMultipartUpload", "CompleteMultipartUpload", "CreateMultipartUpload", "PutObject", "UploadPart"];

/**
 * All that the trail records, by advanced event selectors; nothing where the file asks for no more than CloudTrail's default.
 * Applying advanced selectors replaces that default, so that it is among them.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html
 */
export function eventSelectorsOf(
  { dataEvents, networkActivity }: Pick<Settings, "dataEvents" | "networkActivity">,
  input: SelectorInput,
): EventSelector[] | undefined {
  if (!recordsMore({ dataEvents, networkActivity })) {
    return undefined;
  }
  return [
    MANAGEMENT_EVENTS,
    ...ofLogBuckets(dataEvents.logBuckets, input),
    ...dataEvents.selectors.flatMap((selector) => ofResources(selector, input)),
    ...networkActivity.map(ofNetwork),
  ];
}

/**
 * The same of a landing zone.
 *
 * @param logArchiveId twelve digits, or a token; empty where nothing depends on it
 */
export function selectorsOf(
  {
    archive,
    names,
    partition,
    trail,
  }: Pick<SelectorInput, "names" | "partition"> & {
    readonly archive: { readonly replica?: unknown };
    readonly trail: Pick<Settings, "dataEvents" | "networkActivity">;
  },
  logArchiveId: string,
): EventSelector[] | undefined {
  return eventSelectorsOf(trail, {
    names,
    partition,
    logArchiveId,
    replicated: archive.replica !== undefined,
  });
}

/** How many values the conditions of selectors have, which AWS limits. */
export function valuesOf(selectors: readonly EventSelector[]): number {
  return selectors
    .flatMap(({ fieldSelectors }) => fieldSelectors)
    .flatMap(({ equals = [], notEquals = [], notStartsWith = [], startsWith = [] }) => [
      ...equals,
      ...notEquals,
      ...notStartsWith,
      ...startsWith,
    ]).length;
}

/** `arn:aws:s3:::example-org-cloudtrail-eu-west-1/`, of every log bucket. */
export function logBucketArns({ names, partition }: Pick<SelectorInput, "names" | "partition">): string[] {
  return [...new Set(logBucketsOf(names))].map((bucket) => `arn:${partition}:s3:::${bucket}/`);
}

function ofLogBuckets(recorded: Settings["dataEvents"]["logBuckets"], input: SelectorInput): EventSelector[] {
  if (recorded === "off") {
    return [];
  }
  const { logArchiveId, names, partition, replicated } = input;
  const copying = `arn:${partition}:sts::${logArchiveId}:assumed-role/${names.replicationRole}/`;
  const objects = (readOnly: boolean, ...more: readonly FieldSelector[]): FieldSelector[] => [
    ...ofType("AWS::S3::Object"),
    { field: "readOnly", equals: [String(readOnly)] },
    { field: "resources.ARN", startsWith: logBucketArns(input) },
    ...more,
    ...(replicated ? [{ field: "userIdentity.arn", notStartsWith: [copying] } as const] : []),
  ];
  const reads = { name: "Reads of log buckets", fieldSelectors: objects(true) };
  return recorded === "reads"
    ? [reads]
    : [
        reads,
        {
          name: "Changes in log buckets but uploads, which log deliveries are",
          fieldSelectors: objects(false, { field: "eventName", notEquals: UPLOADS }),
        },
      ];
}

/** One selector for each kind of resource, as AWS demands. */
function ofResources(
  { events, name, resources }: Settings["dataEvents"]["selectors"][number],
  input: SelectorInput,
): EventSelector[] {
  const types = new Set(resources.flatMap((arn) => dataResourceTypeOf(arn) ?? []));
  return [...types].map((type) => ({
    name,
    fieldSelectors: [
      ...ofType(type.type),
      ...(events === "all" ? [] : [{ field: "readOnly", equals: [String(events === "read")] } as const]),
      ofArns(
        type,
        resources.filter((arn) => dataResourceTypeOf(arn) === type),
        input,
      ),
    ],
  }));
}

/** Log buckets have a setting of their own, and are left out wherever a beginning covers them. */
function ofArns({ operator }: DataResourceType, arns: readonly string[], input: SelectorInput): FieldSelector {
  const covered = logBucketArns(input).filter((bucket) => arns.some((arn) => bucket.startsWith(arn)));
  return {
    field: "resources.ARN",
    [operator]: arns,
    ...(operator === "startsWith" && covered.length > 0 ? { notStartsWith: covered } : {}),
  };
}

/**
 * The AWS provider does not know `errorCode` and `vpcEndpointId`, so that denied calls cannot be recorded alone.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-network-events-with-cloudtrail.html
 */
function ofNetwork(service: Settings["networkActivity"][number]): EventSelector {
  return {
    name: `Network activity of ${service}`,
    fieldSelectors: [
      { field: "eventCategory", equals: ["NetworkActivity"] },
      { field: "eventSource", equals: [eventSourceOf(service)] },
    ],
  };
}

function ofType(type: string): FieldSelector[] {
  return [
    { field: "eventCategory", equals: ["Data"] },
    { field: "resources.type", equals: [type] },
  ];
}
