import { fold } from "../../console/fold";
import { DEFAULT_CONFIGURATION, sameFiles, shellQuoted, typed } from "../../console/invocation";
import { plural } from "../../console/plural";
import { table } from "../../console/table";
import { styled } from "../../console/terminal";
import { NO_CHANGES } from "../../review/changes";
import type { Changes } from "../../review/changes";
import type { Endangered } from "../../review/dangers";
import type { Forgotten, IgnoredChange } from "../../stacks/ledger";
import { describeIgnored, describeStillOn } from "../ledger/describe";
import { isLoss } from "./is-loss";
import { adviceFor } from "./advice";
import type { Commands } from "./advice";
import { ACTIONS, noteOf, VANISHED } from "./describe-outcome";
import type { OrphanedStack } from "../../terraform/orphaned-stacks";
import type { Outcome } from "../../terraform/plan-stack";
import type { PlannedStack } from "../../terraform/plan-stacks";

export interface PlanReport extends Commands {
  /** Folder that has the plans, as the user named it. */
  readonly saved?: string;
  /** Name of the role that may change log buckets. */
  readonly breakGlassRole: string;
  readonly stacks: readonly PlannedStack[];
  readonly orphaned: readonly OrphanedStack[];
  /** Path of the ledger. */
  readonly ledger: string;
  /** What the configuration says is off, and is not, as Terraform has forgotten it before. */
  readonly stillOn: readonly Forgotten[];
  /** Names and addresses of accounts that change in the configuration alone, as far as the ledger has those of before. */
  readonly ignored: readonly IgnoredChange[];
  /** What is wrong with a ledger that does not have what the states have, if anything. */
  readonly ledgerLacks?: string;
  /** What went wrong besides the stacks' own plans. */
  readonly problems: readonly string[];
}

/**
 * A report for people: a table, what would be lost, and which stacks are orphaned.
 *
 * @param file path of the YAML file
 */
export function describePlan(report: PlanReport, file = DEFAULT_CONFIGURATION): string {
  const { ignored, ledger, ledgerLacks = "", orphaned, stacks, stillOn } = report;
  const planned = stacks.filter(({ outcome }) => outcome.kind !== "skipped");
  return [
    planned.length === 0 ? "" : planTable(planned),
    skippedText(stacks),
    losses(report),
    ledgerLacks,
    logBuckets(report, file),
    stillOn.length === 0 ? "" : describeStillOn(stillOn, ledger),
    ignored.length === 0 ? "" : describeIgnored(ignored),
    remains(orphaned),
    conclusion(report),
    savedText(report, file),
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** What went wrong, a paragraph each. */
export function describeProblems({ problems, stacks }: PlanReport): string[] {
  const failed = stacks.flatMap(({ outcome, stack }) =>
    outcome.kind === "failed" ? outcome.problems.map((problem) => `${stack} could not be planned: ${problem}`) : [],
  );
  return [...failed, ...problems];
}

/** What was not looked at, and how it is. */
function skippedText(stacks: readonly PlannedStack[]): string {
  const count = stacks.filter(({ outcome }) => outcome.kind === "skipped").length;
  const [what, have] = count === 1 ? ["1 stack was", "its"] : [`${count} stacks were`, "their"];
  return count === 0
    ? ""
    : fold(
        `${what} skipped: ${have} last apply had the same configuration, versions and values of other stacks. ` +
          `Nothing of it was checked for drift; --all plans everything.`,
      );
}

function savedText({ saved, stacks }: PlanReport, file: string): string {
  if (saved === undefined) {
    return "";
  }
  const count = stacks.filter(({ outcome }) => outcome.kind === "planned" && outcome.changed).length;
  const config = file === DEFAULT_CONFIGURATION ? "" : ` --config ${shellQuoted(file)}`;
  return `${count === 0 ? "A manifest is" : `${plural(count, "plan")} and a manifest are`} in ${saved}. Review:\n  ${typed("review", `${shellQuoted(saved)}${config}`)}`;
}

function planTable(stacks: readonly PlannedStack[]): string {
  const accounts = new Set(stacks.map(({ account }) => account));
  const rows = stacks.map(({ account, outcome, stack }) => ({
    stack,
    account,
    note: noteOf(outcome),
    counts: outcome.kind === "planned" ? outcome.changes : undefined,
  }));
  const total = {
    stack: plural(stacks.length, "stack"),
    account: plural(accounts.size, "account"),
    counts: sum(rows.flatMap(({ counts }) => counts ?? [])),
    note: "",
  };
  const [title = "", ...lines] = table(
    [
      { title: "stack", value: ({ stack }) => stack },
      { title: "account", value: ({ account }) => account },
      { title: "to add", value: ({ counts }) => String(counts?.add ?? "-"), align: "right" },
      { title: "to change", value: ({ counts }) => String(counts?.change ?? "-"), align: "right" },
      { title: "to destroy", value: ({ counts }) => String(counts?.destroy ?? "-"), align: "right" },
      { title: "", value: ({ note }) => note },
    ],
    [...rows, total],
  ).split("\n");
  const last = lines.pop() ?? "";
  const coloured = lines.map((line, index) => (isGrave(stacks[index]?.outcome) ? styled("red", line) : line));
  return [styled("bold", title), ...coloured, styled("bold", last)].join("\n");
}

function isGrave(outcome: Outcome | undefined): boolean {
  return outcome?.kind === "failed" || (outcome?.kind === "planned" && isLoss(outcome.changes));
}

/** What would be lost, and what is gone already, below the stack and the region where it is; then how to keep it. */
function losses({ stacks, ...commands }: PlanReport): string {
  const planned = stacks.flatMap(({ outcome, stack }) =>
    outcome.kind === "planned" ? [{ stack, ...outcome.changes }] : [],
  );
  const found = planned.flatMap(({ endangered, stack, vanished }) => [
    ...endangered.map((resource) => ({ stack, region: resource.region, line: describeLoss(resource) })),
    ...vanished.map(({ address, region }) => ({ stack, region, line: describeVanished(address) })),
  ]);
  const lines = new Map<string, string[]>();
  for (const { line, region, stack } of found) {
    const environment = region === undefined ? stack : `${stack}, ${region}`;
    lines.set(environment, [...(lines.get(environment) ?? []), line]);
  }
  const listed = [...lines]
    .map(([environment, those]) => [styled("bold", environment), ...those].join("\n"))
    .join("\n");
  const kinds = planned.flatMap(({ endangered, vanished }) => [
    ...endangered.map(({ kind }) => kind),
    ...(isLoss({ ...NO_CHANGES, vanished }) ? (["vanished"] as const) : []),
  ]);
  return [listed, adviceFor(kinds, commands)].filter(Boolean).join("\n\n");
}

/** What fails with `AccessDenied` unless the break-glass role applies it, and how it is applied. */
function logBuckets({ breakGlassRole, output, saved, stacks }: PlanReport, file: string): string {
  const changing = stacks.flatMap(({ outcome, stack }) => {
    const addresses = outcome.kind === "planned" ? outcome.changes.ofLogBuckets : [];
    return addresses.length === 0 ? [] : [{ stack, addresses }];
  });
  if (changing.length === 0) {
    return "";
  }
  const same = sameFiles(file, output);
  const folder = saved === undefined ? PLANS_OF_LOG_BUCKETS : shellQuoted(saved);
  const names = changing.map(({ stack }) => stack).join(" ");
  const command = (name: string, ...args: string[]) => `  ${typed(name, [...args, same].filter(Boolean).join(" "))}`;
  return [
    ...changing.map(({ addresses, stack }) =>
      [styled("bold", `${stack} changes settings of log buckets:`), ...addresses.map((address) => `  ${address}`)].join(
        "\n",
      ),
    ),
    [
      fold(
        `Their policies deny that to everyone but the break-glass role, ${breakGlassRole}. Read it, have it read, and apply ` +
          "it with credentials that may assume that role (docs/break-glass.md):",
      ),
      // A plan that is saved is planned again with the role, and compared.
      ...(saved === undefined ? [command("plan", names, "--break-glass", "--save", folder)] : []),
      command("apply", folder, "--break-glass", "--confirm"),
    ].join("\n"),
  ].join("\n\n");
}

const PLANS_OF_LOG_BUCKETS = "plans-of-log-buckets";

function describeVanished(address: string): string {
  return `  ${styled("red", VANISHED)}  ${address}, deleted outside of Terraform`;
}

function describeLoss({ action, address, because, disabled, from, to }: Endangered): string {
  const details = [
    because.length === 0 ? "" : `, because of ${because.join(", ")}`,
    from === undefined ? "" : `, from ${from} to ${to ?? "a unit to be created"}`,
    disabled === undefined ? "" : `: ${disabled.join(", ")}`,
  ];
  return `  ${styled("red", ACTIONS[action])}  ${address}${details.join("")}`;
}

function remains(orphaned: readonly OrphanedStack[]): string {
  return orphaned.map(({ advice, state }) => `${styled("red", "ORPHANED")}  ${advice} (${state})`).join("\n");
}

function conclusion({ orphaned, problems, stacks }: PlanReport): string {
  const outcomes = stacks.map(({ outcome }) => outcome);
  const waiting = outcomes.filter(({ kind }) => kind === "waiting").length;
  if (waiting > 0) {
    const waits = waiting === 1 ? "1 stack waits for another" : `${waiting} stacks wait for others`;
    return `${waits}: deploy what can be planned, then plan again.`;
  }
  const unchanged = outcomes.every(
    (outcome) => outcome.kind === "skipped" || (outcome.kind === "planned" && !outcome.changed),
  );
  return unchanged && orphaned.length + problems.length === 0 ? "Nothing would change." : "";
}

function sum(all: readonly Changes[]): Pick<Changes, "add" | "change" | "destroy"> {
  const total = (key: "add" | "change" | "destroy") => all.reduce((result, changes) => result + changes[key], 0);
  return { add: total("add"), change: total("change"), destroy: total("destroy") };
}
