import { readFileSync, writeFileSync } from "node:fs";
import type { PlanJson } from "../review/plan-json";
import { asksForInit, errorsOf, stacksToWaitFor } from "./diagnostics";
import { lockFileOf } from "./plan-file";
import { CHANGES, jsonOf, NO_JSON, NOTHING_TO_CHANGE } from "./plan-output";
import type { StackTerraform } from "./stack-runner";

/** A plan as Terraform shows it, with all its values: it holds secrets. */
export type ShownPlan =
  | { readonly kind: "shown"; readonly json: PlanJson }
  | { readonly kind: "failed"; readonly problems: readonly string[] };

/**
 * Reads a binary plan. The folder of the stack gets the lock file that the plan was made with, without which Terraform would refuse
 * to apply it, and is initialized when Terraform asks for it.
 */
export async function showPlan(terraform: StackTerraform, planFile: string): Promise<ShownPlan> {
  const lockFile = lockFileOf(readFileSync(planFile));
  if (lockFile !== undefined) {
    writeFileSync(terraform.lockFile, lockFile);
  }
  // It prints no JSON when it fails, and has many words for what is not there yet.
  const shown = await terraform.runInitialized(() => true, "show", "-json", "-no-color", planFile);
  if (shown.code !== 0) {
    return { kind: "failed", problems: terraform.problemsIn(shown) };
  }
  const json = jsonOf(shown.stdout) as PlanJson | undefined;
  return json === undefined ? { kind: "failed", problems: [NO_JSON] } : { kind: "shown", json };
}

/** What became of planning a stack again. */
export type PlannedAgain =
  | { readonly kind: "noChanges" }
  | { readonly kind: "changes"; readonly file: string; readonly json: PlanJson }
  | { readonly kind: "waiting"; readonly waitsFor: readonly string[] }
  | { readonly kind: "failed"; readonly problems: readonly string[] };

/**
 * Plans a stack again, without a lock: one that somebody changes meanwhile is stale when it is applied.
 *
 * @param planFile receives the binary plan
 * @param variables values of variables by name, which replace those of the environment
 */
export async function planAgain(
  terraform: StackTerraform,
  planFile: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<PlannedAgain> {
  const planned = await terraform.runInitialized(
    ({ output }) => asksForInit(errorsOf(output)),
    "plan",
    "-json",
    "-input=false",
    "-lock=false",
    "-detailed-exitcode",
    `-out=${planFile}`,
    ...Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`),
  );
  if (planned.code === NOTHING_TO_CHANGE) {
    return { kind: "noChanges" };
  }
  if (planned.code !== CHANGES) {
    const waitsFor = stacksToWaitFor(errorsOf(planned.output));
    return waitsFor.length > 0
      ? { kind: "waiting", waitsFor }
      : { kind: "failed", problems: terraform.problemsIn(planned) };
  }
  const shown = await showPlan(terraform, planFile);
  return shown.kind === "shown" ? { kind: "changes", file: planFile, json: shown.json } : shown;
}
