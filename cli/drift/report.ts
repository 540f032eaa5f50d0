import { fold } from "../../console/fold";
import { plural } from "../../console/plural";
import { table } from "../../console/table";
import { styled } from "../../console/terminal";
import type { ChangeCounts } from "../../review/counts";
import type { DriftedResource, DriftPlace, StackDrift } from "../../review/drift";
import { shown, someOf } from "../review/shown";
import { DRIFT_EXIT } from "./exit";

/** What `landing-zone drift --json` prints. */
export interface DriftReport {
  readonly version: 1;
  /** Path of the YAML file. */
  readonly file: string;
  readonly exitCode: number;
  /** Stacks, by what was found. */
  readonly counts: Readonly<Record<DriftOutcome, number>>;
  readonly stacks: readonly DriftingStack[];
}

/**
 * `drift`: something changed or vanished outside of Terraform. `pending`: the configuration is not applied yet, and nothing else.
 * `waiting`: another stack is to be deployed first. `none`: nothing differs.
 */
export type DriftOutcome = "drift" | "failed" | "none" | "pending" | "waiting";

export interface DriftingStack extends StackDrift {
  readonly stack: string;
  /** Slug of its account. */
  readonly account: string;
  readonly outcome: DriftOutcome;
  /** Of `waiting`. */
  readonly waitsFor?: readonly string[];
  /** Of `failed`: why. */
  readonly problems?: readonly string[];
}

export const OUTCOMES: readonly DriftOutcome[] = ["failed", "drift", "pending", "waiting", "none"];

export function driftReport(file: string, stacks: readonly DriftingStack[]): DriftReport {
  const count = (wanted: DriftOutcome): number => stacks.filter(({ outcome }) => outcome === wanted).length;
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, count(outcome)])) as DriftReport["counts"];
  const exitCode =
    counts.failed > 0 ? DRIFT_EXIT.failed : counts.none < stacks.length ? DRIFT_EXIT.different : DRIFT_EXIT.none;
  return { version: 1, file, exitCode, counts, stacks };
}

/** Whether anything of a stack's configuration is not applied. */
export function isPending(pending: ChangeCounts): boolean {
  return Object.values(pending).some((count) => count > 0);
}

const MOST_ARGUMENTS = 6;

/** A report for people: a table of what differs, then every resource that somebody changed. */
export function describeDrift(report: DriftReport): string {
  const { counts, stacks } = report;
  const differing = stacks.filter(({ outcome }) => outcome !== "none");
  return [
    differing.length === 0 ? "" : driftTable(differing),
    ...differing.map(stackText).filter(Boolean),
    unmanagedText(stacks),
    counts.none === 0
      ? ""
      : counts.none === stacks.length
        ? styled("green", `Nothing differs in ${plural(stacks.length, "stack")}.`)
        : `Nothing differs in ${plural(counts.none, "other stack")}.`,
  ]
    .filter(Boolean)
    .join("\n\n");
}

function driftTable(stacks: readonly DriftingStack[]): string {
  const isPlanned = ({ outcome }: DriftingStack): boolean => outcome !== "failed" && outcome !== "waiting";
  const number = (title: string, value: (stack: DriftingStack) => number) =>
    ({
      title,
      value: (stack: DriftingStack) => (isPlanned(stack) ? String(value(stack)) : "-"),
      align: "right",
    }) as const;
  const [title = "", ...lines] = table(
    [
      { title: "stack", value: ({ stack }: DriftingStack) => stack },
      { title: "account", value: ({ account }) => account },
      number("drifted", ({ drifted }) => drifted.length),
      number("vanished", ({ vanished }) => vanished.length),
      number("not applied", ({ pending }) => pendingOf(pending)),
      {
        title: "",
        value: ({ outcome, waitsFor = [] }) =>
          outcome === "failed" ? "FAILED" : outcome === "waiting" ? `waits for ${waitsFor.join(", ")}` : "",
      },
    ],
    stacks,
  ).split("\n");
  return [styled("bold", title), ...lines].join("\n");
}

/** Resources and outputs; one that is replaced counts once for what it loses and once for what it gets, as in a plan. */
function pendingOf(pending: ChangeCounts): number {
  const { add, change, destroy, forgotten, imported, moved, outputs } = pending;
  return add + change + destroy + forgotten + imported + moved + outputs;
}

function stackText({ drifted, stack, vanished }: DriftingStack): string {
  const lines = [
    ...vanished.map((place) => `  ${styled("red", "VANISHED")}  ${placeText(place)}`),
    ...drifted.flatMap((resource) => [
      `  ${styled("yellow", "DRIFTED")}   ${placeText(resource)}`,
      ...argumentsOf(resource),
    ]),
  ];
  return lines.length === 0 ? "" : [styled("bold", stack), ...lines].join("\n");
}

function placeText({ address, region }: DriftPlace): string {
  return `${shown(address, 300)}${region === undefined ? "" : `, ${region}`}`;
}

function argumentsOf({ attributes, more }: DriftedResource): string[] {
  const hidden = Math.max(0, attributes.length - MOST_ARGUMENTS) + more;
  return [
    ...attributes.slice(0, MOST_ARGUMENTS).map(({ after, before, path, policy }) => {
      const values =
        policy === undefined
          ? `${before === undefined ? "nothing" : shown(before, 120)} is now ${after === undefined ? "nothing" : shown(after, 120)}`
          : `statements ${someOf(policy.map(({ change, sid }) => `${sid} ${change}`))}`;
      return fold(`${shown(path, 120)}: ${values}`, "      ", "    ");
    }),
    ...(hidden > 0 ? [`    and ${plural(hidden, "argument")} more`] : []),
  ];
}

function unmanagedText(stacks: readonly DriftingStack[]): string {
  const all = stacks.flatMap(({ stack, unmanaged }) => unmanaged.map(({ address }) => `${address} of ${stack}`));
  return all.length === 0
    ? ""
    : fold(
        `Changed where the configuration says nothing of it, which is no drift: ${someOf(all)}. --json has the values.`,
      );
}

/** Counts and flags as `name=value` lines, as {@link outputLines} of a review has them. */
export function driftOutputs({ counts, exitCode, stacks }: DriftReport): string {
  const names = (wanted: DriftOutcome): string =>
    JSON.stringify(stacks.filter(({ outcome }) => outcome === wanted).map(({ stack }) => stack));
  const values = {
    exit_code: exitCode,
    has_drift: counts.drift > 0,
    drifting: counts.drift,
    drifting_stacks: names("drift"),
    pending: counts.pending,
    pending_stacks: names("pending"),
    waiting: counts.waiting,
    failed: counts.failed,
    failed_stacks: names("failed"),
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}
