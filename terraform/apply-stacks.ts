import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { DEPLOYMENT_ROLE } from "../aws/role-variables";
import type { PlanJson } from "../review/plan-json";
import { deviationsOf } from "../review/reviewed";
import type { Deviation } from "../review/reviewed";
import { applyPlan } from "./apply-plan";
import type { AppliedCounts } from "./apply-plan";
import { stepOf } from "./apply-step";
import type { ApplyStep, LastApply, SaidOfStack, StackNow, WhyAgain } from "./apply-step";
import { inOrder } from "./in-order";
import { planAgain, showPlan } from "./plan-again";
import type { ManifestStack } from "./plan-manifest";
import type { StateHead } from "./states";
import { StackTerraform } from "./stack-runner";
import type { StackRunner } from "./stack-runner";
import type { LockHolder } from "./state-lock";

/** A stack whose plan was reviewed. */
export interface StackToApply extends SaidOfStack {
  /** Names of the stacks that are applied before it, whether it reads them or not. */
  readonly after: readonly string[];
  /** Its binary plan, not encrypted; of stacks with changes. */
  readonly planFile?: string;
}

/** What an apply asks and leaves beside states. */
export interface StatesOfApply {
  now(stack: ManifestStack): Promise<StackNow>;
  /** The version of a state; absent where there is none. */
  version(stack: string): Promise<StateHead | undefined>;
  record(stack: string, last: LastApply): Promise<void>;
}

/** Why a stack was left out, from the start. */
export type WhyLeft = "breakGlass" | "failedPlan" | "other" | "waiting";

/** What became of a stack. */
export type StackResult =
  /** `again`: why it was planned again before. */
  | { readonly kind: "applied"; readonly counts: AppliedCounts; readonly again?: WhyAgain | "breakGlass" }
  /** Nothing was to change. */
  | { readonly kind: "unchanged" }
  /** It was applied before. */
  | { readonly kind: "done" }
  | { readonly kind: "skipped" }
  /** `other`: needs no break-glass role, and only what needs it was asked for. */
  | { readonly kind: "left"; readonly why: WhyLeft; readonly waitsFor?: readonly string[] }
  /** Stacks before it are not applied. */
  | { readonly kind: "blocked"; readonly by: readonly string[] }
  /** `account`: where the plan of now was written for people, if it was. */
  | { readonly kind: "review"; readonly deviations: readonly Deviation[]; readonly account?: string }
  | { readonly kind: "stale" }
  | { readonly kind: "locked"; readonly holder: LockHolder }
  /** `done`: how many resources Terraform had done; `errored`: addresses of those that failed. */
  | {
      readonly kind: "failed";
      readonly problems: readonly string[];
      readonly done: number;
      readonly errored: readonly string[];
    }
  | { readonly kind: "interrupted"; readonly done: number }
  | { readonly kind: "notBegun" };

export interface AppliedStack {
  readonly stack: string;
  /** Slug of the account that it is applied in. */
  readonly account: string;
  readonly result: StackResult;
  /** What went wrong besides, in sentences. */
  readonly notes: readonly string[];
}

export interface ApplyStacksOptions extends StackRunner {
  /** In the order of their dependencies. */
  readonly stacks: readonly StackToApply[];
  /** Stacks applied at the same time. */
  readonly parallelism: number;
  /** How long to wait for a lock that somebody else holds: `0s`, `10m`. */
  readonly lockTimeout: string;
  /**
   * Name of the role by which only the stacks are applied that need it.
   * @default - only the stacks are applied that do not need it
   */
  readonly breakGlassRole?: string;
  readonly states: StatesOfApply;
  /** How long the record of somebody else's apply is waited for. */
  readonly recordMilliseconds?: number;
  /** Writes a plan that is to be reviewed, without its secrets; answers where. */
  readonly save: (stack: string, plan: PlanJson) => string;
  readonly onBegin?: (stack: string, what: ApplyStep) => void;
  readonly onDone?: (applied: AppliedStack) => void;
}

const RECORD_TRIES = 5;
const RECORD_MILLISECONDS = 5000;

/**
 * What Terraform leaves in the folder of a stack when it cannot write its state.
 *
 * @see https://developer.hashicorp.com/terraform/cli/commands/state/push
 */
const UNSAVED_STATE = "errored.tfstate";

/**
 * Applies reviewed plans, in the order of their dependencies. Of two that do not depend on each other both may be applied at the same
 * time. Nothing more begins after the first that fails, is stale, locked or to be reviewed again; what has begun is finished.
 *
 * @returns what became of each, in their order
 */
export async function applyStacks(options: ApplyStacksOptions): Promise<AppliedStack[]> {
  const results = new Map<string, AppliedStack>();
  const finish = (stack: StackToApply, result: StackResult, notes: readonly string[] = []): "goOn" | "stop" => {
    const applied = { stack: stack.stack, account: stack.account, result, notes };
    results.set(stack.stack, applied);
    options.onDone?.(applied);
    return STOPPING.has(result.kind) || options.interrupt.aborted ? "stop" : "goOn";
  };
  const isBreakGlass = options.breakGlassRole !== undefined;
  const among = new Among(options.stacks, isBreakGlass, (name) => results.get(name)?.result);
  const items = options.stacks.map((stack) => ({ name: stack.stack, after: stack.after, stack }));
  const left = await inOrder(options.parallelism, items, async ({ stack }) => {
    try {
      const { notes, result } = await new OneStack(stack, options, among).apply();
      return finish(stack, result, notes);
    } catch (error) {
      // A state that cannot be read, a folder that cannot be written.
      const problems = [error instanceof Error ? error.message : String(error)];
      return finish(stack, { kind: "failed", problems, done: 0, errored: [] });
    }
  });
  for (const { stack } of left) {
    finish(stack, notBegun(stack, isBreakGlass));
  }
  return options.stacks.flatMap(({ stack }) => results.get(stack) ?? []);
}

const STOPPING: ReadonlySet<StackResult["kind"]> = new Set(["failed", "interrupted", "locked", "review", "stale"]);

/** What a stack is done among: in the order of their dependencies, each once what is before it is done. */
export class Among {
  private readonly byName: ReadonlyMap<string, StackToApply>;
  /** By stack: what it waits for, which does not change any more once it is asked for. */
  private readonly known = new Map<string, ReadonlySet<string>>();

  /**
   * @param isBreakGlass whether only what needs the break-glass role is applied
   * @param before what became of a stack that comes before
   */
  constructor(
    stacks: readonly StackToApply[],
    readonly isBreakGlass: boolean,
    private readonly before: (stack: string) => StackResult | undefined,
  ) {
    this.byName = new Map(stacks.map((stack) => [stack.stack, stack]));
  }

  /** Stacks that have to be applied before, directly or behind others, and are not. */
  leftBefore({ after, stack }: StackToApply): string[] {
    const left = new Set<string>();
    // What is added while it is gone through comes later: no recursion, as thousands may be behind each other.
    const looked = new Set(after);
    for (const name of looked) {
      if (this.before(name)?.kind === "left" && !this.isWithoutChanges(name)) left.add(name);
      const known = this.known.get(name);
      for (const other of known ?? []) left.add(other);
      if (known === undefined) for (const upstream of this.byName.get(name)?.after ?? []) looked.add(upstream);
    }
    this.known.set(stack, left);
    return [...left].sort();
  }

  private isWithoutChanges(name: string): boolean {
    return ["noChanges", "skipped"].includes(this.byName.get(name)?.outcome ?? "skipped");
  }
}

/** What becomes of a stack that nothing is begun with: it is done, left out, or behind one that is. */
export function withoutBeginning(stack: StackToApply, step: ApplyStep, among: Among): StackResult | undefined {
  if (step.kind === "done") {
    const isDone = stack.outcome === "changes" || stack.outcome === "noChanges";
    return isDone ? { kind: "done" } : notBegun(stack, among.isBreakGlass);
  }
  if (among.isBreakGlass !== (stack.needsBreakGlass ?? false)) {
    // What has no changes is recorded, and planned again, by whoever applies the others.
    return { kind: "left", why: among.isBreakGlass ? "other" : "breakGlass" };
  }
  // Where nothing is done it does not matter what is before.
  const by = step.kind === "record" ? [] : among.leftBefore(stack);
  return by.length > 0 ? { kind: "blocked", by } : undefined;
}

/** What is said of a stack that nothing begins with any more. */
function notBegun({ needsBreakGlass = false, outcome, waitsFor }: StackToApply, isBreakGlass: boolean): StackResult {
  switch (outcome) {
    case "changes":
    case "noChanges":
      return needsBreakGlass === isBreakGlass
        ? { kind: "notBegun" }
        : { kind: "left", why: isBreakGlass ? "other" : "breakGlass" };
    case "failed":
      return { kind: "left", why: "failedPlan" };
    case "waiting":
      return { kind: "left", why: "waiting", waitsFor };
    case "skipped":
      return { kind: "skipped" };
  }
}

interface Finished {
  readonly result: StackResult;
  readonly notes?: readonly string[];
}

class OneStack {
  private readonly terraform: StackTerraform;

  constructor(
    private readonly stack: StackToApply,
    private readonly options: ApplyStacksOptions,
    private readonly among: Among,
  ) {
    this.terraform = new StackTerraform(stack.stack, options);
  }

  async apply(): Promise<Finished> {
    const { breakGlassRole, interrupt, states } = this.options;
    const { outcome } = this.stack;
    if (outcome === "failed" || outcome === "waiting") {
      return { result: notBegun(this.stack, breakGlassRole !== undefined) };
    }
    const now = await states.now(this.stack);
    const step = stepOf(this.stack, now);
    const without = withoutBeginning(this.stack, step, this.among);
    if (step.kind === "done" || without !== undefined) {
      return { result: without ?? { kind: "done" } };
    }
    if (interrupt.aborted) {
      return { result: notBegun(this.stack, breakGlassRole !== undefined) };
    }
    if (this.hasUnsavedState && (step.kind === "apply" || step.kind === "planAgain")) {
      return { result: { kind: "failed", problems: [unsaved(this.terraform)], done: 0, errored: [] } };
    }
    this.options.onBegin?.(this.stack.stack, step);
    switch (step.kind) {
      case "stale":
        return { result: step };
      case "record":
        return await this.unchanged(now);
      case "apply":
        return breakGlassRole !== undefined && !(await this.isPlannedBy(breakGlassRole))
          ? await this.again(now, "breakGlass")
          : await this.applyFile(this.planFile, now);
      case "planAgain":
        return await this.again(now, step.why);
    }
  }

  private get planFile(): string {
    const { planFile, stack } = this.stack;
    if (planFile === undefined) throw new Error(`${stack} has no plan`);
    return planFile;
  }

  /** Plans again, and applies that if it is what was reviewed. */
  private async again(now: StackNow, why: WhyAgain | "breakGlass"): Promise<Finished> {
    const { breakGlassRole, interrupt, save, workFolder } = this.options;
    const variables = breakGlassRole === undefined ? undefined : { [DEPLOYMENT_ROLE]: breakGlassRole };
    // The lock file comes with the reviewed plan.
    const reviewed = await this.reviewed();
    const file = join(workFolder, `${this.stack.stack}.again.tfplan`);
    const planned = reviewed.kind === "failed" ? reviewed : await planAgain(this.terraform, file, variables);
    if (planned.kind === "waiting") {
      return { result: { kind: "left", why: "waiting", waitsFor: planned.waitsFor } };
    }
    const hasChanges = planned.kind === "changes";
    const shown =
      planned.kind === "noChanges" && this.stack.outcome === "changes" ? await showPlan(this.terraform, file) : planned;
    if (shown.kind === "failed") {
      return interrupt.aborted
        ? { result: { kind: "interrupted", done: 0 } }
        : { result: { kind: "failed", problems: shown.problems, done: 0, errored: [] } };
    }
    if (shown.kind !== "noChanges" && reviewed.kind === "shown") {
      const deviations = deviationsOf(reviewed.json, shown.json, { isBegun: why === "unfinished" });
      if (deviations.length > 0) {
        return { result: { kind: "review", deviations, ...saved(() => save(this.stack.stack, shown.json)) } };
      }
    }
    return hasChanges ? await this.applyFile(file, now, why) : await this.unchanged(now);
  }

  /** What was reviewed: nothing where nothing was to change. */
  private reviewed(): ReturnType<typeof showPlan> {
    return this.stack.outcome === "changes"
      ? showPlan(this.terraform, this.planFile)
      : Promise.resolve({ kind: "shown", json: {} });
  }

  /** Whether the reviewed plan was made with a role: no other can be given when it is applied. */
  private async isPlannedBy(role: string): Promise<boolean> {
    const reviewed = await showPlan(this.terraform, this.planFile);
    return reviewed.kind === "shown" && reviewed.json.variables?.[DEPLOYMENT_ROLE]?.value === role;
  }

  private async applyFile(file: string, now: StackNow, again?: WhyAgain | "breakGlass"): Promise<Finished> {
    const { interrupt, lockTimeout } = this.options;
    const applied = await applyPlan(this.terraform, file, lockTimeout);
    switch (applied.kind) {
      case "applied":
        return {
          result: { ...applied, ...(again === undefined ? {} : { again }) },
          notes: await this.complete(now.key),
        };
      case "failed": {
        const notes = await this.remain(now);
        const { done } = applied;
        return { result: interrupt.aborted ? { kind: "interrupted", done } : applied, notes };
      }
      case "locked":
        return { result: applied };
      case "stale": {
        return { result: (await this.isAppliedMeanwhile()) ? { kind: "done" } : applied };
      }
    }
  }

  /**
   * Whether somebody has applied the same plan while the lock was waited for. The record comes after the lock is given back, and is
   * waited for.
   */
  private async isAppliedMeanwhile(): Promise<boolean> {
    const { recordMilliseconds = RECORD_MILLISECONDS, states } = this.options;
    for (let left = RECORD_TRIES; left > 0; left -= 1) {
      if (stepOf(this.stack, await states.now(this.stack)).kind === "done") {
        return true;
      }
      await setTimeout(recordMilliseconds / RECORD_TRIES);
    }
    return false;
  }

  /** Whether Terraform could not write its state, and nobody has put it in its place since. */
  private get hasUnsavedState(): boolean {
    return existsSync(join(this.terraform.folder, UNSAVED_STATE));
  }

  /** Records that nothing was to change, of the state that was planned from and of no other. */
  private async unchanged({ key, state }: StackNow): Promise<Finished> {
    const isPlannedFrom = (version: StateHead): boolean => isSame(version, state);
    const notes = key === undefined ? [] : await this.record({ key }, "the next plan cannot skip it", isPlannedFrom);
    return { result: { kind: "unchanged" }, notes };
  }

  /** Records that the stack is as it is planned. @returns what went wrong, which does not undo what was applied */
  private async complete(key: string | undefined): Promise<string[]> {
    return await this.record(key === undefined ? {} : { key }, "the next plan cannot skip it");
  }

  /** Records that an apply of the reviewed plan failed, if it has done anything. */
  private async remain({ state }: StackNow): Promise<string[]> {
    const plan = this.stack.plan?.sha256;
    try {
      const version = await this.options.states.version(this.stack.stack);
      if (plan === undefined || isSame(version, state)) {
        return [];
      }
    } catch (error) {
      return [`its state cannot be read after it: ${messageOf(error)}`];
    }
    return await this.record({ unfinished: plan }, "the rest needs a new plan and a new review");
  }

  private async record(
    what: Omit<LastApply, "lineage" | "serial">,
    otherwise: string,
    isMeant: (version: StateHead) => boolean = () => true,
  ): Promise<string[]> {
    const { states } = this.options;
    try {
      const version = await states.version(this.stack.stack);
      if (version !== undefined && !isMeant(version)) {
        return [`somebody has changed its state meanwhile, which was not compared, so that ${otherwise}`];
      }
      if (version !== undefined) {
        await states.record(this.stack.stack, { ...version, ...what });
      }
      return [];
    } catch (error) {
      return [`what was done could not be recorded beside its state, so that ${otherwise}: ${messageOf(error)}`];
    }
  }
}

function isSame(one: StateHead | undefined, other: StateHead | undefined): boolean {
  return one?.serial === other?.serial && one?.lineage === other?.lineage;
}

function unsaved({ typed }: StackTerraform): string {
  return [
    `an earlier apply could not write its state, and has left it in ${UNSAVED_STATE}. To apply now`,
    "would make everything in it once more. Put it in its place, remove the file, and plan again:",
    `${typed} state push ${UNSAVED_STATE}`,
  ].join("\n  ");
}

function saved(save: () => string): { account?: string } {
  try {
    return { account: save() };
  } catch {
    // What differs is said anyway.
    return {};
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
