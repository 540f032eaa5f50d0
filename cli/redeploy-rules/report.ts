import { fold } from "../../console/fold";
import { typed } from "../../console/invocation";
import { someOf } from "../check/some-of";
import type { Outcome } from "./region";

/** What each state means, and what to do about it. */
const STATES = {
  "would be put": { title: "Would be put again", advice: "" },
  put: { title: "Put again, and now in every account", advice: "" },
  "put, and lacking": {
    title: "Put again, and still lacking",
    advice: "Find the reason in AWS Config of the account, then put it again.",
  },
  "in vain": {
    title: "Not put, as AWS Config records in no account that lacks it",
    advice: `See that they record: ${typed("check", "--check config-recorder")}. Then put it again.`,
  },
  "in progress": { title: "Not put, as AWS is at it", advice: "Run the command again in some minutes." },
  "not there": { title: "Not in the organization", advice: "Deploy config-rules." },
  failed: { title: "Failed", advice: "" },
} as const satisfies Record<Outcome["state"], { readonly title: string; readonly advice: string }>;

/** By state and region, which rules and packs, and which accounts lack them. Lines of at most 80 characters. */
export function describeOutcomes(outcomes: readonly Outcome[], isConfirmed: boolean): string {
  if (outcomes.length === 0) {
    return fold(
      "Every account has the rules and conformance packs of the organization. There is nothing to put again.",
    );
  }
  const lines = Object.entries(STATES).flatMap(([state, { advice, title }]) => {
    const found = outcomes.filter((outcome) => outcome.state === state);
    return found.length === 0
      ? []
      : [
          `${title}: ${found.length}`,
          ...groups(found).flatMap(({ accounts, names, region }) => [
            fold(`${region}: ${someOf(names)}`, "    ", "  "),
            ...(accounts === "" ? [] : [fold(accounts, "      ", "    ")]),
          ]),
          ...(advice === "" ? [] : [fold(advice, "  ")]),
        ];
  });
  return [...lines, ...(isConfirmed ? [] : ["Nothing was changed. Add --confirm to do it."])].join("\n");
}

/** Why something failed. */
export function describeProblems(outcomes: readonly Outcome[]): string[] {
  return outcomes.flatMap(({ name, problem, region }) =>
    problem === undefined ? [] : [fold(`${region}, ${name}: ${problem}`, "  ", "")],
  );
}

interface Group {
  readonly region: string;
  /** `shop (AWS never tried), 444444444444 (CREATE_FAILED)`; empty where none is known. */
  readonly accounts: string;
  readonly names: string[];
}

/** What lacks one of eighty rules often lacks all. */
function groups(outcomes: readonly Outcome[]): Group[] {
  const found = new Map<string, Group>();
  for (const { lacking, name, region } of outcomes) {
    const accounts = someOf(lacking.map(({ account, reason }) => `${account} (${reason})`));
    const key = `${region} ${accounts}`;
    const group = found.get(key) ?? { region, accounts, names: [] };
    group.names.push(name);
    found.set(key, group);
  }
  return [...found.values()];
}
