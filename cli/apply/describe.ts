import { fold } from "../../console/fold";
import { shellQuoted, typed } from "../../console/invocation";
import { plural } from "../../console/plural";
import { styled } from "../../console/terminal";
import type { ChangeCounts } from "../../review/counts";
import type { AppliedStack, StackToApply } from "../../terraform/apply-stacks";
import type { Foreseen } from "../../terraform/foresee";
import { shown } from "../review/shown";
import { applyCommand, deviationText, planCommand, resultText, stepText } from "./words";
import type { ApplyCommand } from "./words";

/** What was found and done. */
export interface ApplyReport extends ApplyCommand {
  /** Program name or path. */
  readonly terraform: string;
  /** Folder with the synthesized stacks. */
  readonly outdir: string;
  /** Whether only what needs the break-glass role is applied. */
  readonly isBreakGlass: boolean;
  readonly isInterrupted: boolean;
  readonly applied: readonly AppliedStack[];
}

const MOST_DIFFERENCES = 30;
const MOST_DEVIATIONS = 20;

const BEHIND =
  "A stack behind others is planned again once they are applied, if that changes what it reads, and applied only if its " +
  "changes are those that were reviewed.";

/** What is not as it was reviewed. */
export function describeRefusal(
  differences: readonly string[],
  command: ApplyCommand & { readonly isBreakGlass: boolean },
): string {
  const rest = differences.length - MOST_DIFFERENCES;
  return [
    styled("red", "Nothing was applied: what is here is not what was reviewed."),
    ...differences.slice(0, MOST_DIFFERENCES).map((difference) => fold(difference, "    ", "  - ")),
    ...(rest > 0 ? [`  - and ${rest} more`] : []),
    fold("Apply in the tree and with the programs that it was planned with, or plan again and have that reviewed:"),
    `  ${planCommand(command)}`,
  ].join("\n");
}

/** What would be applied, and in which order. */
export function describeForeseen(
  stacks: readonly StackToApply[],
  foreseen: ReadonlyMap<string, Foreseen>,
  counts: ReadonlyMap<string, { readonly counts: ChangeCounts }>,
  command: ApplyCommand & { readonly isBreakGlass: boolean },
): string {
  const rows = stacks.map(({ account, stack }) => {
    const found: Foreseen = foreseen.get(stack) ?? { kind: "without", result: { kind: "notBegun" } };
    return { stack, account, found };
  });
  const begun = rows.flatMap((row) => (row.found.kind === "begin" ? [{ ...row, ...row.found }] : []));
  const doing = begun.filter(({ step }) => step.kind !== "record");
  const others = rows.flatMap((row) => (row.found.kind === "without" ? [{ ...row, ...row.found }] : []));
  const left = others.filter(({ result }) => result.kind === "left" || result.kind === "blocked");
  const quiet = [...others.filter((row) => !left.includes(row)), ...begun.filter(({ step }) => step.kind === "record")];
  return [
    doing.length === 0
      ? "There is nothing to apply."
      : [
          styled("bold", "Would be applied, in this order:"),
          ...doing.map(({ account, reads, stack, step }) =>
            fold(`${stack} in ${account}, ${stepText(step, counts.get(stack)?.counts, reads)}`, "    ", "  "),
          ),
          ...(doing.some(({ reads }) => reads.length > 0) ? [fold(BEHIND)] : []),
        ].join("\n"),
    left.length === 0
      ? ""
      : [
          styled("bold", "Would not be applied:"),
          ...left.map(({ result, stack }) => fold(`${stack}: ${resultText(result)}`, "    ", "  ")),
        ].join("\n"),
    quiet.length === 0
      ? ""
      : fold(`Nothing to do in ${plural(quiet.length, "stack")}: ${quiet.map(({ stack }) => stack).join(", ")}`),
    howToBreakGlass(
      left.filter(({ result }) => result.kind === "left" && result.why === "breakGlass").map(({ stack }) => stack),
      command,
    ),
    begun.length === 0
      ? ""
      : `Nothing was changed. ${doing.length === 0 ? "To record that, so that the next plan skips it:" : "To do it:"}\n  ${applyCommand(command, ...(command.isBreakGlass ? ["--break-glass"] : []), "--confirm")}`,
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** What was applied, and what not. */
export function describeApplied(report: ApplyReport): string {
  const rows = report.applied.filter(({ result }) => result.kind !== "skipped");
  const skipped = report.applied.length - rows.length;
  const glass = report.applied
    .filter(({ result }) => result.kind === "left" && result.why === "breakGlass")
    .map(({ stack }) => stack);
  return [
    [
      styled("bold", "Stacks:"),
      ...rows.map(({ account, result, stack }) => fold(`${stack} in ${account}, ${resultText(result)}`, "    ", "  ")),
      ...(skipped === 0 ? [] : [`  and ${plural(skipped, "stack")} skipped`]),
    ].join("\n"),
    ...report.applied.flatMap((applied) => paragraphs(applied, report)),
    howToBreakGlass(glass, report),
    conclusion(report),
  ]
    .filter(Boolean)
    .join("\n\n");
}

function paragraphs({ notes, result, stack }: AppliedStack, report: ApplyReport): string[] {
  const noted = notes.map((note) => fold(`${stack}: ${note}`));
  const program = `${shellQuoted(report.terraform)} -chdir=${shellQuoted(`${report.output}/stacks/${stack}`)}`;
  switch (result.kind) {
    case "failed":
      return [
        ...result.problems.map((problem) => `${styled("red", `${stack} failed`)}: ${problem}`),
        ...(result.errored.length > 0 ? [fold(`Of ${stack} these failed: ${result.errored.join(", ")}`)] : []),
        ...noted,
      ];
    case "review":
      return [
        [
          styled("red", `${stack} was planned again, and is not what was reviewed:`),
          ...result.deviations.slice(0, MOST_DEVIATIONS).map((one) => fold(deviationText(one), "    ", "  - ")),
          ...(result.deviations.length > MOST_DEVIATIONS
            ? [`  - and ${result.deviations.length - MOST_DEVIATIONS} more`]
            : []),
          ...(result.account === undefined
            ? []
            : ["To read all of it:", `  ${typed("review", shellQuoted(result.account))}`]),
        ].join("\n"),
        ...noted,
      ];
    case "stale":
      return [
        fold(
          `${stack}: its state is not the one that was planned from: somebody has applied something since. Plan again, and ` +
            "have that reviewed.",
        ),
      ];
    case "locked": {
      const { created, id, operation, who } = result.holder;
      return [
        [
          fold(
            `${stack} is locked: ${shown(who || "somebody")} has been at it (${shown(operation)}) since ${shown(created)}. ` +
              "Wait until that has ended and apply again, or have this wait for it by --lock-timeout 20m.",
          ),
          fold(
            "Where it has ended without unlocking, as its machine or job was killed: look first that nobody applies any " +
              "more, in the runs of the pipeline and for a process of Terraform on that machine. Only then:",
          ),
          // Whoever may write beside the state writes the id.
          `  ${program} force-unlock ${shellQuoted(shown(id))}`,
        ].join("\n"),
      ];
    }
    default:
      return noted;
  }
}

function howToBreakGlass(stacks: readonly string[], command: ApplyCommand): string {
  return stacks.length === 0
    ? ""
    : `${fold(`${stacks.join(", ")}: only the break-glass role may change settings of log buckets (docs/break-glass.md). With credentials that may assume it:`)}\n  ${applyCommand(command, "--break-glass", "--confirm")}`;
}

function conclusion(report: ApplyReport): string {
  const { applied, isInterrupted } = report;
  const count = (...kinds: AppliedStack["result"]["kind"][]) =>
    applied.filter(({ result }) => kinds.includes(result.kind)).length;
  const [done, notBegun] = [count("applied"), count("notBegun", "blocked")];
  const said = `${plural(done, "stack")} applied, ${notBegun} not begun`;
  if (isInterrupted) {
    return fold(`Interrupted: ${said}. What was applied stays; the same command goes on from there.`);
  }
  if (count("failed", "locked") > 0) {
    return fold(
      `Stopped: ${said}. What was applied stays, and counts as done when the same command is run again; what failed in the ` +
        "middle is then planned again, and applied only if what is left of it was reviewed.",
    );
  }
  if (count("review", "stale") > 0) {
    return fold(`Stopped for a new review: ${said}. What was applied stays. Plan again, and have that reviewed.`);
  }
  if (applied.some(({ result }) => result.kind === "left" && result.why === "waiting")) {
    return fold(`${said}. What waited can be planned now: plan again, and have that reviewed.`);
  }
  return `${said}.`;
}
