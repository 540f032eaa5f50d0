import { resolve } from "node:path";
import { DEPLOYMENT_ROLE, PLAN_ROLE } from "../aws/role-variables";
import { ledgerFileOf } from "../config/ledger/file";
import { printable } from "../config/source/printable";
import { atOnce, queue } from "../console/at-once";
import { Failure } from "../console/failure";
import { abortOnInterrupt } from "../console/interrupt";
import { sameFiles, typed } from "../console/invocation";
import { plural } from "../console/plural";
import { Progress } from "../console/progress";
import { temporaryFolder } from "../console/temporary-folder";
import { goOnUnheard, print, printError } from "../console/terminal";
import { synthesize } from "../stacks/synthesize";
import { applyStacks } from "../terraform/apply-stacks";
import type { AppliedStack, ApplyStacksOptions, StackToApply } from "../terraform/apply-stacks";
import type { StackNow } from "../terraform/apply-step";
import { kmsOf } from "../terraform/envelope";
import { foresee } from "../terraform/foresee";
import { statesOfApply } from "../terraform/last-apply";
import { problemsOfSeals } from "../terraform/manifest-seal";
import { parallelismOf } from "../terraform/parallelism";
import { inOrder, mergeManifests, programOf, readPlanFolders } from "../terraform/plan-manifest";
import type { MergedManifest, PlanFolder } from "../terraform/plan-manifest";
import { findProviderSource } from "../terraform/provider-source";
import type { StackRunner } from "../terraform/stack-runner";
import { statesOf } from "../terraform/states";
import { dependenciesIn } from "../terraform/synthesized";
import type { StackSource } from "../terraform/synthesized";
import { terraformEnvironment } from "../terraform/terraform-environment";
import { describeApplied, describeForeseen, describeRefusal } from "./apply/describe";
import { differencesOf } from "./apply/differences";
import { APPLY_EXIT, exitCodeOf, isLeft } from "./apply/exit";
import { openPlans, roleText } from "./apply/open-plans";
import type { OpenedPlans } from "./apply/open-plans";
import { writePlanToReview } from "./apply/plan-to-review";
import { resultText } from "./apply/words";
import { someOf } from "./review/shown";
import { readConfiguration } from "./configuration";
import { expectLedgerOfStates, isCurrent, whatLedgerLacks } from "./ledger-file";
import { madeFrom } from "./plan/made-from";
import { askAws } from "./plan/prepare";

export interface ApplyOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Folder that receives the Terraform JSON. */
  readonly output: string;
  /** Applies only what needs the break-glass role, by that role. */
  readonly breakGlass?: boolean;
  /** Applies; else is said what would be applied. */
  readonly confirm?: boolean;
  /** ARN of the KMS key that every manifest has to be sealed under, and every plan encrypted. */
  readonly encryptedUnder?: string;
  /** Name of the role that every plan has to be made with: each is planned again, as a saved plan takes no other role. */
  readonly plannedBy?: string;
  /** How long Terraform waits for a lock: `0s`, `10m`. */
  readonly lockTimeout: string;
  readonly json?: boolean;
}

/** Applies the plans of folders that `plan --save` wrote, if everything is as it was when they were made. */
export async function apply(folders: readonly string[], options: ApplyOptions): Promise<void> {
  const interrupt = abortOnInterrupt(() => {
    printError("Terraform is still writing its state: killing it now would lose what it has just made");
  });
  // Ctrl-C ends a tee that reads this, too, and neither states nor plans in clear text are to be left behind.
  goOnUnheard();
  const work = temporaryFolder("landing-zone-apply-");
  const progress = new Progress(options.confirm === true ? 4 : 3, process.stderr);
  try {
    process.exitCode = await new Apply(folders, options, { interrupt, progress, workFolder: work.path }).run();
  } catch (error) {
    if (interrupt.aborted) {
      throw new Failure("\ninterrupted: nothing was applied", APPLY_EXIT.interrupted);
    }
    throw error;
  } finally {
    progress.stop();
    work.remove();
  }
}

interface Running {
  readonly interrupt: AbortSignal;
  readonly progress: Progress;
  /** Folder that nobody else reads. */
  readonly workFolder: string;
}

class Apply {
  constructor(
    private readonly folders: readonly string[],
    private readonly options: ApplyOptions,
    private readonly running: Running,
  ) {}

  /** @returns the exit code */
  async run(): Promise<number> {
    const { breakGlass = false, config, confirm = false, encryptedUnder, lockTimeout, output } = this.options;
    const { interrupt, progress, workFolder } = this.running;
    const read = readFolders(this.folders, output);
    const merged = mergedOf(read);
    if ("refused" in merged) {
      if (this.options.json !== true) throw new Failure(merged.refused, APPLY_EXIT.refused);
      this.printJson(APPLY_EXIT.refused, { ...madeOf({ folders: read }), differences: [merged.refused], stacks: [] });
      return APPLY_EXIT.refused;
    }
    const landingZone = readConfiguration(config);

    const terraform = await askAws({ file: config, landingZone, progress });
    progress.start("synthesize");
    const outdir = resolve(output);
    const states = statesOf(landingZone, outdir);
    await expectLedgerOfStates(config, states, output);
    const differences: string[] = [];
    const synthesized = synthesize(landingZone, outdir, {
      onDefined: ({ ledger }) => {
        if (!isCurrent(config, ledger)) {
          const command = typed("synth", sameFiles(config, output));
          differences.push(`${ledgerFileOf(config)} is not up to date, and would forget what is applied: ${command}`);
        }
      },
    });
    const names = synthesized.map(({ stack }) => stack);
    const { common, sources } = madeFrom(config, outdir, names, terraform);
    const dependencies = dependenciesIn(outdir);
    const accounts = new Map(synthesized.map(({ account, stack }) => [stack, account]));
    const now = {
      ...common,
      stacks: new Map(
        sources.map(({ sha256, stack }) => {
          const [account, dependsOn] = [accounts.get(stack) ?? "", dependencies.get(stack) ?? []];
          return [stack, { sha256, account, dependsOn }];
        }),
      ),
    };
    const others = [...now.stacks.keys()].filter((name) => merged.stacks.every(({ stack }) => stack !== name));
    if (others.length > 0) {
      // A job may have failed, or what it has left not have arrived.
      progress.note(`${plural(others.length, "stack")} in none of the plans, and not applied: ${someOf(others, 2)}`);
    }
    differences.push(...differencesOf(merged, now, { configuration: config, ledger: ledgerFileOf(config) }));
    progress.done(`${synthesized.length} stacks in ${outdir}`);

    progress.start("compare with what was reviewed");
    const regionsOf = new Map(synthesized.map(({ regions, stack }) => [stack, regions]));
    const { description, stacksAtOnce } = parallelismOf(
      merged.stacks.map(({ stack }) => ({ regions: regionsOf.get(stack) ?? [] })),
    );
    const providers = findProviderSource(workFolder);
    progress.note(`${terraform.binary} ${terraform.version}, providers from ${providers.description}; ${description}`);
    const roles = { deploys: landingZone.deployment.role, breakGlass: landingZone.breakGlass.role };
    const runner: StackRunner = {
      outdir,
      workFolder,
      interrupt,
      terraform: terraform.binary,
      env: {
        ...terraformEnvironment(providers),
        // What is planned again is applied, which a role that only reads cannot, and no other role is to.
        [`TF_VAR_${PLAN_ROLE}`]: "",
        [`TF_VAR_${DEPLOYMENT_ROLE}`]: breakGlass ? roles.breakGlass : roles.deploys,
      },
      inTurn: queue(),
    };
    const program = programOf(terraform.binary);
    // Who may plan encrypts plans and cannot open them: without --confirm that role is to hear what would be applied, too.
    const key = merged.common.encryptedUnder;
    const isOpened = confirm || key === undefined;
    if (!isOpened) {
      progress.note("plans are encrypted and manifests sealed: both are opened and compared when they are applied");
    }
    const kms = key !== undefined && isOpened ? kmsOf(key) : undefined;
    const seals = { ...(encryptedUnder === undefined ? {} : { demanded: encryptedUnder }), ...(kms && { kms }) };
    const unsealed = await problemsOfSeals(merged.folders, seals);
    differences.push(...unsealed, ...this.plannedByOthers(merged, sources));
    // Terraform reads no plan that nobody knows who has made.
    const shows =
      isOpened &&
      unsealed.length === 0 &&
      now.terraform.program === merged.common.terraform.program &&
      now.terraform.version === merged.common.terraform.version &&
      merged.stacks.every(({ stack }) => now.stacks.has(stack));
    const opened = await openPlans(merged, { ...runner, roles, parallelism: stacksAtOnce, shows, ...(kms && { kms }) });
    interrupt.throwIfAborted();
    differences.push(...opened.differences);
    const lacking = await whatLedgerLacks(config, states, output);
    if (lacking !== undefined) {
      differences.push(lacking);
    }
    const ofApply = statesOfApply(states, outdir, { program, version: terraform.version });
    const stacks = this.stacksOf(merged, opened, dependencies);
    const known = stacks.filter(({ stack }) => now.stacks.has(stack));
    const found = await atOnce(
      STATES_AT_ONCE,
      known,
      async (stack) => [stack.stack, await ofApply.now(stack)] as const,
    );
    const foreseen = foresee(stacks, new Map<string, StackNow>(found), breakGlass);
    differences.push(...staleIn(foreseen));
    interrupt.throwIfAborted();
    if (differences.length > 0) {
      progress.done(plural(differences.length, "difference"));
      return this.refuse(differences, merged);
    }
    progress.done("everything is as it was reviewed");

    if (!confirm) {
      return this.say(stacks, opened, foreseen, merged);
    }
    progress.start("apply");
    const applied = await applyStacks({
      ...runner,
      stacks,
      lockTimeout,
      parallelism: stacksAtOnce,
      states: ofApply,
      ...(breakGlass ? { breakGlassRole: landingZone.breakGlass.role } : {}),
      save: savedIn(merged),
      onBegin: (stack) => {
        progress.at(stack);
      },
      onDone: ({ result, stack }) => {
        if (result.kind !== "skipped") progress.note(`${stack}: ${resultText(result)}`);
      },
    });
    progress.done(plural(applied.filter(({ result }) => result.kind === "applied").length, "stack"));
    return this.tell(applied, merged, terraform.binary);
  }

  private get command() {
    const { breakGlass = false, config, encryptedUnder, output, plannedBy } = this.options;
    return { config, output, encryptedUnder, plannedBy, folders: this.folders, isBreakGlass: breakGlass };
  }

  /** Stacks that were not planned with the role that is asked for, in sentences; all others take no such role. */
  private plannedByOthers(merged: MergedManifest, sources: readonly StackSource[]): string[] {
    const { plannedBy } = this.options;
    const taking = new Set(sources.filter(({ variables }) => variables.includes(PLAN_ROLE)).map(({ stack }) => stack));
    const others = merged.stacks.filter(
      ({ outcome, role, stack }) =>
        plannedBy !== undefined && outcome === "changes" && role !== plannedBy && taking.has(stack),
    );
    return others.map(
      ({ role, stack }) => `${stack} was planned with ${roleText(role)}, and ${plannedBy} is asked for`,
    );
  }

  /** The stacks of manifests in the order in which they are applied; nothing of that is the manifests'. */
  private stacksOf(
    merged: MergedManifest,
    { plans }: OpenedPlans,
    dependencies: ReadonlyMap<string, readonly string[]>,
  ): StackToApply[] {
    const { plannedBy } = this.options;
    const stacks = merged.stacks.map((stack) => {
      const dependsOn = dependencies.get(stack.stack) ?? stack.dependsOn;
      return {
        ...stack,
        dependsOn,
        after: dependsOn,
        isSealed: merged.common.encryptedUnder !== undefined,
        planFile: plans.get(stack.stack)?.file,
        ...(plannedBy === undefined ? {} : { role: plannedBy }),
      };
    });
    return inOrder(stacks);
  }

  private refuse(differences: readonly string[], merged: MergedManifest): number {
    if (this.options.json === true) {
      this.printJson(APPLY_EXIT.refused, { ...madeOf(merged), differences, stacks: [] });
    } else {
      printError(`\n${describeRefusal(differences, this.command)}`);
    }
    return APPLY_EXIT.refused;
  }

  private say(
    stacks: readonly StackToApply[],
    { plans }: OpenedPlans,
    foreseen: ReturnType<typeof foresee>,
    merged: MergedManifest,
  ): number {
    const all = [...foreseen.values()];
    const isNothing = all.every((one) => one.kind === "without" && !isLeft(one.result));
    const exitCode = isNothing ? APPLY_EXIT.ok : APPLY_EXIT.left;
    if (this.options.json === true) {
      this.printJson(exitCode, {
        ...madeOf(merged),
        differences: [],
        stacks: stacks.map(({ account, stack }) => {
          const found = foreseen.get(stack);
          return found?.kind === "begin"
            ? { stack, account, would: found.step, behind: found.reads, counts: plans.get(stack)?.counts }
            : { stack, account, result: found?.result };
        }),
      });
    } else {
      print(describeForeseen(stacks, foreseen, plans, this.command));
    }
    return exitCode;
  }

  private tell(applied: readonly AppliedStack[], merged: MergedManifest, terraform: string): number {
    const { interrupt } = this.running;
    const exitCode = interrupt.aborted ? APPLY_EXIT.interrupted : exitCodeOf(applied);
    if (this.options.json === true) {
      this.printJson(exitCode, { ...madeOf(merged), differences: [], stacks: applied });
    } else {
      print(
        describeApplied({
          ...this.command,
          applied,
          terraform,
          isInterrupted: interrupt.aborted,
          outdir: resolve(this.options.output),
        }),
      );
    }
    return exitCode;
  }

  private printJson(exitCode: number, report: object): void {
    const { config, confirm = false } = this.options;
    print(JSON.stringify({ file: config, exitCode, confirmed: confirm, ...report }, undefined, 2));
  }
}

/** Objects of a bucket, each of which takes its time. */
const STATES_AT_ONCE = 8;

function readFolders(folders: readonly string[], output: string): PlanFolder[] {
  try {
    const read = readPlanFolders(folders);
    const over = read.find(({ folder }) => resolve(folder) === resolve(output));
    if (over !== undefined) {
      // Its manifest would be written over before it is compared.
      throw new Failure(`--output is ${printable(over.folder)}, which holds the plans: name another folder`);
    }
    return read;
  } catch (error) {
    throw error instanceof Failure ? new Failure(error.message, APPLY_EXIT.usage) : error;
  }
}

function mergedOf(folders: readonly PlanFolder[]): MergedManifest | { readonly refused: string } {
  try {
    return mergeManifests(folders);
  } catch (error) {
    if (error instanceof Failure) return { refused: error.message };
    throw error;
  }
}

function staleIn(foreseen: ReturnType<typeof foresee>): string[] {
  return [...foreseen].flatMap(([stack, found]) =>
    found.kind === "begin" && found.step.kind === "stale"
      ? [`${stack}: its plan is stale: somebody has changed its state since it was planned`]
      : [],
  );
}

function savedIn(merged: MergedManifest): ApplyStacksOptions["save"] {
  return (stack, plan) =>
    writePlanToReview(merged.stacks.find((one) => one.stack === stack)?.folder ?? ".", stack, plan);
}

function madeOf({ folders }: Pick<MergedManifest, "folders">) {
  return {
    manifests: folders.map(({ folder, manifest: { made, revision } }) => ({ folder, made, revision })),
  };
}
