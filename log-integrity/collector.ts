import { acknowledgedBy } from "./acknowledgements";
import type { Acknowledgement } from "./acknowledgements";
import type { Finding, ObjectRole, Sink } from "./findings";
import type { Verdict } from "./verdicts";

export type ObjectCounts = Readonly<Record<Verdict["outcome"], number>>;

/** So many findings are kept one by one: what is more is counted, so that memory is bounded. */
const MOST_FINDINGS = 20_000;

export type ReportedFinding = Finding & {
  /** The reason by which it is acknowledged. */
  readonly acknowledged?: string;
};

/** Keeps what a run finds. */
export class Collector implements Sink {
  readonly findings: ReportedFinding[] = [];
  /** Findings that there was no room for. */
  leftOut = 0;
  hoursPassed = 0;
  /** Findings that nobody acknowledged: what is broken or missing, and what could not be checked. */
  readonly open = { failed: 0, notChecked: 0 };
  private readonly counted: Record<ObjectRole, Record<Verdict["outcome"], number>> = {
    digest: { verified: 0, failed: 0, "not-checked": 0 },
    "backfill-digest": { verified: 0, failed: 0, "not-checked": 0 },
    log: { verified: 0, failed: 0, "not-checked": 0 },
  };

  /** @param most findings that are kept one by one */
  constructor(
    private readonly acknowledgements: readonly Acknowledgement[] = [],
    private readonly most: number = MOST_FINDINGS,
  ) {}

  get counts(): Readonly<Record<ObjectRole, ObjectCounts>> {
    return this.counted;
  }

  /** How many objects were looked at. */
  get objects(): number {
    return Object.values(this.counted).reduce(
      (sum, counts) => sum + counts.verified + counts.failed + counts["not-checked"],
      0,
    );
  }

  finding(finding: Finding): void {
    if (finding.type === "integrity" && (finding.kind === "broken-link" || finding.kind === "not-in-chain")) {
      // It was counted as verified by itself.
      this.counted[finding.object].verified -= 1;
      this.counted[finding.object].failed += 1;
    }
    const acknowledged = acknowledgedBy(finding, this.acknowledgements)?.reason;
    if (acknowledged === undefined) {
      this.open[finding.type === "not-checked" ? "notChecked" : "failed"] += 1;
    }
    if (this.findings.length < this.most) {
      this.findings.push(acknowledged === undefined ? finding : { ...finding, acknowledged });
    } else {
      this.leftOut += 1;
    }
  }

  object(role: ObjectRole, outcome: Verdict["outcome"]): void {
    this.counted[role][outcome] += 1;
  }

  hour(): void {
    this.hoursPassed += 1;
  }
}
