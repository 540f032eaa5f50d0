import type { Frequency } from "../config/aws-config/settings";
import { NEVER_DAILY } from "../aws/recordable-types";
import { listed } from "../config/source/suggest";
import { plural } from "../console/plural";

/** What AWS Config records. */
export interface RecordingChoice {
  readonly frequency: Frequency;
  /** Types that are recorded at the other frequency. */
  readonly otherFrequency: readonly string[];
  /** Types that are recorded; absent or empty: all. */
  readonly only?: readonly string[];
  /** Types that are not recorded. */
  readonly except: readonly string[];
}

/** Where it is recorded. */
export interface EnvironmentCount {
  readonly accounts: number;
  readonly regions: number;
}

/**
 * Dollars for a configuration item in most regions.
 *
 * @see https://aws.amazon.com/config/pricing/
 */
const PRICES: Readonly<Record<Frequency, number>> = { continuous: 0.003, daily: 0.012 };
const PRICES_OF = "April 2025";
const PRICE_PAGE = "https://aws.amazon.com/config/pricing/";

const ADVERBS: Readonly<Record<Frequency, string>> = { continuous: "continuously", daily: "daily" };
const OTHERS: Readonly<Record<Frequency, Frequency>> = { continuous: "daily", daily: "continuous" };
/** Changes of a resource in a day that cost, recorded continuously, what the day's last state costs. */
const BREAK_EVEN = Math.round(PRICES.daily / PRICES.continuous);

/**
 * Types whose configuration items usually make most of the bill, and why.
 *
 * @see https://repost.aws/knowledge-center/optimize-aws-config
 * @see https://github.com/trussworks/terraform-aws-config/issues/187
 * @see https://github.com/aws-samples/cloud-operations-best-practices/pull/78
 */
const COSTLY_TYPES: Readonly<Record<string, string>> = {
  "AWS::EC2::NetworkInterface": "where containers, functions and instances come and go",
  "AWS::Config::ResourceCompliance": "where rules judge many resources; it cannot be recorded daily, only left out",
};

/** What the chosen recording means in money: a few lines, without a promise. */
export function describeRecording(recording: RecordingChoice, { accounts, regions }: EnvironmentCount): string {
  const costly = Object.entries(COSTLY_TYPES).filter(([type]) => frequencyOf(type, recording) === "continuous");
  return [
    `AWS Config records, in ${plural(accounts, "account")} × ${plural(regions, "region")}: ${describeTypes(recording)}.`,
    `USD ${PRICES.continuous} for each configuration item recorded continuously, USD ${PRICES.daily} daily`,
    `(${PRICES_OF}, most regions; see ${PRICE_PAGE}).`,
    `Daily is cheaper for a type whose resources change more than ${BREAK_EVEN} times a day each.`,
    ...costly.map(([type, why]) => `Often costly: ${type},\n  ${why}.`),
  ].join("\n");
}

function describeTypes({ except, frequency, only = [], otherFrequency }: RecordingChoice): string {
  const others = only.length === 0 ? otherFrequency : otherFrequency.filter((type) => only.includes(type));
  const main = only.filter((type) => !others.includes(type));
  return [
    ...(only.length === 0 ? [`every type ${ADVERBS[frequency]}`] : []),
    ...(main.length === 0 ? [] : [`${listed(main)} ${ADVERBS[frequency]}`]),
    ...(others.length === 0 ? [] : [`${listed(others)} ${ADVERBS[OTHERS[frequency]]}`]),
    ...(except.length === 0 ? [] : [`${listed(except)} never`]),
  ].join("; ");
}

/** How a type is recorded, if it is. */
function frequencyOf(
  type: string,
  { except, frequency, only = [], otherFrequency }: RecordingChoice,
): Frequency | undefined {
  if (except.includes(type) || (only.length > 0 && !only.includes(type))) {
    return undefined;
  }
  if (NEVER_DAILY.includes(type)) {
    return "continuous";
  }
  return otherFrequency.includes(type) ? OTHERS[frequency] : frequency;
}
