import { join } from "node:path";
import { shellQuoted } from "../console/invocation";
import { Failure } from "../console/failure";
import { run } from "../console/run";
import type { Finished, Ran } from "../console/run";
import { changesOf, NO_CHANGES } from "../review/changes";
import type { Changes } from "../review/changes";
import { isDestroyed } from "../review/dangers";
import { additionsOf } from "./additions";
import { asksForInit, errorsOf, stacksToWaitFor } from "./diagnostics";
import { messagesOf } from "./messages";
import { CHANGES, jsonOf, NO_JSON, NOTHING_TO_CHANGE } from "./plan-output";
import type { PlanJson, StateJson } from "../review/plan-json";
import { isProtected, problemsOf, tailOf } from "./problems";
import { lacksConfiguration, regionsOf } from "../review/resource-regions";

/** What became of planning a stack. */
export type Outcome =
  | { readonly kind: "planned"; readonly changed: boolean; readonly changes: Changes }
  /** Not planned: its key is that of the last completed apply. */
  | { readonly kind: "skipped" }
  | { readonly kind: "waiting"; readonly waitsFor: readonly string[] }
  | { readonly kind: "failed"; readonly problems: readonly string[] };

export interface Planner {
  /** Folder with the synthesized stacks. */
  readonly outdir: string;
  /** Program name or path: `terraform` or `tofu`. */
  readonly terraform: string;
  readonly env: NodeJS.ProcessEnv;
  /** Folder that nobody else reads: plans hold secrets. */
  readonly planFolder: string;
  /** Does one piece of work after another: two `terraform init` at once break their cache of providers. */
  readonly inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly signal?: AbortSignal;
  /** Values of a stack's variables by name: Terraform refuses those that it has not. */
  readonly variablesOf?: (stack: string) => Readonly<Record<string, string>>;
  /** @default false */
  readonly lock?: boolean;
  /**
   * Gets what Terraform planned, and the plan as JSON where it changes something or something has drifted, before it is removed. What
   * it throws as a Failure is the stack's own.
   */
  readonly onPlan?: (plan: MadePlan) => Promise<void>;
}

/** A plan that Terraform has made. It holds secrets. */
export interface MadePlan {
  readonly stack: string;
  /** The binary plan. */
  readonly file: string;
  /** Absent where Terraform finds nothing to change and nothing that has drifted. */
  readonly json?: PlanJson;
  /** Whether there is something to apply. */
  readonly changed: boolean;
  readonly changes: Changes;
}

/** The binary plan of a stack. */
export function planFileIn(planFolder: string, stack: string): string {
  return join(planFolder, `${stack}.tfplan`);
}

/**
 * Plans a stack with the real Terraform, which is initialized when it asks for it. Takes no lock unless it is told to, and changes
 * nothing.
 *
 * @see https://developer.hashicorp.com/terraform/cli/commands/plan#detailed-exitcode
 */
export async function planStack(stack: string, planner: Planner): Promise<Outcome> {
  const terraform = (...args: string[]): Promise<Ran> =>
    run(planner.terraform, args, {
      cwd: join(planner.outdir, "stacks", stack),
      env: planner.env,
      signal: planner.signal,
    });
  const file = planFileIn(planner.planFolder, stack);
  const plan = () =>
    terraform(
      "plan",
      "-json",
      "-input=false",
      ...(planner.lock === true ? [] : ["-lock=false"]),
      "-detailed-exitcode",
      `-out=${file}`,
      ...Object.entries(planner.variablesOf?.(stack) ?? {}).map(([name, value]) => `-var=${name}=${value}`),
    );

  const failure = async (finished: Finished): Promise<Outcome> => {
    const errors = errorsOf(finished.output);
    const problems = problemsOf(errors, {
      terraform: `${shellQuoted(planner.terraform)} -chdir=${shellQuoted(join(planner.outdir, "stacks", stack))}`,
      tainted: isProtected(errors) ? taintedIn(await pullState(terraform)) : undefined,
    });
    return { kind: "failed", problems: problems.length > 0 ? problems : [tailOf(finished)] };
  };

  let planned = await plan();
  if (asksForInit(errorsOf(planned.output))) {
    const initialized = await planner.inTurn(() => terraform("init", "-json", "-input=false"));
    if (initialized.code !== 0) {
      return await failure(initialized);
    }
    planned = await plan();
  }
  const hand = async (json: PlanJson | undefined, changed: boolean, changes: Changes): Promise<Outcome> => {
    try {
      await planner.onPlan?.({ stack, file, changed, changes, ...(json === undefined ? {} : { json }) });
    } catch (error) {
      if (error instanceof Failure) return { kind: "failed", problems: [error.message] };
      throw error;
    }
    return { kind: "planned", changed, changes };
  };
  if (planned.code === NOTHING_TO_CHANGE && (planner.onPlan === undefined || !hasDrift(planned.output))) {
    return hand(undefined, false, NO_CHANGES);
  }
  if (planned.code !== CHANGES && planned.code !== NOTHING_TO_CHANGE) {
    const waitsFor = stacksToWaitFor(errorsOf(planned.output));
    return waitsFor.length > 0 ? { kind: "waiting", waitsFor } : await failure(planned);
  }
  const additions = planner.onPlan === undefined ? additionsOf(planned.output) : undefined;
  if (additions !== undefined) {
    return { kind: "planned", changed: true, changes: additions };
  }
  const shown = await terraform("show", "-json", file);
  if (shown.code !== 0) {
    return await failure(shown);
  }
  const json = jsonOf(shown.stdout) as PlanJson | undefined;
  if (json === undefined) {
    return { kind: "failed", problems: [NO_JSON] };
  }
  const changes = changesOf(json, regionsOf(json, await stateIfNeeded(json, terraform)));
  return hand(json, planned.code === CHANGES, changes);
}

/** Whether Terraform says that something changed outside of it, whether or not it would do anything about it. */
function hasDrift(output: string): boolean {
  return messagesOf(output).some(({ type }) => type === "resource_drift");
}

/** The state, where nothing else says in which region something is that would be destroyed. */
async function stateIfNeeded(
  plan: PlanJson,
  terraform: (...args: string[]) => Promise<Ran>,
): Promise<StateJson | undefined> {
  const destroyed = (plan.resource_changes ?? []).filter(isDestroyed);
  if (!destroyed.some((resource) => lacksConfiguration(plan, resource))) {
    return undefined;
  }
  return pullState(terraform);
}

async function pullState(terraform: (...args: string[]) => Promise<Ran>): Promise<StateJson | undefined> {
  const { code, stdout } = await terraform("state", "pull");
  return code === 0 ? (jsonOf(stdout) as StateJson | undefined) : undefined;
}

/** Addresses of what Terraform does not trust, as a deployment failed after it was made. */
function taintedIn(state: StateJson | undefined): Set<string> | undefined {
  return (
    state &&
    new Set(
      (state.resources ?? []).flatMap(({ instances = [], name, type }) =>
        instances
          .filter(({ status }) => status === "tainted")
          .map(({ index_key: key }) => `${type}.${name}${key === undefined ? "" : `[${JSON.stringify(key)}]`}`),
      ),
    )
  );
}
