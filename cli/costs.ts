import { table } from "../console/table";
import { styled } from "../console/terminal";
import type { LandingZone } from "../config/landing-zone";
import type { SynthesizedStack } from "../stacks/synthesize";

/** What a resource costs for being there, whether it is used or not. */
interface Price {
  readonly what: string;
  /** Its type in Terraform, which is counted in all stacks. */
  readonly type: string;
  /** Dollars a month. */
  readonly monthly: number;
  /** AWS's page that the price is from. */
  readonly page: string;
  /** What is not in it. */
  readonly more?: string;
}

/** A month, as AWS's calculator counts it. */
const HOURS = 730;
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
  },
  {
    what: "client host of the HSMs",
    type: "aws_instance",
    monthly: HOST_HOURLY * HOURS + HOST_DISK,
    page: "https://aws.amazon.com/ec2/pricing/on-demand/",
  },
  {
    what: "KMS key",
    type: "aws_kms_key",
    monthly: 1,
    page: "https://aws.amazon.com/kms/pricing/",
    more: "a key costs USD 1 more after its first and its second yearly rotation",
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
  readonly more?: string;
}

/** An estimate of what a landing zone costs every month, before anything is used. */
export interface Costs {
  readonly currency: "USD";
  readonly isEstimate: true;
  readonly pricesOf: string;
  readonly pricesIn: string;
  readonly lines: readonly CostLine[];
  readonly total: number;
}

/**
 * What the synthesized stacks cost by the month, as far as it does not depend on use, and what Amazon Inspector costs for what
 * the file assumes.
 */
export function costsOf(
  stacks: readonly Pick<SynthesizedStack, "resourceTypes">[],
  { inspector }: Pick<LandingZone, "inspector"> = {},
): Costs {
  const made = PRICES.map(({ type, ...price }) =>
    lineOf(
      price,
      stacks.reduce((sum, { resourceTypes }) => sum + (resourceTypes[type] ?? 0), 0),
    ),
  );
  const scanned = INSPECTOR_PRICES.map(({ assumed, scan, ...price }) =>
    lineOf({ ...price, page: INSPECTOR_PAGE }, inspector?.scans.includes(scan) ? inspector.assumed[assumed] : 0),
  );
  const lines = [...made, ...scanned].filter(({ count }) => count > 0);
  return {
    currency: "USD",
    isEstimate: true,
    pricesOf: PRICES_OF,
    pricesIn: PRICES_IN,
    lines,
    total: cents(lines.reduce((sum, { total }) => sum + total, 0)),
  };
}

function lineOf(price: Omit<Price, "type">, count: number): CostLine {
  return { ...price, count, monthly: cents(price.monthly), total: cents(count * price.monthly) };
}

/** The costs for people: a table, and what is not in it. */
export function describeCosts({ lines, pricesIn, pricesOf, total }: Costs): string {
  const rows = [
    ...lines.map((line) => ({ ...line, count: String(line.count), each: dollars(line.monthly) })),
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
    `List prices of ${pricesOf} in ${pricesIn};`,
    "other Regions differ. Requests, storage, events and traffic come on top.",
    ...lines.flatMap(({ more, what, page }) => [`${what}: ${page}`, ...(more === undefined ? [] : [`  ${more}`])]),
  ].join("\n");
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}

function dollars(amount: number): string {
  return amount.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
