import type { PlanJson, ProviderConfig, ResourceChange, StateJson } from "./plan-json";

/** Finds in which region a resource is. */
export type RegionOf = (resource: Pick<ResourceChange, "type" | "name">) => string | undefined;

type Providers = Readonly<Record<string, ProviderConfig>>;

const STATE_ALIAS = /\]\.([^.\]]+)$/;

/**
 * The region of a resource is that of its provider. Which provider it has is said by the configuration or, for what is not
 * in there any more, by the state alone.
 *
 * @param state needed for resources that {@link lacksConfiguration} finds
 */
export function regionsOf({ configuration }: PlanJson, state: StateJson = {}): RegionOf {
  const providers = configuration?.provider_config ?? {};
  const inState = (state.resources ?? []).map(
    ({ provider, ...resource }) => [keyOf(resource), providerKey(provider)] as const,
  );
  const keys = new Map([...inState, ...configuredProviders(configuration)]);
  const regions = new Map([...new Set(keys.values())].map((key) => [key, regionOfProvider(key, providers)] as const));
  return (resource) => {
    const key = keys.get(keyOf(resource));
    return key === undefined ? undefined : regions.get(key);
  };
}

/** Whether nothing but the state says where a resource is. */
export function lacksConfiguration({ configuration }: PlanJson, { name, type }: ResourceChange): boolean {
  return !configuredProviders(configuration).some(([key]) => key === keyOf({ name, type }));
}

function configuredProviders(configuration: PlanJson["configuration"]): (readonly [string, string])[] {
  const resources = configuration?.root_module?.resources ?? [];
  return resources.map((resource) => [resource.address, resource.provider_config_key] as const);
}

/** The address of all instances of a resource. */
function keyOf({ name, type }: Pick<ResourceChange, "type" | "name">): string {
  return `${type}.${name}`;
}

/** A provider as the configuration calls it: `aws`, `aws.eu-central-1`. */
function providerKey(provider: string): string {
  const alias = STATE_ALIAS.exec(provider)?.[1];
  return alias === undefined ? "aws" : `aws.${alias}`;
}

/** A provider that is gone from the configuration is called after its region still. */
function regionOfProvider(key: string, providers: Providers): string | undefined {
  const [, alias] = key.split(".");
  return providers[key]?.expressions?.region?.constant_value ?? alias;
}
