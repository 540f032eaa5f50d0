import { table } from "../../console/table";
import { styled } from "../../console/terminal";

/** What was found, or done, in an account and a region. */
export interface EnvironmentReport {
  /** Slug of the account. */
  readonly account: string;
  readonly region: string;
  readonly state: "none" | "empty" | "in use" | "deleted" | "failed";
  /** Absent where there is none, or it could not be read. */
  readonly vpcId?: string;
  readonly cidr?: string;
  /** What it holds: `network interfaces: 3`. */
  readonly holds?: readonly string[];
  /** What went wrong. */
  readonly problem?: string;
}

/** The default VPCs as a table for people, and what can be done about them. */
export function describeDefaultVpcs(environments: readonly EnvironmentReport[]): string {
  const found = environments.filter(({ state }) => state !== "none");
  const count = (wanted: EnvironmentReport["state"]) => environments.filter(({ state }) => state === wanted).length;
  const [none, empty] = [count("none"), count("empty")];
  return [
    ...(found.length === 0 ? [] : [environmentTable(found), ""]),
    ...(none === 0 ? [] : [`${none} of ${environments.length} environments have no default VPC.`]),
    ...(empty === 0
      ? []
      : [empty === 1 ? "1 is empty: --delete deletes it." : `${empty} are empty: --delete deletes them.`]),
  ].join("\n");
}

/** What went wrong, and where: what is missing in one environment is often missing in all. */
export function describeProblems(environments: readonly EnvironmentReport[]): string[] {
  const problems = new Map<string, string[]>();
  for (const { account, problem, region } of environments) {
    if (problem !== undefined) {
      problems.set(problem, [...(problems.get(problem) ?? []), `  ${account}, ${region}`]);
    }
  }
  return [...problems].map(([problem, where]) => [problem, ...where].join("\n"));
}

function environmentTable(environments: readonly EnvironmentReport[]): string {
  const [title = "", ...lines] = table(
    [
      { title: "account", value: ({ account }) => account },
      { title: "region", value: ({ region }) => region },
      { title: "default VPC", value: ({ vpcId = "-" }) => vpcId },
      { title: "addresses", value: ({ cidr = "-" }) => cidr },
      { title: "", value: describeState },
    ],
    environments,
  ).split("\n");
  return [styled("bold", title), ...lines.map((line, index) => coloured(line, environments[index]?.state))].join("\n");
}

function describeState({ holds = [], state }: EnvironmentReport): string {
  switch (state) {
    case "in use":
      return `IN USE: ${holds.join(", ")}`;
    case "failed":
      return "FAILED";
    default:
      return state;
  }
}

function coloured(line: string, state: EnvironmentReport["state"] | undefined): string {
  return state === "failed" ? styled("red", line) : state === "in use" ? styled("yellow", line) : line;
}
