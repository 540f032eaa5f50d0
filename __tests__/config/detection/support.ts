import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DetectionInput } from "../../../config/detection/definition";
import { namesOf } from "../../../config/names";
import { DEPLOYABLE_REGIONS } from "../../../aws/regions";
import { matchesFilterPattern, parseFilterPattern } from "../../../patterns/filter-pattern";

/** What the events of `__tests__/events` are about. */
export const INPUT: DetectionInput = {
  name: "example",
  partition: "aws",
  names: namesOf({ name: "example", homeRegion: "eu-west-1" }),
  breakGlassRole: "example-break-glass",
  keyAccountIds: ["111111111111", "222222222222", "333333333333"],
  stateBucket: "terraform-states",
  readingPeople: ["arn:aws:iam::222222222222:role/example-log-reader", "*/AWSReservedSSO_example-log-reader_*"],
  logReaders: ["arn:aws:iam::333333333333:role/log-analysis", "arn:aws:iam::222222222222:role/security/forensics"],
};

const [longestRegion = ""] = [...DEPLOYABLE_REGIONS].sort((a, b) => b.length - a.length);
const longestName = "a".repeat(39);

/** Nothing that the schema takes has longer names; together they are a little more than it takes. */
export const LONGEST_INPUT: DetectionInput = {
  name: longestName,
  partition: "aws",
  names: namesOf({ name: longestName, homeRegion: longestRegion, replicaRegion: longestRegion }),
  breakGlassRole: "b".repeat(64),
  keyAccountIds: ["1", "2", "3", "4", "5", "6"].map((digit) => digit.repeat(12)),
  stateBucket: "s".repeat(63),
  logReaders: [],
  readingPeople: [
    `arn:aws-us-gov:iam::222222222222:role/${longestName}-log-reader`,
    `*/AWSReservedSSO_${"s".repeat(32)}_*`,
  ],
};

/** A sample event, and the page of AWS's documentation after which it was made. */
export interface Sample {
  readonly page: string;
  readonly why: string;
  readonly event: unknown;
  /** Absent where both variants of the pattern agree. */
  readonly variant?: "exact" | "tuned";
  /** `rootLogin/match-api-call.json` */
  readonly file: string;
  readonly isMatch: boolean;
}

const FOLDER = join("__tests__", "events");

/** Names of all folders of sample events: keys of alarms and rules, and `trustedAdvisor`. */
export const SAMPLED_KEYS: readonly string[] = readdirSync(FOLDER);

export function samplesOf(key: string): Sample[] {
  return readdirSync(join(FOLDER, key)).map((name) => ({
    ...(JSON.parse(readFileSync(join(FOLDER, key, name), "utf8")) as Pick<
      Sample,
      "event" | "page" | "variant" | "why"
    >),
    file: `${key}/${name}`,
    isMatch: /^match-[a-z0-9-]+\.json$/.test(name),
  }));
}

export function matchesFilter(pattern: string, event: unknown): boolean {
  return matchesFilterPattern(parseFilterPattern(pattern), JSON.stringify(event));
}
