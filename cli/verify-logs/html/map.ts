import type { ReportedFinding } from "../../../log-integrity/collector";
import type { Report } from "../../../log-integrity/report";
import { Columns } from "./columns";
import type { HourRange } from "./columns";
import type { Explained } from "./explanations";
import { isCalm, rankOf, stateOf } from "./states";
import type { CellState } from "./states";

/** What a cell is, and which explanation says why: an index. Undefined where nothing is said of its time. */
export interface Cell {
  readonly state: CellState;
  /** Absent of what needs none, and where there was no room for the finding. */
  readonly explanation?: number;
}

/** Neighbouring columns that are the same. */
export interface Run {
  readonly cell: Cell | undefined;
  readonly first: number;
  readonly count: number;
}

export interface Row {
  readonly chain: Report["chains"][number];
  readonly runs: readonly Run[];
  /** The worst that is found of no known hour. */
  readonly aside?: Cell;
}

export interface ReportMap {
  readonly columns: Columns;
  /** Whether the columns are coarser than they would be if less was different. */
  readonly isCoarser: boolean;
  readonly rows: readonly Row[];
  /** The worst of all accounts and regions. */
  readonly overall: readonly Run[];
  /** Columns of all rows, by what they are. */
  readonly counts: ReadonlyMap<CellState, number>;
  /** By the explanation that a cell leads to, those of the others that are in it. */
  readonly others: ReadonlyMap<number, ReadonlySet<number>>;
}

/** A page with more is too large to be looked at. */
const MOST_RUNS = 15_000;

/** Draws a report as a map: accounts and regions downwards, time to the right. */
export function mapOf(report: Report, explained: Explained): ReportMap {
  const choices = Columns.choices(report.interval);
  let map = drawn(report, explained, choices[0]);
  for (const columns of choices.slice(1)) {
    if (map.rows.reduce((sum, { runs }) => sum + runs.length, 0) <= MOST_RUNS) {
      break;
    }
    map = { ...drawn(report, explained, columns), isCoarser: true };
  }
  return map;
}

function drawn({ chains, findings }: Report, { of }: Explained, columns: Columns): ReportMap {
  const byChain = new Map<string, ChainFinding[]>();
  for (const finding of findings) {
    const name = nameOf(finding);
    const { end, first } = columns.range(finding);
    const rank = rankOf(stateOf(finding));
    const all = byChain.get(name) ?? [];
    all.push({ first, end, rank, finding, explanation: of.get(finding) ?? 0 });
    byChain.set(name, all);
  }
  const counts = new Map<CellState, number>();
  const others = new Map<number, Set<number>>();
  const relate = (cell: Cell | undefined, reasons: Iterable<number>): void => {
    const { explanation } = cell ?? {};
    for (const reason of reasons) {
      if (explanation !== undefined && reason !== explanation) {
        others.set(explanation, (others.get(explanation) ?? new Set()).add(reason));
      }
    }
  };
  const overall: (Cell | undefined)[] = Array.from({ length: columns.count });
  const rows = chains.map((chain): Row => {
    const own = byChain.get(nameOf(chain)) ?? [];
    const { cells, reasons, shown } = cellsOf(chain, own, columns);
    for (const [column, cell] of cells.entries()) {
      relate(cell, reasons.get(column) ?? []);
      if (cell !== undefined) {
        counts.set(cell.state, (counts.get(cell.state) ?? 0) + 1);
      }
      overall[column] = worse(overall[column], cell);
    }
    const notShown = own.filter((finding) => !shown.has(finding));
    const aside = notShown.map(cellOf).reduce<Cell | undefined>(worse, undefined);
    relate(
      aside,
      notShown.map(({ explanation }) => explanation),
    );
    return { chain, runs: runsOf(cells), ...(aside === undefined ? {} : { aside }) };
  });
  return { columns, isCoarser: false, rows, overall: runsOf(overall), counts, others };
}

interface ChainFinding extends HourRange {
  readonly finding: ReportedFinding;
  readonly rank: number;
  readonly explanation: number;
}

function nameOf({ accountId, region, trail }: { accountId: string; region: string; trail: string }): string {
  return JSON.stringify([accountId, region, trail]);
}

/** The cells of a chain, which of its findings they show, and, by column, the explanations of those. */
function cellsOf(
  { spans }: Report["chains"][number],
  findings: readonly ChainFinding[],
  columns: Columns,
): {
  readonly cells: (Cell | undefined)[];
  readonly reasons: ReadonlyMap<number, ReadonlySet<number>>;
  readonly shown: ReadonlySet<ChainFinding>;
} {
  const cells: (Cell | undefined)[] = Array.from({ length: columns.count });
  const shown = new Set<ChainFinding>();
  const all = new Map<number, Set<number>>();
  for (const { state, ...span } of spans) {
    const range = columns.range(span);
    const { end, first } = columns.of(range);
    for (let column = first; column < end; column += 1) {
      let cell: Cell = { state };
      if (!isCalm(state)) {
        const part = overlap(range, columns.hours(column));
        // The state of an hour is that of its worst finding: what is worse than that is of another hour.
        const reasons = findings.filter((finding) => finding.rank >= rankOf(state) && isIn(finding, part));
        for (const reason of reasons) {
          shown.add(reason);
          all.set(column, (all.get(column) ?? new Set()).add(reason.explanation));
        }
        cell = reasons.map(cellOf).reduce<Cell | undefined>(worse, undefined) ?? cell;
      }
      cells[column] = worse(cells[column], cell);
    }
  }
  return { cells, reasons: all, shown };
}

function cellOf({ explanation, finding }: ChainFinding): Cell {
  return { state: finding.acknowledged === undefined ? stateOf(finding) : "acknowledged", explanation };
}

/** The worse of two; of the same, the one that is explained first. */
function worse(one: Cell | undefined, other: Cell | undefined): Cell | undefined {
  if (one === undefined || other === undefined) {
    return one ?? other;
  }
  const by = rankOf(one.state) - rankOf(other.state);
  return by < 0 || (by === 0 && (one.explanation ?? Infinity) <= (other.explanation ?? Infinity)) ? one : other;
}

function overlap(one: HourRange, other: HourRange): HourRange {
  return { first: Math.max(one.first, other.first), end: Math.min(one.end, other.end) };
}

function isIn(one: HourRange, other: HourRange): boolean {
  return one.first < other.end && one.end > other.first;
}

function runsOf(cells: readonly (Cell | undefined)[]): Run[] {
  const runs: { cell: Cell | undefined; first: number; count: number }[] = [];
  for (const [first, cell] of cells.entries()) {
    const last = runs.at(-1);
    if (last !== undefined && last.cell?.state === cell?.state && last.cell?.explanation === cell?.explanation) {
      last.count += 1;
    } else {
      runs.push({ cell, first, count: 1 });
    }
  }
  return runs;
}
