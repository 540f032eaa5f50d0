import { Failure } from "../../console/failure";
import { inOrder } from "../../terraform/plan-manifest";
import type { ManifestCommon, ManifestStack, PlanManifest } from "../../terraform/plan-manifest";
import type { Outcome } from "../../terraform/plan-stack";
import type { PlannedStack } from "../../terraform/plan-stacks";
import { dependenciesIn } from "../../terraform/synthesized";
import type { StackSource } from "../../terraform/synthesized";
import type { Compared } from "./last-applied";
import { madeFrom } from "./made-from";
import type { Prepared } from "./prepare";
import { revisionOf } from "./revision";
import type { SavedPlans } from "./saved-plans";

export interface ManifestInput {
  /** Path of the YAML file. */
  readonly file: string;
  readonly prepared: Pick<Prepared, "outdir" | "stacks" | "terraform">;
  readonly planned: readonly PlannedStack[];
  readonly compared: ReadonlyMap<string, Compared>;
  readonly saved: SavedPlans;
  readonly encryptedUnder?: string;
  /** Name of the role that a stack was planned with, in place of the one that applies it. */
  readonly roleOf: (stack: string) => string | undefined;
}

/** What was planned, from what and with what. */
export async function makeManifest(input: ManifestInput): Promise<PlanManifest> {
  const { compared, file, planned, prepared, roleOf, saved } = input;
  const dependencies = dependenciesIn(prepared.outdir);
  const revision = await revisionOf(file);
  const stacks = planned.map(({ account, outcome, stack }): ManifestStack => {
    const { head, key, source } = compared.get(stack) ?? {};
    if (source === undefined) {
      throw new Error(`${stack} was planned, and not looked at before`);
    }
    const role = roleOf(stack);
    return {
      stack,
      account,
      dependsOn: dependencies.get(stack) ?? [],
      ...described(outcome),
      ...(role === undefined ? {} : { role }),
      synthesized: source.sha256,
      ...saved.filesOf(stack),
      ...(head === undefined ? {} : { state: { serial: head.serial, lineage: head.lineage } }),
      ...(key === undefined ? {} : { key }),
    };
  });
  return {
    version: 1,
    made: new Date().toISOString(),
    ...(revision === undefined ? {} : { revision }),
    common: commonOf(input),
    stacks: inOrder(stacks),
  };
}

function described(outcome: Outcome): Pick<ManifestStack, "needsBreakGlass" | "outcome" | "waitsFor"> {
  switch (outcome.kind) {
    case "planned":
      return outcome.changed
        ? { outcome: "changes", ...(outcome.changes.ofLogBuckets.length > 0 ? { needsBreakGlass: true } : {}) }
        : { outcome: "noChanges" };
    case "waiting":
      return { outcome: "waiting", waitsFor: outcome.waitsFor };
    default:
      return { outcome: outcome.kind };
  }
}

function commonOf({ encryptedUnder, file, prepared }: ManifestInput): ManifestCommon {
  const { outdir, stacks, terraform } = prepared;
  const names = stacks.map(({ stack }) => stack);
  const { common, sources } = madeFrom(file, outdir, names, terraform);
  refuseSeveralVersions(sources);
  return { ...common, ...(encryptedUnder === undefined ? {} : { encryptedUnder }) };
}

/** @throws Failure where stacks would be applied with several versions of one provider */
function refuseSeveralVersions(sources: readonly StackSource[]): void {
  const found = new Map<string, string>();
  for (const [address, provider] of sources.flatMap(({ providers }) => Object.entries(providers))) {
    const other = found.get(address);
    if (other !== undefined && other !== provider) {
      throw new Failure(`stacks have several versions of ${address}: ${other} and ${provider}`);
    }
    found.set(address, provider);
  }
}
