import type { CisSchedule } from "../../aws/cis-schedule";
import { hasCisScans } from "../../aws/inspector-regions";
import { accountsOf, slugIn } from "../accounts/resolve";
import type { Configuration } from "../schema";

type Target = NonNullable<Configuration["inspector"]>["targets"][number];
type Schedule = Target["schedule"];

/** A target that a CIS scan configuration is made for, in each of its regions. */
export interface CisTarget {
  readonly name: string;
  /** Tag keys of the instances, with their values. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
  /** Slugs of the accounts of the instances; absent: every account of the organization. */
  readonly accounts?: readonly string[];
  /** Sorted. */
  readonly regions: readonly string[];
  readonly schedule: CisSchedule;
  readonly level: 1 | 2;
}

/** Stands for every account among the accounts of a target. */
export const ALL_ACCOUNTS = "all";

/** The targets that are checked against CIS benchmarks. */
export function cisTargetsOf(configuration: Pick<Configuration, "accounts" | "inspector" | "regions">): CisTarget[] {
  const { inspector, regions: governed } = configuration;
  return (inspector?.targets ?? [])
    .filter(({ rules }) => rules.includes("cis"))
    .map(({ accounts, level, name, regions = governed, schedule, tags }) => ({
      name,
      tags,
      accounts: accounts.includes(ALL_ACCOUNTS) ? undefined : slugsOf(configuration, accounts),
      regions: regions.filter(hasCisScans).sort(),
      schedule: scheduleOf(schedule),
      level,
    }));
}

/** Slugs of accounts that the file names by their names or ids; of all where it says so. */
export function slugsOf(configuration: Pick<Configuration, "accounts">, chosen: readonly string[]): string[] {
  const { accounts: known } = accountsOf(configuration);
  return chosen.includes(ALL_ACCOUNTS)
    ? known.map(({ slug }) => slug)
    : chosen.map((account) => slugIn({ accounts: known }, account));
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-inspectorv2-cisscanconfiguration-schedule.html */
function scheduleOf({ days, frequency, time, timeZone }: Schedule): CisSchedule {
  const StartTime = { TimeOfDay: time, TimeZone: timeZone };
  const [first = "SUN"] = days.map(dayOf);
  switch (frequency) {
    case "once":
      return { OneTime: {} };
    case "daily":
      return { Daily: { StartTime } };
    case "weekly":
      return { Weekly: { StartTime, Days: days.map(dayOf) } };
    case "monthly":
      return { Monthly: { StartTime, Day: first } };
  }
}

/** `sunday` as `SUN`. */
function dayOf(day: string): string {
  return day.slice(0, 3).toUpperCase();
}
