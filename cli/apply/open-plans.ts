import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { printable, shortened } from "../../config/source/printable";
import { whyUnreadable } from "../../config/source/read-text";
import { atOnce } from "../../console/at-once";
import { DEPLOYMENT_ROLE, PLAN_ROLE } from "../../aws/role-variables";
import { changesOfLogBuckets } from "../../review/break-glass";
import { countsOf } from "../../review/counts";
import type { ChangeCounts } from "../../review/counts";
import { maskedPlan } from "../../review/masked-plan";
import type { PlanJson } from "../../review/plan-json";
import { showPlan } from "../../terraform/plan-again";
import type { EnvelopeClient } from "../../terraform/envelope";
import { decryptPlan } from "../../terraform/plan-encryption";
import type { ManifestFile, MergedManifest, PlannedInFolder } from "../../terraform/plan-manifest";
import { StackTerraform } from "../../terraform/stack-runner";
import type { StackRunner } from "../../terraform/stack-runner";
import { sha256Of } from "../../terraform/synthesized";

/** A binary plan that is what was reviewed. */
export interface OpenedPlan {
  /** Path of the plan, not encrypted; absent where it was not opened. */
  readonly file?: string;
  readonly counts: ChangeCounts;
}

export interface OpenedPlans {
  readonly plans: ReadonlyMap<string, OpenedPlan>;
  /** What is not as it was reviewed, in sentences. */
  readonly differences: readonly string[];
}

export interface OpenOptions extends StackRunner {
  readonly parallelism: number;
  /** Whether Terraform reads the plans, and what people have read is compared with them. */
  readonly shows: boolean;
  /** Names of the roles that may apply plans. */
  readonly roles: RolesThatApply;
  /** Of the key that plans are encrypted under; asked only where Terraform reads them. */
  readonly kms?: EnvelopeClient;
}

export interface RolesThatApply {
  /** Whichever change. */
  readonly deploys: string;
  /** Settings of log buckets. */
  readonly breakGlass: string;
}

/**
 * Opens the plans of stacks with changes: their files are those of the manifest, and so is what people have read, which is made again
 * from the binary plan.
 */
export async function openPlans(merged: MergedManifest, options: OpenOptions): Promise<OpenedPlans> {
  const opened = new Map<string, OpenedPlan>();
  const withChanges = merged.stacks.filter(({ outcome }) => outcome === "changes");
  const differences = await atOnce(options.parallelism, withChanges, async (stack) => {
    try {
      const found = await open(stack, merged.common.encryptedUnder, options);
      if ("counts" in found) opened.set(stack.stack, found);
      return "counts" in found ? [] : found.differences;
    } catch (error) {
      return [`${stack.stack}: ${error instanceof Error ? error.message : String(error)}`];
    }
  });
  // What nothing is applied of was read, too.
  const read = merged.stacks
    .filter(({ json, outcome }) => outcome !== "changes" && json !== undefined)
    .flatMap((stack) => differencesIn(stack, "json", contentOf(stack, stack.json)));
  return { plans: opened, differences: [...differences.flat(), ...read] };
}

async function open(
  stack: PlannedInFolder,
  encryptedUnder: string | undefined,
  options: OpenOptions,
): Promise<OpenedPlan | { readonly differences: string[] }> {
  const [content, text] = [contentOf(stack, stack.plan), contentOf(stack, stack.json)];
  const differences = [...differencesIn(stack, "plan", content), ...differencesIn(stack, "json", text)];
  if (!Buffer.isBuffer(content) || !Buffer.isBuffer(text) || differences.length > 0) {
    return { differences };
  }
  if (!options.shows) {
    return { counts: countsIn(JSON.parse(text.toString("utf8")) as PlanJson) };
  }
  const file = join(options.workFolder, `${stack.stack}.tfplan`);
  if (encryptedUnder !== undefined && options.kms === undefined) throw new Error("nothing opens encrypted plans");
  const plan =
    encryptedUnder === undefined || options.kms === undefined
      ? content
      : await decryptPlan(content, stack.stack, encryptedUnder, options.kms);
  writeFileSync(file, plan, { mode: 0o600 });
  const shown = await showPlan(new StackTerraform(stack.stack, options), file);
  if (shown.kind === "failed") {
    return { differences: [`${stack.stack}: its plan cannot be read: ${shown.problems.join("\n")}`] };
  }
  if (!isSame(shown.json, text)) {
    const name = printable(join(stack.folder, stack.json?.file ?? ""));
    return { differences: [`${stack.stack}: ${name}, which was reviewed, is not what its binary plan would do`] };
  }
  const others = otherThanSaid(stack, shown.json, options.roles);
  return others.length > 0 ? { differences: others } : { file, counts: countsIn(shown.json) };
}

/** What a manifest says of a plan that the plan itself shows otherwise. */
function otherThanSaid(
  { needsBreakGlass = false, role = "", stack }: PlannedInFolder,
  plan: PlanJson,
  { breakGlass, deploys }: RolesThatApply,
): string[] {
  const planned = plan.variables?.[PLAN_ROLE]?.value ?? "";
  const needs = changesOfLogBuckets(plan).length > 0;
  // A saved plan is applied by the role that is in it, and no report shows variables.
  const applies = plan.variables?.[DEPLOYMENT_ROLE]?.value;
  const mayApply = needs ? [deploys, breakGlass] : [deploys];
  return [
    ...(applies === undefined || mayApply.some((one) => one === applies)
      ? []
      : [
          `${stack}: its plan would be applied by ${roleText(applies)}, and ${mayApply.join(" or ")} is to apply it: plan again ` +
            `without TF_VAR_${DEPLOYMENT_ROLE}`,
        ]),
    ...(planned === role
      ? []
      : [
          `${stack}: its plan was made with ${roleText(planned)}, and the manifest says that it was made with ${roleText(role)}`,
        ]),
    ...(needs === needsBreakGlass
      ? []
      : [
          `${stack}: its plan ${needs ? "changes" : "does not change"} settings of log buckets, and the manifest says ` +
            `that it ${needs ? "does not need" : "needs"} the break-glass role`,
        ]),
  ];
}

/** A role that something was planned with; the one that deploys where there is none. */
export function roleText(role: unknown = ""): string {
  return role === "" ? "the role that deploys" : `the role ${printable(shortened(String(role)))}`;
}

function countsIn(plan: PlanJson): ChangeCounts {
  const managed = (plan.resource_changes ?? []).filter(({ mode }) => mode === "managed");
  return countsOf(managed, plan);
}

/** Whether a text is the plan without its secrets. */
function isSame(plan: PlanJson, text: Buffer): boolean {
  try {
    return JSON.stringify(JSON.parse(text.toString("utf8"))) === JSON.stringify(maskedPlan(plan));
  } catch {
    return false;
  }
}

/** What a file holds, or else what is the matter with it, in words. */
function contentOf({ folder }: PlannedInFolder, file: ManifestFile | undefined): Buffer | string {
  const path = file === undefined ? "" : join(folder, file.file);
  try {
    // A folder, a pipe and a device have no hash.
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(path) : "is missing";
  } catch (error) {
    return `cannot be read: ${whyUnreadable(error)}`;
  }
}

function differencesIn(stack: PlannedInFolder, kind: "json" | "plan", content: Buffer | string): string[] {
  const path = printable(join(stack.folder, stack[kind]?.file ?? ""));
  if (typeof content === "string") {
    return [`${stack.stack}: ${path} ${content}`];
  }
  return sha256Of(content) === stack[kind]?.sha256
    ? []
    : [`${stack.stack}: ${path} is not the file that was reviewed: its SHA-256 is another one`];
}
