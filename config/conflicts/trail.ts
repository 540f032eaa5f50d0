import { dataResourceTypeOf, MOST_DATA_RESOURCES, MOST_SELECTOR_VALUES } from "../../aws/data-resource-types";
import type { EventSelector } from "../../aws/event-selector";
import { REGIONS } from "../../aws/regions";
import { LONGEST_EVENT_PATTERN } from "../../patterns/event-pattern";
import { LONGEST_FILTER_PATTERN } from "../../patterns/filter-pattern";
import { logReadsEventPattern, logReadsPattern } from "../detection/log-reads";
import { readingPeople } from "../detection/reading-people";
import { entriesOf, wholeParts } from "../readable";
import type { Located, Reading, Written } from "../readable";
import { logReadsOf } from "../trail/resolve";
import { logBucketArns, selectorsOf, valuesOf } from "../trail/selectors";
import type { Finding } from "../source/document";
import { listed } from "../source/suggest";
import { wrong } from "./finding";
import type { Findings } from "./finding";
import { namesIn } from "./names";
import type { Rule } from "./rule";

const DATA_EVENTS = ["trail", "dataEvents"];

/** Any account will do for what is counted and for what patterns can match. */
export const SOME_ACCOUNT = "000000000000";

/** What the trail records; nothing where that could not be read, or where it keeps CloudTrail's default. */
export function selectorsIn(reading: Reading): EventSelector[] | undefined {
  const naming = namesIn(reading);
  const parts = wholeParts(reading, "trail", "archive");
  return (
    parts &&
    naming &&
    selectorsOf(
      { ...parts, ...naming },
      parts.archive.replica === undefined ? SOME_ACCOUNT : (reading.accounts?.logArchive?.id ?? SOME_ACCOUNT),
    )
  );
}

/** Issuers of the sessions of people who read logs. */
export function peopleIn(reading: Reading): string[] {
  const naming = namesIn(reading);
  const parts = wholeParts(reading, "name");
  return parts === undefined || naming === undefined
    ? []
    : readingPeople({
        access: wholeParts(reading, "access")?.access,
        logArchiveId: reading.accounts?.logArchive?.id ?? SOME_ACCOUNT,
        name: parts.name,
        partition: naming.partition,
      });
}

function resourcesIn({ trail }: Reading): Located[] {
  const path = [...DATA_EVENTS, "selectors"];
  return entriesOf(trail?.dataEvents?.selectors, path).flatMap((selector) =>
    entriesOf(selector.value.resources, [...selector.path, "resources"]),
  );
}

/** Every delivery of a log would be recorded, and be delivered. */
function logBucketsAsResources(reading: Reading): Finding[] {
  const naming = namesIn(reading);
  const buckets = naming === undefined ? [] : logBucketArns(naming);
  return resourcesIn(reading)
    .filter(({ value }) => buckets.some((bucket) => value.startsWith(bucket)))
    .map((resource) =>
      wrong(
        resource,
        "this is a log bucket: recorded like others, each delivery of a log would be delivered, without end",
        {
          fix: "remove it, and set trail.dataEvents.logBuckets, which leaves the deliveries out",
        },
      ),
    );
}

/** AWS knows no resource of another partition. */
function foreignResources(reading: Reading): Finding[] {
  const partition = REGIONS.get(reading.homeRegion ?? "")?.partition;
  const readers = entriesOf(reading.trail?.dataEvents?.logReaders, [...DATA_EVENTS, "logReaders"]);
  return [...resourcesIn(reading), ...readers]
    .filter(({ value }) => partition !== undefined && value.split(":")[1] !== partition)
    .map((resource) =>
      wrong(resource, "the ARN is of another partition than the home region", {
        allowed: `ARNs that begin with arn:${partition}:`,
      }),
    );
}

/** Nothing happens in a region that does not exist, or is of another partition than the resource. */
function nowhere(reading: Reading): Finding[] {
  return resourcesIn(reading).flatMap((resource): Findings => {
    const [, partition = "", , region = ""] = resource.value.split(":");
    const known = REGIONS.get(region);
    return region === "" || known?.partition === partition || dataResourceTypeOf(resource.value) === undefined
      ? []
      : wrong(resource, `partition ${partition} has no region ${region}: the trail will record nothing of this`, {
          severity: "warning",
          allowed: listed(
            [...REGIONS.values()].filter((other) => other.partition === partition).map(({ name }) => name),
            region,
          ),
          fix: "write the region that the resource is in; AWS may have added this one",
        });
  });
}

function tooManySelectors(reading: Reading): Findings {
  const path = [...DATA_EVENTS, "selectors"];
  const resources = resourcesIn(reading).filter(({ value }) => dataResourceTypeOf(value) !== undefined).length;
  if (resources > MOST_DATA_RESOURCES) {
    return {
      path,
      message: "more resources than CloudTrail takes in the selectors of a trail",
      got: `${resources} resources`,
      allowed: `${MOST_DATA_RESOURCES}`,
      fix: "choose objects by the beginning of their keys, or every bucket by arn:aws:s3:::",
    };
  }
  const values = valuesOf(selectorsIn(reading) ?? []);
  return values <= MOST_SELECTOR_VALUES
    ? []
    : {
        path,
        message: "the trail would have more values in its event selectors than CloudTrail takes",
        got: `${values} values, those of the category, type and direction of each selector among them`,
        allowed: `${MOST_SELECTOR_VALUES}`,
        fix: "put resources of one kind into one selector, or choose fewer",
      };
}

/** A pattern has to name every reader, and a filter pattern every other bucket that could be taken for a log bucket. */
function tooManyReaders(reading: Reading): Findings {
  const naming = namesIn(reading);
  const parts = wholeParts(reading, "name", "trail");
  if (naming === undefined || parts === undefined) {
    return [];
  }
  const { logReaders = [], otherReadBuckets = [] } = logReadsOf(parts.trail, parts.name);
  const input = { ...naming, name: parts.name, logReaders, otherReadBuckets, readingPeople: peopleIn(reading) };
  const patterns = [
    {
      length: logReadsPattern(input).length,
      longest: LONGEST_FILTER_PATTERN,
      message: "the alarm on other readers would have a longer filter pattern than CloudWatch Logs takes",
    },
    {
      length: JSON.stringify(logReadsEventPattern(input)).length,
      longest: LONGEST_EVENT_PATTERN,
      message: "the rule on other readers would have a longer event pattern than EventBridge takes",
    },
  ];
  const tooLong = patterns.find(({ length, longest }) => length > longest);
  if (tooLong === undefined) {
    return [];
  }
  const { length, longest, message } = tooLong;
  const named = `${logReaders.length} ${logReaders.length === 1 ? "role" : "roles"}`;
  return {
    path: [...DATA_EVENTS, logReaders.length === 0 ? "selectors" : "logReaders"],
    message,
    got:
      (otherReadBuckets.length === 0 ? `${named}, which make` : `${named}, with buckets to tell from log buckets:`) +
      ` ${length.toLocaleString("en")} characters`,
    allowed: `at most ${longest.toLocaleString("en")} characters`,
    fix:
      (logReaders.length === 0 ? "" : "name fewer roles, of fewer accounts: let readers share one") +
      (logReaders.length === 0 || otherReadBuckets.length === 0 ? "" : "; or ") +
      (otherReadBuckets.length === 0
        ? ""
        : `choose fewer buckets whose names begin with ${parts.name}-, or writes only`),
  };
}

function readersWithoutReads({ trail }: Reading, written: Written): Findings {
  return trail?.dataEvents?.logBuckets === "off" && written([...DATA_EVENTS, "logReaders"])
    ? {
        path: DATA_EVENTS,
        key: "logReaders",
        severity: "warning",
        message: "does nothing, as trail.dataEvents.logBuckets is off",
        fix: "remove it, or set logBuckets: reads",
      }
    : [];
}

export const TRAIL_RULES = [
  logBucketsAsResources,
  foreignResources,
  nowhere,
  tooManySelectors,
  tooManyReaders,
  readersWithoutReads,
] satisfies Rule[];
