import { fold } from "../console/fold";
import { table } from "../console/table";
import { styled } from "../console/terminal";
import type { LandingZone } from "../config/landing-zone";
import type { SynthesizedStack } from "../stacks/synthesize";
import { ASSUMPTIONS, DEFAULT_ASSUMPTIONS } from "./costs/assumptions";
import type { AssumptionName, Assumptions } from "./costs/assumptions";
import { CLOUDWATCH_PAGE, HOURS, KMS_PAGE } from "./costs/pages";
import { usageOf } from "./costs/usage";

/** What a resource costs for being there, whether it is used or not. */
interface Price {
  readonly what: string;
  /** Its type in Terraform, which is counted in all stacks. */
  readonly type: string;
  /** Dollars a month. */
  readonly monthly: number;
  /** AWS's page that the price is from. */
  readonly page: string;
  /** When the page was read: ISO 8601, a day or a month. */
  readonly read: string;
  /** What is not in it. */
  readonly more?: string;
}

const PRICES_OF = "September 2026";
const PRICES_IN = "US East (N. Virginia)";

/** Dollars an hour: a t3.micro, and its public address. */
const HOST_HOURLY = 0.0104 + 0.005;
/** Dollars a month: a disk of 8 GiB, gp3. */
const HOST_DISK = 8 * 0.08;

/** What costs by the month: whatever else does gets a line here. */
const PRICES: readonly Price[] = [
  {
    what: "HSM, hsm2m.medium",
    type: "aws_cloudhsm_v2_hsm",
    monthly: 1.6 * HOURS,
    page: "https://aws.amazon.com/cloudhsm/pricing/",
    read: "2026-09",
  },
  {
    what: "client host of the HSMs",
    type: "aws_instance",
    monthly: HOST_HOURLY * HOURS + HOST_DISK,
    page: "https://aws.amazon.com/ec2/pricing/on-demand/",
    read: "2026-09",
  },
  {
    what: "KMS key",
    type: "aws_kms_key",
    monthly: 1,
    page: KMS_PAGE,
    read: "2026-11-29",
    more: "a key costs USD 1 more after its first and its second yearly rotation",
  },
  {
    what: "alarm",
    type: "aws_cloudwatch_metric_alarm",
    monthly: 0.1,
    page: CLOUDWATCH_PAGE,
    read: "2026-11-29",
  },
  {
    what: "metric of an alarm's pattern",
    type: "aws_cloudwatch_log_metric_filter",
    monthly: 0.3,
    page: CLOUDWATCH_PAGE,
    read: "2026-11-29",
    more: "only of hours in which it counts something, where it has no default value",
  },
  {
    what: "dashboard",
    type: "aws_cloudwatch_dashboard",
    monthly: 3,
    page: CLOUDWATCH_PAGE,
    read: "2026-11-29",
    more: "the first three of an account are free",
  },
];

const INSPECTOR_PAGE = "https://aws.amazon.com/inspector/pricing/";

/** What Amazon Inspector costs by what it scans, which the file assumes: Terraform does not know it. */
const INSPECTOR_PRICES = [
  {
    what: "instance, Amazon Inspector",
    scan: "ec2",
    assumed: "instances",
    monthly: 1.2528,
    more: "an instance without the SSM Agent costs USD 1.7528, a CIS scan of one USD 0.03",
  },
  {
    what: "image pushed, Amazon Inspector",
    scan: "ecr",
    assumed: "images",
    monthly: 0.09,
    more: "each scan of an image after its first costs USD 0.01 more",
  },
  { what: "function, Amazon Inspector", scan: "lambda", assumed: "functions", monthly: 0.3, more: undefined },
  { what: "function, its code", scan: "lambda-code", assumed: "functions", monthly: 0.6, more: undefined },
] as const;

/** A line of the costs of a landing zone. */
export interface CostLine {
  readonly what: string;
  readonly count: number;
  /** Dollars a month for one. */
  readonly monthly: number;
  /** Dollars a month for all. */
  readonly total: number;
  readonly page: string;
  /** When the page was read: ISO 8601, a day or a month. */
  readonly read: string;
  /** The assumptions that the count is made of. */
  readonly assumed?: readonly AssumptionName[];
  readonly more?: string;
}

/** An estimate of what a landing zone costs every month: what it makes, and what is assumed to happen. */
export interface Costs {
  readonly currency: "USD";
  readonly isEstimate: true;
  readonly pricesOf: string;
  readonly pricesIn: string;
  readonly lines: readonly CostLine[];
  readonly total: number;
  /** Of which the counts are made; of those alone that some line uses. */
  readonly assumptions: Readonly<Partial<Assumptions>>;
}

/**
 * What the synthesized stacks cost by the month, what Amazon Inspector costs for what the file assumes, and what is used.
 *
 * @param landingZone without it, nothing is used
 */
export function costsOf(
  stacks: readonly Pick<SynthesizedStack, "resourceTypes">[],
  landingZone?: LandingZone,
  assumptions: Assumptions = DEFAULT_ASSUMPTIONS,
): Costs {
  const made = PRICES.map(({ type, ...price }) =>
    lineOf(
      price,
      stacks.reduce((sum, { resourceTypes }) => sum + (resourceTypes[type] ?? 0), 0),
    ),
  );
  const inspector = landingZone?.inspector;
  const scanned = INSPECTOR_PRICES.map(({ assumed, scan, ...price }) =>
    lineOf(
      { ...price, page: INSPECTOR_PAGE, read: "2026-11-29" },
      inspector?.scans.includes(scan) ? inspector.assumed[assumed] : 0,
    ),
  );
  const used = landingZone === undefined ? [] : usageOf(landingZone, assumptions);
  const lines = [...made, ...scanned, ...used.map(({ count, ...price }) => lineOf(price, count))].filter(
    ({ count }) => count > 0,
  );
  const names = [...new Set(lines.flatMap(({ assumed = [] }) => assumed))];
  return {
    currency: "USD",
    isEstimate: true,
    pricesOf: PRICES_OF,
    pricesIn: PRICES_IN,
    lines,
    total: cents(lines.reduce((sum, { total }) => sum + total, 0)),
    assumptions: Object.fromEntries(names.map((name) => [name, assumptions[name]])),
  };
}

function lineOf(price: Omit<CostLine, "count" | "total">, count: number): CostLine {
  return { ...price, count, monthly: cents(price.monthly), total: cents(count * price.monthly) };
}

/** The costs for people: a table, what it assumes, and what is not in it. */
export function describeCosts({ assumptions, lines, pricesIn, pricesOf, total }: Costs): string {
  const rows = [
    ...lines.map((line) => ({ ...line, count: number(line.count), each: dollars(line.monthly) })),
    { what: "total", count: "", each: "", total },
  ];
  const [title = "", ...others] = table(
    [
      { title: "cost a month, estimate", value: ({ what }) => what },
      { title: "number", value: ({ count }) => count, align: "right" },
      { title: "USD each", value: ({ each }) => each, align: "right" },
      { title: "USD", value: (row) => dollars(row.total), align: "right" },
    ],
    rows,
  ).split("\n");
  const last = others.pop() ?? "";
  return [
    styled("bold", title),
    ...others,
    styled("bold", last),
    `List prices of ${pricesOf} or later in ${pricesIn};`,
    "other Regions differ. Storage, events, traffic and whatever else is requested",
    "come on top, and accounts that are not in the file.",
    ...assumed(assumptions),
    ...lines.flatMap(({ more, page, what }) => [`${what}: ${page}`, ...(more === undefined ? [] : [`  ${more}`])]),
    ...days(lines),
  ].join("\n");
}

/** When the pages were read, the oldest first. */
function days(lines: readonly CostLine[]): string[] {
  const all = [...new Set(lines.map(({ read }) => read))].sort();
  return all.map((day, index) => {
    const names = lines.filter(({ read }) => read === day).map(({ what }) => what);
    const which =
      index < all.length - 1 ? names.join("; ") : all.length === 1 ? "all pages" : "the pages of all others";
    return fold(`Read ${day.length === 10 ? "on" : "in"} ${day}: ${which}`, "  ", "");
  });
}

function assumed(assumptions: Costs["assumptions"]): string[] {
  const names = Object.keys(assumptions) as AssumptionName[];
  return names.length === 0
    ? []
    : [
        "Assumed of a month; --assume NAME=NUMBER of the command costs says otherwise:",
        ...names.map((name) => `  ${name}=${assumptions[name] ?? 0}  ${ASSUMPTIONS[name].what}`),
      ];
}

function number(count: number): string {
  return count.toLocaleString("en", { maximumFractionDigits: 2 });
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}

function dollars(amount: number): string {
  return amount.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
