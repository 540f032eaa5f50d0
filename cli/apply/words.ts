import { sameFiles, shellQuoted, typed } from "../../console/invocation";
import { plural } from "../../console/plural";
import type { ChangeCounts } from "../../review/counts";
import type { Deviation } from "../../review/reviewed";
import type { StackResult } from "../../terraform/apply-stacks";
import type { ApplyStep, WhyAgain } from "../../terraform/apply-step";
import { shown, someOf } from "../review/shown";
import { ACTION_WORDS } from "../review/words";

/** What the printed commands name. */
export interface ApplyCommand {
  /** Path of the YAML file. */
  readonly config: string;
  /** Folder with the Terraform JSON, as the user named it. */
  readonly output: string;
  /** Folders with plans, as the user named them. */
  readonly folders: readonly string[];
  /** ARN of the key that everything has to be sealed under. */
  readonly encryptedUnder?: string;
  /** Name of the role that everything has to be planned with. */
  readonly plannedBy?: string;
}

const WHY_AGAIN: Readonly<Record<WhyAgain | "breakGlass", string>> = {
  breakGlass: "as the break-glass role",
  role: "with the role that may change everything",
  state: "as its state was changed",
  unfinished: "as an apply of it failed in the middle",
  unsealed: "as its manifest is not sealed, and no plan shows that nothing would change",
  upstream: "as stacks that it reads were applied",
};

/** Stacks that are named in a line; --json has all. */
const MOST_BEFORE = 2;

/** What would be done with a stack, in a line. */
export function stepText(step: ApplyStep, counts: ChangeCounts | undefined, reads: readonly string[]): string {
  const changes = counts === undefined ? "" : `: ${changesText(counts)}`;
  switch (step.kind) {
    case "apply":
      return reads.length === 0 ? `as it was reviewed${changes}` : `behind ${someOf(reads, MOST_BEFORE)}${changes}`;
    case "planAgain":
      return `planned again, ${WHY_AGAIN[step.why]}${changes}`;
    case "record":
      return reads.length === 0
        ? "nothing would change"
        : `nothing would change, unless behind ${someOf(reads, MOST_BEFORE)}`;
    case "done":
      return "applied already";
    case "stale":
      return "STALE";
  }
}

/** What became of a stack, in a line. */
export function resultText(result: StackResult): string {
  switch (result.kind) {
    case "applied": {
      const { again, counts } = result;
      return `applied${again === undefined ? "" : `, planned again ${WHY_AGAIN[again]}`}: ${doneText(counts)}`;
    }
    case "unchanged":
      return "nothing to change";
    case "done":
      return "applied already";
    case "skipped":
      return "skipped: as it was applied last";
    case "left":
      return leftText(result);
    case "blocked":
      return `not begun: behind ${someOf(result.by, MOST_BEFORE)}`;
    case "review":
      return "STOPPED: its changes are not those that were reviewed";
    case "stale":
      return "STALE: somebody has changed its state since it was planned";
    case "locked":
      return "LOCKED";
    case "failed":
      return result.done === 0 ? "FAILED" : `FAILED after ${plural(result.done, "resource")}`;
    case "interrupted":
      return result.done === 0 ? "interrupted" : `interrupted after ${plural(result.done, "resource")}`;
    case "notBegun":
      return "not begun";
  }
}

function leftText({ waitsFor = [], why }: Extract<StackResult, { kind: "left" }>): string {
  switch (why) {
    case "breakGlass":
      return "left: needs the break-glass role";
    case "failedPlan":
      return "left: it could not be planned";
    case "other":
      return "left: needs no break-glass role";
    case "waiting":
      return `left: waited for ${someOf(waitsFor, MOST_BEFORE)} when it was planned`;
  }
}

type Counted = Pick<ChangeCounts, "add" | "change" | "destroy" | "imported">;

function changesText({ add, change, destroy, imported }: Counted): string {
  return `${add} to add, ${change} to change, ${destroy} to destroy${imported === 0 ? "" : `, ${imported} to import`}`;
}

function doneText({ add, change, destroy, imported }: Counted): string {
  return `${add} added, ${change} changed, ${destroy} destroyed${imported === 0 ? "" : `, ${imported} imported`}`;
}

/** What differs from what was reviewed, in a line, without values. */
export function deviationText({ address, kind, now, paths = [], reviewed }: Deviation): string {
  const name = shown(address, 300);
  const words = (action: typeof now) => (action === undefined ? "otherwise" : ACTION_WORDS[action]);
  const list = paths.map((path) => shown(path, 100)).join(", ");
  switch (kind) {
    case "action":
      return reviewed === now
        ? `${name}: in another order than was reviewed`
        : `${name}: ${words(now)}, and ${words(reviewed)} was reviewed`;
    case "added":
      return `${name}: ${now === undefined ? "changes" : words(now)}, which nobody has reviewed`;
    case "missing":
      return `${name}: ${reviewed === undefined ? "a change" : words(reviewed)} was reviewed, and would not happen`;
    case "after":
      return `${name}: another value than was reviewed${list === "" ? "" : ` of ${list}`}`;
    case "before":
      return `${name}: it is not as it was when it was reviewed${list === "" ? "" : `: ${list}`}`;
    case "because":
      return `${name}: replaced for another reason: ${list}`;
    case "import":
      return `${name}: imports something else`;
    case "move":
      return `${name}: moves from elsewhere`;
    case "incomplete":
      return "the plan ended before its end, or leaves something for a later one";
  }
}

/** The command that makes plans which the same apply does not refuse. */
export function planCommand(command: ApplyCommand & { readonly isBreakGlass: boolean }): string {
  const { config, encryptedUnder, isBreakGlass, output, plannedBy } = command;
  return typed(
    "plan",
    [
      "--save FOLDER",
      sameFiles(config, output),
      ...(encryptedUnder === undefined ? [] : ["--encrypt-with", shellQuoted(encryptedUnder)]),
      // A plan is made with one role, and by the one of emergencies again when it is applied.
      ...(plannedBy !== undefined ? ["--role", shellQuoted(plannedBy)] : isBreakGlass ? ["--break-glass"] : []),
    ]
      .filter(Boolean)
      .join(" "),
  );
}

/** The same command with other options. */
export function applyCommand(command: ApplyCommand, ...options: string[]): string {
  const { config, encryptedUnder, folders, output, plannedBy } = command;
  return typed(
    "apply",
    [
      ...folders.map(shellQuoted),
      sameFiles(config, output),
      ...(encryptedUnder === undefined ? [] : ["--encrypted-under", shellQuoted(encryptedUnder)]),
      ...(plannedBy === undefined ? [] : ["--planned-by", shellQuoted(plannedBy)]),
      ...options,
    ]
      .filter(Boolean)
      .join(" "),
  );
}
