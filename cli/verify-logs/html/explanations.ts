import type { ReportedFinding } from "../../../log-integrity/collector";
import { FAILURES, NOT_CHECKED } from "../../../log-integrity/verdicts";
import { rankOf, stateOf } from "./states";
import type { CellState } from "./states";

/** Findings that are explained together. */
export interface Explanation {
  readonly state: CellState;
  /** What is wrong, in a few words. */
  readonly title: string;
  /** Of one account and region, or the same of several; never empty. */
  readonly findings: readonly [ReportedFinding, ...ReportedFinding[]];
  /** The reason by which they do not count. */
  readonly acknowledged?: string;
}

/** Explanations, and which of them each finding is in: an index. */
export interface Explained {
  readonly explanations: readonly Explanation[];
  readonly of: ReadonlyMap<ReportedFinding, number>;
}

/**
 * Puts findings together that are the same but for their objects, of one account and region, and those that are of no object and the
 * same in several accounts and regions, such as a bucket that nobody may list. The worst come first.
 */
export function explain(findings: readonly ReportedFinding[]): Explained {
  const groups = new Map<string, [ReportedFinding, ...ReportedFinding[]]>();
  for (const finding of findings) {
    const key = JSON.stringify([stateOf(finding), titleOf(finding), finding.acknowledged, ...scopeOf(finding)]);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [finding]);
    } else {
      group.push(finding);
    }
  }
  const explanations = [...groups.values()]
    .map((group): Explanation => {
      const [first] = group;
      const { acknowledged } = first;
      const title = titleOf(first);
      return acknowledged === undefined
        ? { state: stateOf(first), title, findings: group }
        : { state: "acknowledged", title: `${stateName(first)}: ${title}`, findings: group, acknowledged };
    })
    .sort((one, other) => rankOf(one.state) - rankOf(other.state));
  const of = new Map(
    explanations.flatMap(({ findings: group }, index) => group.map((finding) => [finding, index] as const)),
  );
  return { explanations, of };
}

/** What findings have to have in common, besides what they are. */
function scopeOf(finding: ReportedFinding): (string | number | undefined)[] {
  const { accountId, from, region, to, trail } = finding;
  switch (finding.type) {
    case "missing":
      return finding.isWholeChain && finding.logs === 0 ? [from, to] : [accountId, region, trail];
    case "unprotected":
      return finding.logs === 0 ? [from, to, finding.detail] : [accountId, region, trail];
    case "not-checked":
      return finding.key === undefined ? [from, to, finding.detail] : [accountId, region, trail];
    case "integrity":
      return [accountId, region, trail];
  }
}

const OBJECTS = {
  digest: "digest",
  "backfill-digest": "backfill digest",
  log: "log file",
  hours: "hours",
  accounts: "the accounts of the organization",
} as const;

function titleOf(finding: ReportedFinding): string {
  switch (finding.type) {
    case "integrity":
      return `${OBJECTS[finding.object]}: ${FAILURES[finding.kind]}`;
    case "missing":
      return finding.isWholeChain ? "there is no digest at all" : "hours without a digest";
    case "unprotected":
      return "validation or logging was off";
    case "not-checked":
      return `${OBJECTS[finding.object]}: ${NOT_CHECKED[finding.reason]}`;
  }
}

function stateName(finding: ReportedFinding): string {
  return stateOf(finding).replace("-", " ");
}
