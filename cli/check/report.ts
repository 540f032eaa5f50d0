import { fold } from "../../console/fold";
import { plural } from "../../console/plural";
import { table } from "../../console/table";
import { styled } from "../../console/terminal";
import type { Check } from "./check";
import type { CheckReport } from "./visit";

const DEPLOY = "Deploy the landing zone.";

/** Per check, how many environments are as they should be; then every difference, what to do, and where. */
export function describeChecks(checks: readonly Check[], reports: readonly CheckReport[]): string {
  const asked = checks.filter(({ id }) => reports.some(({ check }) => check === id));
  return [
    summary(asked, reports),
    ...asked.flatMap((check) => [...differencesOf(check, reports, false), ...differencesOf(check, reports, true)]),
  ].join("\n");
}

/** What could not be looked at, and where: what is missing in one environment is often missing in all. */
export function describeProblems(reports: readonly CheckReport[]): string[] {
  const problems = new Map<string, CheckReport[]>();
  for (const report of reports.filter(({ state }) => state === "failed")) {
    const problem = report.problem ?? "";
    problems.set(problem, [...(problems.get(problem) ?? []), report]);
  }
  return [...problems].map(([problem, where]) =>
    [fold(problem), ...where.map(({ account, check, region }) => `  ${check}: ${account}, ${region}`)].join("\n"),
  );
}

function summary(checks: readonly Check[], reports: readonly CheckReport[]): string {
  const count = ({ id }: Check, state?: CheckReport["state"]): string => {
    const found = reports.filter((report) => report.check === id && (state === undefined || report.state === state));
    return String(found.length);
  };
  const [title = "", ...lines] = table<Check>(
    [
      { title: "check", value: ({ id }) => id },
      { title: "environments", value: (check) => count(check), align: "right" },
      { title: "as they should be", value: (check) => count(check, "as it should be"), align: "right" },
      { title: "different", value: (check) => count(check, "different"), align: "right" },
      { title: "failed", value: (check) => count(check, "failed"), align: "right" },
    ],
    checks,
  ).split("\n");
  const coloured = lines.map((line, index) => {
    const states = reports.filter(({ check }) => check === checks[index]?.id).map(({ state }) => state);
    return states.includes("failed")
      ? styled("red", line)
      : states.includes("different")
        ? styled("yellow", line)
        : line;
  });
  return [styled("bold", title), ...coloured].join("\n");
}

/** What differs; or what is only named. */
function differencesOf({ id, title }: Check, reports: readonly CheckReport[], areNotes: boolean): string[] {
  const found = new Map<string, string[]>();
  for (const { account, differences, region } of reports.filter(({ check }) => check === id)) {
    for (const { advice = DEPLOY, what } of differences.filter(({ isNote = false }) => isNote === areNotes)) {
      const key = JSON.stringify([what, advice]);
      found.set(key, [...(found.get(key) ?? []), `${account}, ${region}`]);
    }
  }
  if (found.size === 0) {
    return [];
  }
  return [
    "",
    styled("bold", fold(`${title}: ${plural(found.size, areNotes ? "note" : "difference")}`)),
    ...[...found].flatMap(([key, where]) => {
      const [what = "", advice = ""] = JSON.parse(key) as string[];
      return [fold(what, "    ", "  "), fold(advice, "    "), ...where.map((place) => `      ${place}`)];
    }),
  ];
}
