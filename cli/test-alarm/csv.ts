/** A row of CSV, and the line that it begins in, which counts from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Where CSV stops to be such. */
export class CsvProblem extends Error {
  override readonly name = "CsvProblem";

  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

/**
 * The rows of CSV: cells with commas, quotes or line ends in them are quoted, and quotes in them doubled.
 *
 * @throws CsvProblem when a quoted cell is not closed
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function readCsv(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let [offset, line] = [0, 1];
  while (offset < text.length) {
    const cells: string[] = [];
    const first = line;
    let more = true;
    while (more) {
      const { end, value } = text.charAt(offset) === '"' ? quoted(text, offset, first) : plain(text, offset);
      cells.push(value);
      line += value.split("\n").length - 1;
      more = text.charAt(end) === ",";
      offset = more ? end + 1 : end;
    }
    const lineEnd = /\r?\n/y;
    lineEnd.lastIndex = offset;
    if (lineEnd.test(text)) {
      offset = lineEnd.lastIndex;
      line += 1;
    } else if (offset < text.length) {
      throw new CsvProblem("a comma or the end of the line should follow a quoted cell", line);
    }
    if (cells.length > 1 || cells[0] !== "") {
      rows.push({ line: first, cells });
    }
  }
  return rows;
}

interface Cell {
  readonly value: string;
  /** Offset behind it. */
  readonly end: number;
}

function plain(text: string, start: number): Cell {
  const next = /[,\n]/g;
  next.lastIndex = start;
  const end = next.exec(text)?.index ?? text.length;
  const isBeforeLineFeed = text.charAt(end) === "\n" && text.charAt(end - 1) === "\r" && end > start;
  const stop = isBeforeLineFeed ? end - 1 : end;
  return { value: text.slice(start, stop), end: stop };
}

function quoted(text: string, start: number, line: number): Cell {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 2)) {
    if (text.charAt(quote + 1) !== '"') {
      return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    }
  }
  throw new CsvProblem("a quoted cell is not closed", line);
}
