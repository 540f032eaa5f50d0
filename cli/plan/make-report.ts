import { resolve } from "node:path";
import { DEPLOYMENT_ROLE, PLAN_ROLE } from "../../aws/role-variables";
import type { LandingZone } from "../../config/landing-zone";
import { ledgerFileOf } from "../../config/ledger/file";
import { printable } from "../../config/source/printable";
import { Failure } from "../../console/failure";
import { fold } from "../../console/fold";
import { plural } from "../../console/plural";
import { Progress } from "../../console/progress";
import type { SynthesizedStack } from "../../stacks/synthesize";
import { findOrphanedStacks } from "../../terraform/orphaned-stacks";
import type { Configured } from "../../terraform/orphaned-stacks";
import { programOf } from "../../terraform/plan-manifest";
import type { PlannedStack } from "../../terraform/plan-stacks";
import { statesOf } from "../../terraform/states";
import type { States } from "../../terraform/states";
import { readStackSource } from "../../terraform/synthesized";
import { whatLedgerLacks } from "../ledger-file";
import { compareWithApplied } from "./last-applied";
import type { Compared, CompareOptions } from "./last-applied";
import { makeManifest } from "./make-manifest";
import { prepare, PREPARING } from "./prepare";
import type { Prepared } from "./prepare";
import type { PlanReport } from "./report";
import { waitingForRole } from "./role-to-come";
import { planWithTerraform } from "./run-terraform";
import type { Planning } from "./run-terraform";
import { SavedPlans } from "./saved-plans";

export interface MakeReportOptions {
  /** Path of the YAML file. */
  readonly file: string;
  readonly landingZone: LandingZone;
  /** Folder that receives the Terraform JSON, as the user named it. */
  readonly output: string;
  /** Names of the stacks to plan; none: all, and orphaned stacks are looked for. */
  readonly names: readonly string[];
  readonly signal: AbortSignal;
  /** Plans stacks of which the last completed apply had the same, too. */
  readonly all?: boolean;
  /** Plans as the break-glass role, and only the stacks that may need it. */
  readonly breakGlass?: boolean;
  /** Name of a role that Terraform assumes in every account in place of the one that may change everything. */
  readonly role?: string;
  /** Takes the lock of each state while it is planned. */
  readonly lock?: boolean;
  /** Folder that receives plans, masked JSON and a manifest. */
  readonly save?: string;
  /** ARN of the KMS key that the saved plans are encrypted under. */
  readonly encryptWith?: string;
  /** Gets each plan before it is removed. */
  readonly onPlan?: Planning["onPlan"];
  /**
   * Whether stacks are looked for that are not in the configuration any more, unless some are named.
   * @default true
   */
  readonly withOrphans?: boolean;
}

/** Synthesizes and plans, reporting progress on standard error. */
export async function makeReport(options: MakeReportOptions): Promise<PlanReport> {
  const { breakGlass = false, encryptWith, role, save, signal } = options;
  if (encryptWith !== undefined && save === undefined) {
    throw new Failure("--encrypt-with says how saved plans are encrypted: name their folder by --save");
  }
  if (breakGlass && role !== undefined) {
    throw new Failure("--break-glass plans as the break-glass role, and --role as another one: leave one of them out");
  }
  if (save !== undefined && resolve(save) === resolve(options.output)) {
    throw new Failure(`--save and --output name one folder, ${printable(save)}: name another one for either`);
  }
  const saved = save === undefined ? undefined : SavedPlans.in(save, encryptWith);
  try {
    const report = await planAndSave(options, saved);
    signal.throwIfAborted();
    return report;
  } catch (error) {
    saved?.abandon();
    throw error;
  }
}

async function planAndSave(options: MakeReportOptions, saved: SavedPlans | undefined): Promise<PlanReport> {
  const {
    all = false,
    breakGlass = false,
    encryptWith,
    file,
    landingZone,
    lock,
    names,
    onPlan,
    output,
    signal,
  } = options;
  // Terraform takes it from there, too, and a plan that was made with it is not applied as it is.
  const { role = process.env[`TF_VAR_${PLAN_ROLE}`] } = options;
  const { withOrphans = names.length === 0 && !breakGlass } = options;
  const isCompared = !all || saved !== undefined;
  const progress = new Progress(PREPARING + 1 + Number(isCompared) + Number(withOrphans), process.stderr);
  const prepared = await prepare({ file, landingZone, names, output, progress });
  const { ignored, outdir, states, stacks, stillOn, terraform } = prepared;
  const wanted = breakGlass ? thoseWithRole(prepared, names) : prepared.wanted;
  const variables: Readonly<Record<string, string>> = {
    ...(breakGlass ? { [DEPLOYMENT_ROLE]: landingZone.breakGlass.role } : {}),
    ...(role === undefined || role === "" ? {} : { [PLAN_ROLE]: role }),
  };
  const program = programOf(terraform.binary);
  const variablesOf = (stack: string): Readonly<Record<string, string>> => {
    const given = Object.entries(variables);
    if (given.length === 0) {
      return {};
    }
    const { variables: declared } = readStackSource(outdir, stack, program);
    return Object.fromEntries(given.filter(([name]) => declared.includes(name)));
  };

  const { compared, skipped } = isCompared
    ? await compare(wanted, prepared, { all, variables, progress, isSaved: saved !== undefined })
    : { compared: new Map<string, Compared>(), skipped: new Set<string>() };

  progress.start("plan");
  const attempted = await planWithTerraform(
    wanted.filter(({ stack }) => !skipped.has(stack)),
    {
      outdir,
      progress,
      signal,
      terraform,
      variablesOf,
      ...(lock === undefined ? {} : { lock }),
      ...(saved === undefined && onPlan === undefined
        ? {}
        : {
            onPlan: async (plan) => {
              if (saved !== undefined) {
                refuseUnread(plan.stack, compared);
                await saved.save(plan);
              }
              await onPlan?.(plan);
            },
          }),
    },
  );
  signal.throwIfAborted();
  const changed = role === undefined ? attempted : await waitingForRole(attempted, { landingZone, role, states });
  progress.done(`${changed.length} of ${stacks.length} stacks`);
  const planned = merged(wanted, changed);
  if (saved !== undefined) {
    const roleOf = (stack: string) => variablesOf(stack)[PLAN_ROLE];
    await finish(saved, { ...options, prepared, planned, compared, breakGlass, roleOf, encryptedUnder: encryptWith });
  }
  const report = {
    terraform: terraform.binary,
    output,
    breakGlassRole: landingZone.breakGlass.role,
    stacks: planned,
    ledger: ledgerFileOf(file),
    stillOn,
    ignored,
    ledgerLacks: await ledgerLacks(file, states, output, skipped),
    ...(saved === undefined ? {} : { saved: saved.folder }),
  };
  if (!withOrphans) {
    return { ...report, orphaned: [], problems: [] };
  }

  progress.start("look for orphaned stacks");
  const made = stacks.map(({ stack }) => stack);
  const remains = await lookForRemains(outdir, { ...report, file, landingZone, stacks: made });
  progress.done(remains.orphaned.length === 0 ? "nothing" : remains.orphaned.map(({ stack }) => stack).join(", "));
  return { ...report, ...remains };
}

/** Finds which stacks are as they were applied last, and reports how many. */
async function compare(
  wanted: readonly SynthesizedStack[],
  prepared: Prepared,
  { all, progress, ...options }: CompareOptions & { readonly all: boolean; readonly progress: Progress },
): Promise<{ readonly compared: ReadonlyMap<string, Compared>; readonly skipped: ReadonlySet<string> }> {
  progress.start("compare with what was applied last");
  const compared = await compareWithApplied(wanted, prepared, options);
  const applied = wanted.filter(({ stack }) => compared.get(stack)?.isApplied).map(({ stack }) => stack);
  const unread = [...compared.values()].filter(({ problem }) => problem !== undefined);
  for (const problem of new Set(unread.map(({ problem = "" }) => problem))) progress.note(problem);
  const of = plural(wanted.length, "stack");
  progress.done(
    applied.length === 0
      ? `none of ${of} is as it was applied`
      : `${applied.length} of ${of} are as they were applied${all ? ", and planned as all are" : ", and skipped"}`,
  );
  return { compared, skipped: new Set(all ? [] : applied) };
}

/** Stacks that are applied by the role that a variable names. @throws Failure where there is none, or another one was named */
function thoseWithRole({ outdir, terraform, wanted }: Prepared, names: readonly string[]): SynthesizedStack[] {
  const program = programOf(terraform.binary);
  const found = wanted.filter(({ stack }) =>
    readStackSource(outdir, stack, program).variables.includes(DEPLOYMENT_ROLE),
  );
  const others = names.filter((name) => !found.some(({ stack }) => stack === name));
  if (found.length === 0 || others.length > 0) {
    throw new Failure(
      fold(
        others.length > 0
          ? `--break-glass: ${others.join(", ")} ${others.length === 1 ? "has" : "have"} no log buckets, and no need of that role`
          : "--break-glass: no stack has log buckets",
      ),
    );
  }
  return found;
}

/** Whoever applies compares the state with the one that was planned from. */
function refuseUnread(stack: string, compared: ReadonlyMap<string, Compared>): void {
  const { problem } = compared.get(stack) ?? {};
  if (problem !== undefined) {
    throw new Failure(`its plan was made, and cannot be saved, as it is not known what it was made from: ${problem}`);
  }
}

function merged(wanted: readonly SynthesizedStack[], planned: readonly PlannedStack[]): PlannedStack[] {
  const byName = new Map(planned.map((one) => [one.stack, one]));
  return wanted.map(({ account, stack }) => byName.get(stack) ?? { stack, account, outcome: { kind: "skipped" } });
}

type Finishing = Pick<MakeReportOptions, "file"> &
  Pick<Parameters<typeof makeManifest>[0], "compared" | "planned" | "prepared" | "roleOf"> & {
    readonly breakGlass: boolean;
    readonly encryptedUnder: string | undefined;
  };

async function finish(saved: SavedPlans, finishing: Finishing): Promise<void> {
  const { breakGlass, compared, encryptedUnder, file, planned, prepared, roleOf } = finishing;
  const needing = breakGlass ? planned.filter(needsRole) : planned;
  for (const { stack } of planned.filter((one) => !needing.includes(one))) saved.discard(stack);
  await saved.finish(
    await makeManifest({
      file,
      prepared,
      compared,
      saved,
      planned: needing,
      roleOf,
      ...(encryptedUnder === undefined ? {} : { encryptedUnder }),
    }),
  );
}

/** Whatever else it is, it is applied as everything else is. */
function needsRole({ outcome }: PlannedStack): boolean {
  return outcome.kind === "failed" || (outcome.kind === "planned" && outcome.changes.ofLogBuckets.length > 0);
}

/** A state that cannot be read does not affect what was planned, and is reported by what plans or reads it. */
async function ledgerLacks(
  file: string,
  states: States,
  output: string,
  unchanged: ReadonlySet<string>,
): Promise<string | undefined> {
  try {
    return await whatLedgerLacks(file, states, output, unchanged);
  } catch {
    return undefined;
  }
}

/** A state that cannot be read does not affect what was planned. */
async function lookForRemains(
  outdir: string,
  configured: Configured,
): Promise<Pick<PlanReport, "orphaned" | "problems">> {
  try {
    return { orphaned: await findOrphanedStacks(statesOf(configured.landingZone, outdir), configured), problems: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { orphaned: [], problems: [`orphaned stacks could not be looked for: ${reason}`] };
  }
}
