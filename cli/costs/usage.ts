import { isExcluded } from "../../config/accounts/excluded";
import { selectedCategory } from "../../aws/event-selector";
import { REGIONS } from "../../aws/regions";
import { CONFIG_RULES } from "../../config/aws-config/rules";
import type { ConfigRuleDefinition } from "../../config/aws-config/rules/definition";
import type { ManagedRule } from "../../config/aws-config/settings";
import type { LandingZone } from "../../config/landing-zone";
import { selectorsOf } from "../../config/trail/selectors";
import type { Assumptions, AssumptionName } from "./assumptions";
import { CLOUDWATCH_PAGE, HOURS, KMS_PAGE } from "./pages";

/** What costs by use: a price for a number that is assumed. */
export interface UsageLine {
  readonly what: string;
  /** How many in a month. */
  readonly count: number;
  /** Dollars for one. */
  readonly monthly: number;
  /** AWS's page that the price is from, and the day on which it was read. */
  readonly page: string;
  readonly read: string;
  /** What the number is made of. */
  readonly assumed: readonly AssumptionName[];
  /** What is not in it. */
  readonly more?: string;
}

/** Whole days of a month, as AWS's calculator counts it. */
const DAYS = 30;

const CONFIG_PAGE = "https://aws.amazon.com/config/pricing/";
const CLOUDTRAIL_PAGE = "https://aws.amazon.com/cloudtrail/pricing/";
const READ = "2026-11-29";

/** Dollars for a thousand configuration items. */
const ITEMS = { continuous: 3, daily: 12 } as const;

/** What the accounts of a file cost by what happens in them; nothing of accounts outside of it. */
export function usageOf(landingZone: LandingZone, assumed: Assumptions): UsageLine[] {
  const { accounts, config, flowLogs, regions } = landingZone;
  const environments = accounts.length * regions.length;
  const { frequency } = config.recording;
  const items = frequency === "daily" ? Math.min(assumed.changes, DAYS) : assumed.changes;
  const vended = environments * assumed.flowLogGb;
  return [
    {
      what: `1,000 configuration items, ${frequency}`,
      count: (environments * assumed.resources * items) / 1000,
      monthly: ITEMS[frequency],
      page: CONFIG_PAGE,
      read: READ,
      assumed: ["resources", "changes"],
      more: "the first month costs an item for each resource besides",
    },
    {
      what: "1,000 rule evaluations",
      count: evaluations(landingZone, assumed) / 1000,
      monthly: 1,
      page: CONFIG_PAGE,
      read: READ,
      assumed: ["judged", "changes"],
      more: "those above 100,000 in a region cost less",
    },
    {
      what: "1,000 evaluations, conformance packs",
      count: packEvaluations(landingZone, assumed) / 1000,
      monthly: 1,
      page: CONFIG_PAGE,
      read: READ,
      assumed: ["judged"],
    },
    {
      what: "KMS key of states and plans",
      count: bootstrappedKeys(landingZone),
      monthly: 1,
      page: KMS_PAGE,
      read: READ,
      assumed: [],
      more: "landing-zone bootstrap makes them; old versions of states are a few megabytes",
    },
    {
      what: "GB of the trail in CloudWatch Logs",
      count: accounts.length * assumed.trailGb,
      monthly: 0.5,
      page: CLOUDWATCH_PAGE,
      read: READ,
      assumed: ["trailGb"],
    },
    {
      what: "100,000 data events",
      count: (selecting(landingZone, "Data") * assumed.dataEvents) / 100_000,
      monthly: 0.1,
      page: CLOUDTRAIL_PAGE,
      read: "2026-11-30",
      assumed: ["dataEvents"],
      more: "each is in CloudWatch Logs and in the bucket besides",
    },
    {
      what: "100,000 network activity events",
      count: (selecting(landingZone, "NetworkActivity") * assumed.networkEvents) / 100_000,
      monthly: 0.1,
      page: CLOUDTRAIL_PAGE,
      read: "2026-11-30",
      assumed: ["networkEvents"],
      more: "each is in CloudWatch Logs and in the bucket besides",
    },
    {
      what: "GB of flow logs in S3",
      count: flowLogs?.toBucket === true ? vended : 0,
      monthly: 0.25,
      page: CLOUDWATCH_PAGE,
      read: READ,
      assumed: ["flowLogGb"],
    },
    {
      what: "GB of flow logs in CloudWatch Logs",
      count: flowLogs?.cloudWatchLogsRetentionDays === undefined ? 0 : vended,
      monthly: 0.5,
      page: CLOUDWATCH_PAGE,
      read: READ,
      assumed: ["flowLogGb"],
    },
    ...validationOf(landingZone, assumed),
    {
      what: "10,000 requests to KMS",
      count: (environments * assumed.kmsRequests) / 10_000,
      monthly: 0.03,
      page: KMS_PAGE,
      read: READ,
      assumed: ["kmsRequests"],
      more: "20,000 requests of an account are free",
    },
  ];
}

/** Seconds of a function of 1 GB that a digest and a log file take, requests included. */
const SECONDS = { digest: 0.2, file: 0.05 } as const;
/** Of a sweep, for each account and region: its last digest, what is known of it, what is new. */
const SWEEP = { reads: 3, seconds: 0.1 } as const;

/**
 * What continuous validation costs. The trail is one of all regions: CloudTrail delivers a digest every hour wherever an account may
 * be used, whether that is governed and used or not. That log files are there is assumed where it is governed.
 */
function validationOf(
  { accounts, logValidation, partition, regions }: LandingZone,
  { logFiles }: Assumptions,
): UsageLine[] {
  const always = [...REGIONS.values()].filter((region) => region.partition === partition && !region.optIn);
  const everywhere = new Set([...regions, ...always.map(({ name }) => name)]);
  const isOn = logValidation?.enabled === true;
  const chainHours = isOn ? accounts.length * everywhere.size * HOURS : 0;
  const files = isOn ? accounts.length * regions.length * HOURS * logFiles : 0;
  const sweeps = isOn ? (chainHours * 60) / logValidation.sweepMinutes : 0;
  const seconds = chainHours * SECONDS.digest + files * SECONDS.file + sweeps * SWEEP.seconds;
  const assumed = ["logFiles"] as const;
  return [
    {
      what: "1,000,000 events, log validator",
      // Amazon S3 tells of every file, and rules hand those of digests on.
      count: (files + chainHours * 2) / 1_000_000,
      monthly: 1,
      page: "https://aws.amazon.com/eventbridge/pricing/",
      read: VALIDATION_READ,
      assumed,
      more: "as opt-in events of Amazon S3 to EventBridge, and as events to another account",
    },
    {
      what: "1,000,000 reads of S3, log validator",
      count: (files + chainHours + sweeps * SWEEP.reads) / 1_000_000,
      monthly: 0.4,
      page: "https://aws.amazon.com/s3/pricing/",
      read: VALIDATION_READ,
      assumed,
    },
    {
      what: "hour of 1 GB, log validator",
      count: seconds / 3600,
      monthly: 0.0000133334 * 3600,
      page: "https://aws.amazon.com/lambda/pricing/",
      read: VALIDATION_READ,
      assumed,
    },
    {
      what: "1,000,000 table writes",
      count: (chainHours * 2 + sweeps) / 1_000_000,
      monthly: 0.625,
      page: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
      read: VALIDATION_READ,
      assumed: [],
    },
  ];
}

const VALIDATION_READ = "2026-11";

/** How many event selectors of the trail are of a category. */
function selecting(landingZone: LandingZone, category: "Data" | "NetworkActivity"): number {
  return (selectorsOf(landingZone, "") ?? []).filter((selector) => selectedCategory(selector) === category).length;
}

type Deployed = Pick<ManagedRule, "excludedAccounts" | "regions">;

/** In how many regions of how many accounts of the file something is. */
function environmentsOf(accounts: LandingZone["accounts"], { excludedAccounts, regions }: Deployed): number {
  return accounts.filter((account) => !isExcluded(account, excludedAccounts)).length * regions.length;
}

function evaluations({ accounts, config }: LandingZone, assumed: Assumptions): number {
  const inAccounts = (rule: Deployed): number => environmentsOf(accounts, rule);
  const onChange = assumed.judged * assumed.changes;
  const managed = config.managedRules.map((rule) => {
    const { extent, trigger }: ConfigRuleDefinition = CONFIG_RULES[rule.key as keyof typeof CONFIG_RULES];
    const judged = extent === "account" ? 1 : assumed.judged;
    const periodic = trigger === "change" ? 0 : DAYS * judged;
    return inAccounts(rule) * (periodic + (trigger === "period" ? 0 : onChange));
  });
  const policies = config.policyRules.map((rule) => inAccounts(rule) * onChange);
  const functions = config.functionRules.map((rule) => {
    const { periodHours } = rule;
    return inAccounts(rule) * (periodHours === undefined ? onChange : (HOURS / periodHours) * assumed.judged);
  });
  return sum([...managed, ...policies, ...functions]);
}

/** Each rule of a pack once a day: templates do not say what sets AWS's rules off. */
function packEvaluations({ accounts, config }: LandingZone, assumed: Assumptions): number {
  return sum(
    config.conformancePacks.map((pack) => {
      const rules = pack.template.match(/AWS::Config::ConfigRule\b/g) ?? [];
      return rules.length * environmentsOf(accounts, pack) * DAYS * assumed.judged;
    }),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** That of the states, and that of the plans that jobs of pipelines hand on. */
function bootstrappedKeys({ access, state }: LandingZone): number {
  const pipelines = access?.ci.github !== undefined || access?.ci.gitlab !== undefined;
  return state.backend === "local" ? 0 : pipelines ? 2 : 1;
}
