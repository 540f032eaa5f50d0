import { isTooDeep } from "./depth";
import type { Attributes, PlanJson, ProviderConfig, ResourceChange } from "./plan-json";

/** A plan of which everything is of the type that its interface says, and what was left out of it as it is not. */
export interface WellFormed {
  readonly plan: PlanJson;
  /** In words, for people. */
  readonly odd: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;
type Changes = "resource_changes" | "resource_drift";

/**
 * A plan is a file that anybody may have written. What would change something and is not what Terraform writes is named, as nobody can
 * review it; what only says where something is, is left out.
 */
export function wellFormed(plan: PlanJson): WellFormed {
  const odd: string[] = [];
  const given = plan as Json;
  const listed = (name: string): readonly unknown[] => {
    const list = given[name] ?? [];
    if (Array.isArray(list)) return list as readonly unknown[];
    odd.push(`its ${name} are no list`);
    return [];
  };
  const changes = (name: Changes): ResourceChange[] => {
    const all = listed(name);
    const good = all.flatMap(changeIn);
    if (good.length < all.length) {
      odd.push(`${all.length - good.length} of its ${name} are not what Terraform writes`);
    }
    return good;
  };
  return {
    plan: {
      format_version: given.format_version === undefined ? undefined : written(given.format_version),
      complete: given.complete === false ? false : undefined,
      errored: given.errored === true,
      resource_changes: changes("resource_changes"),
      resource_drift: changes("resource_drift"),
      variables: objectOf(given.variables) as PlanJson["variables"],
      output_changes: outputsIn(given.output_changes),
      deferred_changes: listed("deferred_changes").map((entry) => {
        const { reason, resource_change: change } = objectOf(entry);
        return {
          reason: textOf(reason),
          resource_change: { address: textOf(objectOf(change).address) ?? "something" } as ResourceChange,
        };
      }),
      configuration: configurationIn(given.configuration),
    },
    odd,
  };
}

const TEXTS = ["address", "mode", "type", "name"] as const;

function changeIn(entry: unknown): ResourceChange[] {
  const given = objectOf(entry);
  const { after, before, importing, replace_paths: paths, ...change } = objectOf(given.change);
  if (
    !isObject(given.change) ||
    isTooDeep(given.change) ||
    TEXTS.some((name) => typeof given[name] !== "string") ||
    ![before, after].every(isSide)
  ) {
    return [];
  }
  return [
    {
      ...(given as unknown as ResourceChange),
      previous_address: textOf(given.previous_address),
      deposed: textOf(given.deposed),
      action_reason: textOf(given.action_reason),
      change: {
        ...(change as unknown as ResourceChange["change"]),
        before: before as Attributes | null,
        after: after as Attributes | null,
        after_unknown: objectOf(change.after_unknown),
        importing: isObject(importing) ? { id: textOf(importing.id) } : undefined,
        replace_paths: Array.isArray(paths) ? (paths as unknown[]).map(pathIn) : undefined,
      },
    },
  ];
}

function pathIn(path: unknown): (string | number)[] {
  return [path].flat().map((step) => (typeof step === "number" ? step : written(step)));
}

function outputsIn(outputs: unknown): PlanJson["output_changes"] {
  return Object.fromEntries(
    Object.entries(objectOf(outputs)).map(([name, output]) => [name, { actions: objectOf(output).actions as never }]),
  );
}

function configurationIn(configuration: unknown): PlanJson["configuration"] {
  const { provider_config: providers, root_module: root } = objectOf(configuration);
  const { resources } = objectOf(root);
  return {
    provider_config: Object.fromEntries(
      Object.entries(objectOf(providers)).map(([key, provider]) => [key, providerIn(provider)]),
    ),
    root_module: {
      resources: (Array.isArray(resources) ? (resources as unknown[]) : []).flatMap((resource) => {
        const { address, provider_config_key: key } = objectOf(resource);
        return typeof address === "string" && typeof key === "string" ? [{ address, provider_config_key: key }] : [];
      }),
    },
  };
}

function providerIn(provider: unknown): ProviderConfig {
  const { expressions } = objectOf(provider);
  const { region, ...others } = objectOf(expressions);
  const constant = textOf(objectOf(region).constant_value);
  return { expressions: { ...others, ...(constant === undefined ? {} : { region: { constant_value: constant } }) } };
}

function isSide(value: unknown): boolean {
  return value === undefined || value === null || isObject(value);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectOf(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** A text as it is, and what is none as JSON. */
function written(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
