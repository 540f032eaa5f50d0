import { dangersOf } from "./dangers";
import type { Endangered } from "./dangers";
import { maskedChange, maskedValue } from "./masking";
import type { PlanJson, ProviderConfig, ResourceChange } from "./plan-json";
import { regionsOf } from "./resource-regions";
import { isRuleId } from "./rules";

/** A plan without its secrets, of which a review says the same as of the plan that it was made of. */
export interface MaskedPlanJson extends PlanJson {
  readonly landing_zone: {
    readonly version: 1;
    /** What the plan would lose that does not show in it any more, as it shows in what is masked. */
    readonly dangers: readonly Endangered[];
  };
}

type Json = Readonly<Record<string, unknown>>;

/** What a plan says of itself, and what is no value of anybody. */
const OF_PLAN = ["format_version", "terraform_version", "applyable", "complete", "errored", "timestamp"] as const;
const OF_RESOURCE = [
  "address",
  "previous_address",
  "module_address",
  "mode",
  "type",
  "name",
  "index",
  "provider_name",
  "deposed",
  "action_reason",
] as const;
const OF_CHANGE = [
  "actions",
  "before",
  "after",
  "after_unknown",
  "before_sensitive",
  "after_sensitive",
  "replace_paths",
] as const;

/**
 * Masks a plan by Terraform's own marks. Of what is not reviewed nothing is left: variables, the state, the values that are planned,
 * and of the configuration everything but which provider a resource has, and its account and region. What is added to plans by
 * another version of Terraform is left out, too.
 *
 * Texts that are not marked, and are not the same as one in the same resource that is, stay as they are.
 */
export function maskedPlan(plan: PlanJson): MaskedPlanJson {
  const { configuration, deferred_changes: deferred, output_changes: outputs } = plan;
  const resources = plan.resource_changes?.map((resource) => ({ resource, masked: maskedResource(resource) }));
  const result: PlanJson = {
    ...picked(plan, OF_PLAN),
    ...(resources === undefined ? {} : { resource_changes: resources.map(({ masked }) => masked) }),
    ...(plan.resource_drift === undefined ? {} : { resource_drift: plan.resource_drift.map(maskedResource) }),
    ...(outputs === undefined ? {} : { output_changes: maskedOutputs(outputs) }),
    ...(deferred === undefined
      ? {}
      : {
          deferred_changes: deferred.map(({ reason, resource_change: change }) => ({
            ...(reason === undefined ? {} : { reason }),
            ...(change === undefined ? {} : { resource_change: maskedResource(change) }),
          })),
        }),
    ...(configuration === undefined ? {} : { configuration: withoutArguments(configuration) }),
  };
  const regionOf = regionsOf(plan);
  const [all, allMasked] = [plan.resource_changes ?? [], result.resource_changes ?? []];
  const dangers = (resources ?? []).flatMap(({ masked, resource }) => {
    const found = foundBefore(plan, resource, dangersOf(resource, regionOf, all));
    if (found.length === 0) return [];
    const { shown } = maskedChange(resource);
    const told = ({ disabled, ...danger }: Endangered): Endangered => ({
      ...danger,
      ...(disabled === undefined ? {} : { disabled: disabled.map(shown) }),
    });
    const wanted = found.map(told);
    const isSame = JSON.stringify(wanted) === JSON.stringify(dangersOf(masked, regionOf, allMasked).map(told));
    return isSame ? [] : wanted;
  });
  return { ...result, landing_zone: { version: 1, dangers } };
}

/**
 * The dangers of a change, with those that were found before it was masked.
 *
 * @param dangers those that it shows; they stay, whatever a file says that anybody may have written
 */
export function foundBefore(plan: PlanJson, { address }: ResourceChange, dangers: readonly Endangered[]): Endangered[] {
  const said = (plan as Partial<MaskedPlanJson>).landing_zone?.dangers as unknown;
  const before = Array.isArray(said)
    ? said.filter((danger) => isDanger(danger)).filter((danger) => danger.address === address)
    : [];
  return [...before, ...dangers.filter(({ kind }) => !before.some((danger) => danger.kind === kind))];
}

function isDanger(value: unknown): value is Endangered {
  const { address, because, disabled, from, kind, to } = Object(value) as { [Key in keyof Endangered]?: unknown };
  return (
    typeof address === "string" &&
    typeof kind === "string" &&
    isRuleId(kind) &&
    isTexts(because) &&
    (disabled === undefined || isTexts(disabled)) &&
    [from, to].every((text) => text === undefined || typeof text === "string")
  );
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}

function maskedResource(resource: ResourceChange): ResourceChange {
  const { change } = maskedChange(resource).resource;
  return {
    ...picked(resource, OF_RESOURCE),
    change: {
      ...picked(change, OF_CHANGE),
      // By its identity, or an id that is not known yet, it is an import as well.
      ...(change.importing == null ? {} : { importing: picked(change.importing as Json, ["id", "unknown"]) }),
    },
  } as ResourceChange;
}

function maskedOutputs(outputs: NonNullable<PlanJson["output_changes"]>): PlanJson["output_changes"] {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, output]) => {
      const { after, after_sensitive, after_unknown, actions, before, before_sensitive } = output;
      // Masked together, so that what is the same stays so.
      const [was, is] = maskedValue([before ?? null, after ?? null], [before_sensitive, after_sensitive]) as unknown[];
      const marks = { before_sensitive, after_sensitive, after_unknown };
      return [name, { actions, before: was, after: is, ...(marks as Json) }];
    }),
  );
}

function withoutArguments({
  provider_config: providers,
  root_module: root,
}: NonNullable<PlanJson["configuration"]>): PlanJson["configuration"] {
  return {
    ...(providers === undefined
      ? {}
      : {
          provider_config: Object.fromEntries(
            Object.entries(providers).map(([key, provider]) => [key, withoutCredentials(provider)]),
          ),
        }),
    root_module: {
      resources: (root?.resources ?? []).map(({ address, provider_config_key }) => ({ address, provider_config_key })),
    },
  };
}

/** Its account and region. */
function withoutCredentials({ alias, expressions = {} }: ProviderConfig): ProviderConfig {
  const { assume_role: roles } = expressions;
  return {
    ...(alias === undefined ? {} : { alias }),
    expressions: {
      ...picked(expressions, ["region", "allowed_account_ids"]),
      ...(roles === undefined
        ? {}
        : { assume_role: [roles].flat().map((role) => picked(Object(role) as Json, ["role_arn"])) }),
    },
  };
}

function picked<Value extends object>(value: Value, keys: readonly string[]): Partial<Value> {
  return Object.fromEntries(
    keys.filter((key) => Object.hasOwn(value, key)).map((key) => [key, (value as Json)[key]]),
  ) as Partial<Value>;
}
