import { z } from "zod";
import { distinct, repeatable } from "../fields/lists";
import { regionName, text } from "../fields/text";
import { slugOf } from "../keys";

/** What Amazon Inspector Classic called its rules packages, which is how people ask for checks. */
export const TARGET_RULES = ["cis", "cve", "network-reachability", "security-best-practices"] as const;

/** @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_WeeklySchedule.html */
export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

const tagKey = z.string().min(1).max(128);
const tagValue = z.string().max(256);
/** As AWS takes them in targets of CIS scans: no value is empty. */
const targetKey = text(
  /^[\p{L}\p{Z}\p{N}_.:/=@-]{1,128}$/u,
  "1 to 128 letters, digits, spaces and _.:/=@-",
  "Environment",
);
const targetValue = text(/^.{1,256}$/, "1 to 256 characters, as CIS scans find no empty value", "production");

const schedule = z
  .strictObject({
    frequency: z
      .enum(["once", "daily", "weekly", "monthly"])
      .default("weekly")
      .meta({ examples: ["monthly"] })
      .describe("How often: `once` begins when it is deployed; `monthly` is on one weekday of each month."),
    days: distinct(z.array(z.enum(WEEKDAYS)).min(1), "day")
      .default(["sunday"])
      .meta({ examples: [["saturday"]] })
      .describe("Days of the week on which weekly scans begin; for a monthly one, its single weekday."),
    time: text(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'a time of day in quotes, "00:00" to "23:59"', "03:00")
      .default("03:00")
      .describe("Time of day, in quotes, at which scans begin: hours and minutes."),
    timeZone: z
      .string()
      .default("UTC")
      .meta({ examples: ["Europe/Berlin"] })
      .describe("Time zone of `time`, by its name in the IANA time zone database."),
  })
  .prefault({})
  .describe("When the CIS scan runs.");

const target = z.strictObject({
  name: text(
    /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/,
    "1 to 128 letters, digits, dots, hyphens and underscores, beginning with a letter or digit",
    "production-servers",
  ).describe("Name of the target, and of its CIS scan configuration. Unique among the targets."),
  tags: z
    .record(targetKey, distinct(z.array(targetValue).min(1).max(5), "value"))
    .default({})
    .meta({ examples: [{ Environment: ["production"] }] })
    .describe(
      "Tags of the instances: one to five keys, each with one to five values. Required for the rules `cis`, as Amazon " +
        "Inspector has no target of all instances.",
    ),
  accounts: distinct(z.array(z.string().meta({ examples: ["shop-production"] })).min(1), "account", {
    identity: slugOf,
  })
    .default(["all"])
    .describe(
      "Accounts of the instances: `management`, `log-archive`, `audit`, names of workload accounts, or their ids in quotes; or `all` alone, which is " +
        "every account of the organization that Amazon Inspector scans, also one that joins later.",
    ),
  regions: distinct(z.array(regionName).min(1), "region")
    .optional()
    .describe("Governed regions of the instances. Default: all of them where CIS scans exist."),
  schedule,
  rules: distinct(z.array(z.enum(TARGET_RULES)).min(1), "rule")
    .default(["cis", "cve", "network-reachability"])
    .describe(
      "What is checked: `cis` (benchmarks of the operating system, by a CIS scan), `cve` (vulnerable packages) and " +
        "`network-reachability` (both by the scan type `ec2`, of every instance and all the time, whatever tags and schedule " +
        "say), `security-best-practices` (has no equivalent in Amazon Inspector any more; the loader says what is nearest).",
    ),
  level: z
    .union([z.literal(1), z.literal(2)])
    .default(1)
    .meta({ examples: [2] })
    .describe("Level of the CIS benchmark: 1 (little effect on how a host works) or 2 (level 1 and stricter)."),
});

/** @see https://docs.aws.amazon.com/inspector/latest/user/scanning-cis.html */
export const targets = distinct(z.array(target), "target", {
  field: "name",
  fix: "give each target a name of its own",
})
  .default([])
  .describe("Assessment targets: instances, by their tags, and what they are checked against. Default: none.");

export const instanceTags = z
  .record(
    tagKey,
    repeatable(z.array(tagValue), "a value that is declared twice does no harm").meta({
      examples: [["production", "staging"]],
    }),
  )
  .default({})
  .meta({ examples: [{ Environment: ["production", "staging"] }] })
  .describe(
    "Tags that your instances have, as your tag policies demand: keys with the values that there are, or with `[]` for any. " +
      "A target that selects by another tag gets a warning, as it may match nothing. Default: those of `tags` alone.",
  );
