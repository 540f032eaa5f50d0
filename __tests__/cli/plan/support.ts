import type { Action, PlanJson, ResourceChange } from "../../../review/plan-json";

type Changed = Partial<ResourceChange> & { readonly because?: readonly string[] };

/** A change of a resource in a plan: `change("aws_iam_role.audit", ["delete"])`. */
export function change(
  address: string,
  actions: readonly Action[],
  { because = [], ...more }: Changed = {},
): ResourceChange {
  const [type = "", name = ""] = address.replace(/\[.*$/, "").split(".");
  const replace_paths = because.map((attribute) => [attribute]);
  return { address, type, name, mode: "managed", change: { actions, replace_paths }, ...more };
}

/** A plan of changes, with a provider for each region as the landing zone has them: eu-west-1 is at home. */
export function planOf(changes: readonly ResourceChange[], providers: Readonly<Record<string, string>> = {}): PlanJson {
  const resources = Object.entries(providers).map(([address, provider_config_key]) => ({
    address,
    provider_config_key,
  }));
  return {
    resource_changes: changes,
    configuration: {
      provider_config: {
        aws: { expressions: { region: { constant_value: "eu-west-1" } } },
        "aws.eu-central-1": { alias: "eu-central-1", expressions: { region: { constant_value: "eu-central-1" } } },
      },
      root_module: { resources },
    },
  };
}
