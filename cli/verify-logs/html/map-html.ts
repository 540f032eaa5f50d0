import { columnsText } from "./times";
import type { Columns } from "./columns";
import type { Cell, ReportMap, Row, Run } from "./map";
import { CELL_STATES, isCalm } from "./states";
import { number, text } from "../../html/text";

/** A page with more rows is too large to be looked at: what is verified is left out first. */
const MOST_ROWS = 3_000;
/** Names of regions that anybody made are cut in the map, and not where they are explained. */
const LONGEST_NAME = 40;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** Columns that are wide enough for a label each. */
const MOST_LABELS = 31;

/** The map as a table, and what the text around it has to know. */
export interface MapHtml {
  readonly table: string;
  /** Rows that there was no room for, and whether something is to be explained in any of them. */
  readonly leftOut: number;
  readonly areLeftOutCalm: boolean;
  /** Rows that are shown, and those of them in which something is to be explained. */
  readonly rows: number;
  readonly rowsToExplain: number;
  /** Explanations that a cell links to, which has the id `c` and its index. */
  readonly linked: ReadonlySet<number>;
}

/**
 * @param explained how many explanations there was room for
 * @param isAll whether that is all of them: else the page has a place that says so
 */
export function mapHtml({ columns, overall, rows: all }: ReportMap, explained: number, isAll: boolean): MapHtml {
  const toExplain = all.filter((row) => !isOk(row));
  const room = Math.max(0, MOST_ROWS - toExplain.length);
  const calm = all.filter(isOk).slice(0, room);
  const shown = new Set([...toExplain.slice(0, MOST_ROWS), ...calm]);
  const rows = all.filter((row) => shown.has(row));
  const trails = new Set(rows.map(({ chain }) => chain.trail)).size;
  const linked = new Set<number>();
  const link = (cell: Cell, when: string, attributes = ""): string => {
    const { explanation = Infinity, state } = cell;
    const { name, sign } = CELL_STATES[state];
    if (explanation >= explained && isAll) {
      return signHtml(state);
    }
    const isFirst = explanation < explained && attributes !== OVERALL && !linked.has(explanation);
    if (isFirst) {
      linked.add(explanation);
    }
    const id = isFirst ? ` id="c${explanation}"` : "";
    const target = explanation < explained ? `e${explanation}` : "more";
    return `<a${id}${attributes} href="#${target}" aria-label="${sign} ${name}, ${when}">${sign}</a>`;
  };
  const cells = (runs: readonly Run[], attributes = ""): string =>
    runs
      .map((run) => cellHtml(run, (cell) => link(cell, columnsText(columns, run.first, run.count), attributes)))
      .join("");
  const head = (row: Row, previous: Row | undefined): string => {
    const { accountId, region, trail } = row.chain;
    const isNew = previous?.chain.accountId !== accountId;
    const classes = [...(isOk(row) ? ["ok"] : []), ...(isNew ? ["new"] : [])].join(" ");
    const names = [accountId, region, ...(trails > 1 ? [trail] : [])];
    const code = names.map((name) => `<code>${text(name, LONGEST_NAME)}</code>`).join(" ");
    const aside =
      row.aside === undefined ? "" : link(row.aside, "at no known hour", ` class="aside ${row.aside.state}"`);
    return `<tr${classes === "" ? "" : ` class="${classes}"`}><th scope="row">${code}${aside}</th>`;
  };
  const lines = rows.map((row, index) => `${head(row, rows[index - 1])}${cells(row.runs)}</tr>`);
  const worst = `<tr class="overall"><th scope="row">worst of all</th>${cells(overall, OVERALL)}</tr>`;
  return {
    table: [
      '<table id="map">',
      `<caption class="said">What every ${columns.unit.name} of every account and region is</caption>`,
      `<colgroup><col class="names" /><col span="${columns.count}" /></colgroup>`,
      `<thead>${headings(columns)}</thead>`,
      "<tbody>",
      ...(rows.length > 1 ? [worst] : []),
      ...lines,
      "</tbody>",
      "</table>",
    ].join("\n"),
    leftOut: all.length - rows.length,
    areLeftOutCalm: toExplain.length <= MOST_ROWS,
    rows: rows.length,
    rowsToExplain: Math.min(toExplain.length, MOST_ROWS),
    linked,
  };
}

/** Links of the row of all; explanations lead back to the row of the account. */
const OVERALL = ' class="of-all"';

function isOk({ aside, runs }: Row): boolean {
  return aside === undefined && runs.every(({ cell }) => cell === undefined || isCalm(cell.state));
}

function cellHtml({ cell, count }: Run, link: (cell: Cell) => string): string {
  const columns = count === 1 ? "" : ` colspan="${count}"`;
  if (cell === undefined) {
    return `<td${columns}></td>`;
  }
  const content = isCalm(cell.state) ? signHtml(cell.state) : link(cell);
  return `<td class="${cell.state}"${columns}>${content}</td>`;
}

/** A sign that leads nowhere. */
function signHtml(state: Cell["state"]): string {
  const { name, sign } = CELL_STATES[state];
  return `<span aria-hidden="true">${sign}</span><span class="said">${name}</span>`;
}

/** Two rows: months or days and, under them, days or hours. */
function headings(columns: Columns): string {
  const all = Array.from({ length: columns.count }, (_, column) => column);
  const isWide = columns.count <= MOST_LABELS;
  const groups: { name: string; short: string; count: number }[] = [];
  for (const column of all) {
    const [name, short] = groupOf(columns, column);
    const last = groups.at(-1);
    if (last?.name === name) {
      last.count += 1;
    } else {
      groups.push({ name, short, count: 1 });
    }
  }
  const [longest, shortest] = isWide ? [3, 1] : [6, 3];
  const upper = groups.map(({ count, name, short }) => {
    const label = count >= longest ? name : count >= shortest ? short : "";
    const seen = label === name || label === "" ? label : `<span aria-hidden="true">${label}</span>`;
    return `<th scope="colgroup" colspan="${count}">${seen}${label === name ? "" : `<span class="said">${name}</span>`}</th>`;
  });
  const lower = all.map((column) => {
    const label = labelOf(columns, column, isWide);
    const seen = label === "" ? "" : `<span aria-hidden="true">${label}</span>`;
    return `<th scope="col">${seen}<span class="said">${columnsText(columns, column, 1)}</span></th>`;
  });
  const corner = '<th class="corner" scope="col" rowspan="2">account and region</th>';
  return `<tr>${corner}${upper.join("")}</tr>\n<tr>${lower.join("")}</tr>`;
}

/** What a column is under, and a shorter word for it. */
function groupOf(columns: Columns, column: number): [name: string, short: string] {
  const date = new Date(columns.begin(column));
  const month = MONTHS[date.getUTCMonth()] ?? "";
  const [day, year] = [String(date.getUTCDate()), String(date.getUTCFullYear())];
  switch (columns.unit.name) {
    case "hour":
      return [`${day} ${month}`, day];
    case "day":
    case "week":
      return [`${month} ${year}`, month];
    default:
      return [year, year];
  }
}

function labelOf(columns: Columns, column: number, isWide: boolean): string {
  const date = new Date(columns.begin(column));
  const [day, hour] = [date.getUTCDate(), date.getUTCHours()];
  switch (columns.unit.name) {
    case "hour":
      return isWide || hour % 6 === 0 ? String(hour) : "";
    case "day":
      return isWide || day === 1 || (day % 5 === 0 && day < 30) ? String(day) : "";
    case "week":
      return isWide || column % 4 === 0 ? String(day) : "";
    default:
      return isWide || column % 4 === 0 ? (MONTHS[date.getUTCMonth()] ?? "") : "";
  }
}

/** What the signs and colours of the map mean, and how much of each there is. */
export function legendHtml({ columns, counts }: ReportMap): string {
  const { name: unit } = columns.unit;
  const units = unit === "hour" || unit === "day" || unit === "week" ? `${unit}s` : `times ${unit}`;
  const rows = (Object.keys(CELL_STATES) as Cell["state"][])
    .map((state) => {
      const { meaning, name, sign } = CELL_STATES[state];
      const count = counts.get(state) ?? 0;
      const mark = `<span class="mark ${state}" aria-hidden="true">${sign}</span>`;
      return (
        `<tr${count === 0 ? ' class="none"' : ""}><th scope="row">${mark} ${name}</th>` +
        `<td class="number">${number(count)}</td><td>${meaning}</td></tr>`
      );
    })
    .join("\n");
  return [
    '<table class="legend">',
    `<caption>A cell is what ${unit === "hour" ? "its hour" : `the worst hour of its ${unit}`} is.</caption>`,
    `<thead><tr><th scope="col">sign</th><th scope="col" class="number">${units}</th><th scope="col">meaning</th></tr></thead>`,
    `<tbody>\n${rows}\n</tbody>`,
    "</table>",
  ].join("\n");
}
