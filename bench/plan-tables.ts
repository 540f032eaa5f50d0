import { table } from "../console/table";
import type { Column } from "../console/table";
import type { Figures } from "./plan-figures";
import type { PlanReport, ReportedCase, ReportedRatios } from "./plan-report";

/** A report for people: what was measured, what a resource costs, how it grows with regions, how it compares. */
export function describePlanReport({ cases, comparison, growth }: PlanReport): string {
  const sections = [
    table(MEASURED, cases),
    `For each resource:\n${table([LABEL, ...perResource(figuresOf, 1)], cases)}`,
    `Times ${growth[0]?.label ?? ""}:\n${table(GROWTH, growth)}`,
  ];
  if (comparison.length > 0) {
    sections.push(`Ours / theirs, for each resource:\n${table([LABEL, ...perResource(ratiosOf, 2)], comparison)}`);
  }
  return [...sections, LEGEND].join("\n\n");
}

const LEGEND = [
  "providers: processes started for one plan. wall: with the answers of the local AWS.",
  "CPU: of Terraform and its providers. RSS, PSS: the peaks of their sums; memory that processes share counts",
  "once for each of them in RSS, once altogether in PSS.",
].join("\n");

function numeric<Row>(title: string, digits: number, value: (row: Row) => number): Column<Row> {
  return { title, value: (row) => value(row).toFixed(digits), align: "right" };
}

function perResource<Row>(of: (row: Row) => Figures, digits: number): Column<Row>[] {
  return [
    numeric("wall ms", digits, (row) => of(row).millisecondsPerResource),
    numeric("CPU ms", digits, (row) => of(row).cpuMillisecondsPerResource),
    numeric("RSS MiB", digits, (row) => of(row).rssMebibytesPerResource),
    numeric("PSS MiB", digits, (row) => of(row).pssMebibytesPerResource),
  ];
}

const LABEL: Column<{ readonly label: string }> = { title: "plan of", value: ({ label }) => label };
const figuresOf = ({ figures }: ReportedCase): Figures => figures;
const ratiosOf = ({ ratios }: ReportedRatios): Figures => ratios;

const MEASURED: readonly Column<ReportedCase>[] = [
  LABEL,
  numeric("providers", 0, ({ figures }) => figures.providers),
  numeric("at once", 0, ({ figures }) => figures.providersAtOnce),
  numeric("resources", 0, ({ figures }) => figures.resources),
  numeric("wall s", 1, ({ figures }) => figures.seconds),
  numeric("CPU s", 1, ({ figures }) => figures.cpuSeconds),
  numeric("RSS MiB", 0, ({ figures }) => figures.rssMebibytes),
  numeric("PSS MiB", 0, ({ figures }) => figures.pssMebibytes),
];
const GROWTH: readonly Column<ReportedRatios>[] = [
  LABEL,
  numeric("providers", 1, ({ ratios }) => ratios.providers),
  numeric("at once", 1, ({ ratios }) => ratios.providersAtOnce),
  numeric("resources", 1, ({ ratios }) => ratios.resources),
  numeric("wall", 1, ({ ratios }) => ratios.seconds),
  numeric("CPU", 1, ({ ratios }) => ratios.cpuSeconds),
  numeric("RSS", 1, ({ ratios }) => ratios.rssMebibytes),
  numeric("PSS", 1, ({ ratios }) => ratios.pssMebibytes),
  numeric("wall/resource", 2, ({ ratios }) => ratios.millisecondsPerResource),
  numeric("CPU/resource", 2, ({ ratios }) => ratios.cpuMillisecondsPerResource),
  numeric("RSS/resource", 2, ({ ratios }) => ratios.rssMebibytesPerResource),
  numeric("PSS/resource", 2, ({ ratios }) => ratios.pssMebibytesPerResource),
];
