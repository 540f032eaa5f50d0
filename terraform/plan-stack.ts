import { join } from "node:path";
import { shellQuoted } from "../console/invocation";
import { run } from "../console/run";
import { changesOf, NO_CHANGES } from "../review/changes";
import type { Changes } from "../review/changes";
import { isDestroyed } from "../review/dangers";
import { additionsOf } from "./additions";
import { asksForInit, errorsOf, stacksToWaitFor } from "./diagnostics";
import type { PlanJson, StateJson } from "../review/plan-json";
import { isProtected, problemsOf } from "./problems";
import { lacksConfiguration, regionsOf } from "../review/resource-regions";

/** What became of planning a stack. */
export type Outcome =
  | { readonly kind: "planned"; readonly changed: boolean; readonly changes: Changes }
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
}

interface Finished {
  readonly code: number;
  readonly output: string;
}

/** Exit codes of `terraform plan -detailed-exitcode`. */
const NOTHING_TO_CHANGE = 0;
const CHANGES = 2;
const TAIL_LINES = 20;

/**
 * Plans a stack with the real Terraform, which is initialized when it asks for it. Takes no lock and changes nothing.
 *
 * @see https://developer.hashicorp.com/terraform/cli/commands/plan#detailed-exitcode
 */
export async function planStack(stack: string, planner: Planner): Promise<Outcome> {
  const terraform = (...args: string[]): Promise<Finished> =>
    run(planner.terraform, args, {
      cwd: join(planner.outdir, "stacks", stack),
      env: planner.env,
      signal: planner.signal,
    });
  const file = join(planner.planFolder, `${stack}.tfplan`);
  const plan = () => terraform("plan", "-json", "-input=false", "-lock=false", "-detailed-exitcode", `-out=${file}`);

  const failure = async ({ code, output }: Finished): Promise<Outcome> => {
    const errors = errorsOf(output);
    const problems = problemsOf(errors, {
      terraform: `${shellQuoted(planner.terraform)} -chdir=${shellQuoted(join(planner.outdir, "stacks", stack))}`,
      tainted: isProtected(errors) ? taintedIn(await pullState(terraform)) : undefined,
    });
    const tail = output.trim().split("\n").slice(-TAIL_LINES).join("\n");
    return { kind: "failed", problems: problems.length > 0 ? problems : [`exit code ${code}\n${tail}`] };
  };

  let planned = await plan();
  if (asksForInit(errorsOf(planned.output))) {
    const initialized = await planner.inTurn(() => terraform("init", "-json", "-input=false"));
    if (initialized.code !== 0) {
      return await failure(initialized);
    }
    planned = await plan();
  }
  if (planned.code === NOTHING_TO_CHANGE) {
    return { kind: "planned", changed: false, changes: NO_CHANGES };
  }
  if (planned.code !== CHANGES) {
    const waitsFor = stacksToWaitFor(errorsOf(planned.output));
    return waitsFor.length > 0 ? { kind: "waiting", waitsFor } : await failure(planned);
  }
  const additions = additionsOf(planned.output);
  if (additions !== undefined) {
    return { kind: "planned", changed: true, changes: additions };
  }
  const shown = await terraform("show", "-json", file);
  if (shown.code !== 0) {
    return await failure(shown);
  }
  const json = jsonOf(shown.output) as PlanJson;
  const changes = changesOf(json, regionsOf(json, await stateIfNeeded(json, terraform)));
  return { kind: "planned", changed: true, changes };
}

/** The state, where nothing else says in which region something is that would be destroyed. */
async function stateIfNeeded(
  plan: PlanJson,
  terraform: (...args: string[]) => Promise<Finished>,
): Promise<StateJson | undefined> {
  const destroyed = (plan.resource_changes ?? []).filter(isDestroyed);
  if (!destroyed.some((resource) => lacksConfiguration(plan, resource))) {
    return undefined;
  }
  return pullState(terraform);
}

async function pullState(terraform: (...args: string[]) => Promise<Finished>): Promise<StateJson | undefined> {
  const { code, output } = await terraform("state", "pull");
  return code === 0 ? (jsonOf(output) as StateJson) : undefined;
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

/** The JSON of an output that warnings may surround. */
function jsonOf(output: string): unknown {
  return JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1));
}
