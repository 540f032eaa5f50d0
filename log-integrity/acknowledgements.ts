import type { Finding } from "./findings";

/** A finding that somebody knows of, with the reason: it is reported, and does not count. */
export interface Acknowledgement {
  readonly reason: string;
  /** @default - all types */
  readonly findings?: readonly Finding["type"][];
  /** @default - all accounts */
  readonly accounts?: readonly string[];
  /** @default - all regions */
  readonly regions?: readonly string[];
  /** Keys of objects. @default - all, and what is of no object */
  readonly keys?: readonly string[];
  /** The finding's time is all within this. Milliseconds. @default - all times */
  readonly from?: number;
  readonly to?: number;
}

/** The reason by which a finding is acknowledged, if it is. */
export function acknowledgedBy(
  finding: Finding,
  acknowledgements: readonly Acknowledgement[],
): Acknowledgement | undefined {
  return acknowledgements.find(({ accounts, findings, from, keys, regions, to }) => {
    const key = "key" in finding ? finding.key : undefined;
    return (
      (findings?.includes(finding.type) ?? true) &&
      (accounts?.includes(finding.accountId) ?? true) &&
      (regions?.includes(finding.region) ?? true) &&
      (keys === undefined || (key !== undefined && keys.includes(key))) &&
      (from === undefined || finding.from >= from) &&
      (to === undefined || finding.to <= to)
    );
  });
}
