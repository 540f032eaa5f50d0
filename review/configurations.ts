import { REPLACING_ARGUMENTS } from "../aws/replacing-arguments";
import type { Action, Attributes, PlanJson, ProviderConfig, ResourceChange } from "./plan-json";

/**
 * What is read of Terraform JSON as cdktf writes it.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export interface TerraformJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly provider?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly output?: Readonly<Record<string, { readonly value?: unknown; readonly sensitive?: boolean }>>;
  readonly removed?: readonly { readonly from: string; readonly lifecycle?: { readonly destroy?: boolean } }[];
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
  readonly import?: readonly { readonly to: string; readonly id?: string }[];
}

/** What Terraform does with a resource, rather than what it is in AWS. */
const META: ReadonlySet<string> = new Set([
  "//",
  "provider",
  "depends_on",
  "count",
  "for_each",
  "connection",
  "provisioner",
]);
const REPLACING: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(REPLACING_ARGUMENTS));

/**
 * What two configurations of a stack say would happen, in the form of a plan: as if everything of the first were deployed as it says,
 * and nothing else had changed. References are what is written, `${aws_kms_key.logs.arn}`; what AWS or the provider fill in is not
 * there. Without a configuration of before everything is new, and without one of after nothing happens: a stack that is not made any
 * more keeps its state.
 */
export function planOfConfigurations(before: TerraformJson = {}, after: TerraformJson = {}): PlanJson {
  const [was, is] = [resourcesOf(before), resourcesOf(after)];
  const forgotten = new Set((after.removed ?? []).filter(isKept).map(({ from }) => from));
  const moved = new Map((after.moved ?? []).map(({ from, to }) => [to, from]));
  const imported = new Map((after.import ?? []).map(({ id, to }) => [to, id]));
  const changes: ResourceChange[] = [];
  for (const [address, values] of is) {
    const origin = was.has(address) ? address : (moved.get(address) ?? address);
    const old = was.get(origin);
    if (old !== undefined) was.delete(origin);
    const importing = old === undefined && imported.has(address) ? { id: imported.get(address) } : undefined;
    changes.push(changeOf(address, { before: old, after: values, origin, importing }));
  }
  for (const [address, values] of was) {
    const actions: readonly Action[] = forgotten.has(address) ? ["forget"] : ["delete"];
    changes.push({ ...named(address), change: { actions, before: values, after: null } });
  }
  return {
    format_version: "1.2",
    resource_changes: changes,
    output_changes: outputChanges(before, after),
    configuration: {
      provider_config: { ...providersOf(before), ...providersOf(after) },
      root_module: { resources: [...providerKeys(before), ...providerKeys(after)] },
    },
  };
}

function isKept({ lifecycle }: { readonly lifecycle?: { readonly destroy?: boolean } }): boolean {
  return lifecycle?.destroy === false;
}

function resourcesOf({ resource = {} }: TerraformJson): Map<string, Attributes> {
  return new Map(
    Object.entries(resource).flatMap(([type, blocks]) =>
      Object.entries(blocks)
        // What is only kept from being destroyed is not made.
        .filter(([, { count }]) => count !== 0)
        .map(([name, block]): [string, Attributes] => [`${type}.${name}`, valuesOf(block)]),
    ),
  );
}

function valuesOf(block: Attributes): Attributes {
  const { lifecycle, ...values } = Object.fromEntries(Object.entries(block).filter(([key]) => !META.has(key)));
  const { prevent_destroy: prevented } = Object(lifecycle) as { readonly prevent_destroy?: unknown };
  return prevented === true ? { ...values, lifecycle: { prevent_destroy: true } } : values;
}

interface Sides {
  readonly before: Attributes | undefined;
  readonly after: Attributes;
  /** Its address of before. */
  readonly origin: string;
  readonly importing: { readonly id?: string } | undefined;
}

function changeOf(address: string, { after, before, importing, origin }: Sides): ResourceChange {
  const what = { ...named(address), ...(origin === address ? {} : { previous_address: origin }) };
  if (before === undefined) {
    return importing === undefined
      ? { ...what, change: { actions: ["create"], before: null, after } }
      : // What it is in AWS nobody knows here.
        { ...what, change: { actions: ["no-op"], importing, before: after, after } };
  }
  const replacing = (REPLACING.get(what.type) ?? []).filter((path) => {
    const [one, other] = [before, after].map((values) => JSON.stringify(at(values, path.split("."))));
    return one !== other;
  });
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  const actions: readonly Action[] = isSame ? ["no-op"] : replacing.length > 0 ? ["delete", "create"] : ["update"];
  return { ...what, change: { actions, before, after, replace_paths: replacing.map((path) => path.split(".")) } };
}

/** A value in blocks, of which there may be one or a list. */
function at(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((entry) => at(entry, [name, ...rest]));
  }
  return at((Object(value) as Attributes)[name], rest);
}

function named(address: string): Pick<ResourceChange, "address" | "mode" | "name" | "type"> {
  const [type = "", name = ""] = address.split(".");
  return { address, mode: "managed", type, name };
}

function outputChanges(
  { output: was = {} }: TerraformJson,
  { output: is = {} }: TerraformJson,
): PlanJson["output_changes"] {
  const [before, after] = [new Map(Object.entries(was)), new Map(Object.entries(is))];
  return Object.fromEntries(
    [...new Set([...before.keys(), ...after.keys()])].map((name): [string, { actions: Action[] }] => {
      const [one, other] = [before.get(name), after.get(name)].map((output) => output && JSON.stringify(output));
      const action = one === other ? "no-op" : one === undefined ? "create" : other === undefined ? "delete" : "update";
      return [name, { actions: [action] }];
    }),
  );
}

function providersOf({ provider: { aws = [] } = {} }: TerraformJson): Record<string, ProviderConfig> {
  return Object.fromEntries(
    aws.map(({ alias, allowed_account_ids: ids, region }): [string, ProviderConfig] => [
      typeof alias === "string" ? `aws.${alias}` : "aws",
      {
        expressions: {
          ...(typeof region === "string" ? { region: { constant_value: region } } : {}),
          allowed_account_ids: { constant_value: ids },
        },
      },
    ]),
  );
}

function providerKeys({ resource = {} }: TerraformJson): { address: string; provider_config_key: string }[] {
  return Object.entries(resource).flatMap(([type, blocks]) =>
    Object.entries(blocks).map(([name, { provider }]) => ({
      address: `${type}.${name}`,
      provider_config_key: typeof provider === "string" ? provider : "aws",
    })),
  );
}
