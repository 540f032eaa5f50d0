export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  /** @default "left" */
  readonly align?: "left" | "right";
}

const GAP = "  ";

/** Rows as text in aligned columns under their titles, without trailing blanks. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ value }) => value(row)))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => (line[index] ?? "").length)));
  return cells
    .map((line) =>
      line
        .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.align))
        .join(GAP)
        .trimEnd(),
    )
    .join("\n");
}

function pad(cell: string, width: number, align: "left" | "right" = "left"): string {
  return align === "right" ? cell.padStart(width) : cell.padEnd(width);
}
