import { references, unknownBeforeApply, withStandIns } from "./interpolation";

/** A stack's Terraform JSON as cdktf writes it, as far as it is read here. */
export interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
}

type Arguments = Readonly<Record<string, unknown>>;

/** `terraform show -json` of a plan that creates everything, as far as scanners read it. */
export interface PlanDocument {
  readonly format_version: string;
  readonly terraform_version: string;
  readonly planned_values: { readonly root_module: { readonly resources: readonly PlannedResource[] } };
  readonly resource_changes: readonly object[];
  readonly configuration: { readonly root_module: { readonly resources: readonly object[] } };
}

export interface PlannedResource {
  readonly address: string;
  readonly mode: "managed";
  readonly type: string;
  readonly name: string;
  readonly values: Arguments;
}

/** Arguments that are Terraform's, and no resource's. */
const META_ARGUMENTS = new Set([
  "//",
  "connection",
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
]);
/** Arguments of hashicorp/aws that are maps; every other object is a block, and a plan lists blocks. */
const MAPS = new Set(["tags", "tags_all", "variables", "parameters", "input_parameters", "stage_variables"]);

/**
 * What a plan of a stack would say, without Terraform, provider or AWS: the arguments as they are written, with likely
 * values in place of what other stacks and AWS provide. The provider's defaults are left out. Checkov reads it as it reads
 * a plan; its way to read Terraform JSON itself fails on `terraform.required_version` and on `import`.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 * @see https://www.checkov.io/7.Scan%20Examples/Terraform%20Plan%20Scanning.html
 * @see https://github.com/bridgecrewio/checkov/issues/7454
 */
export function planDocument({ resource = {} }: StackJson): PlanDocument {
  const made = Object.entries(resource)
    .flatMap(([type, named]) => Object.entries(named).map(([name, args]) => ({ type, name, args })))
    // What is only kept from being destroyed is not made.
    .filter(({ args }) => args.count !== 0)
    .map(({ args, ...identity }) => ({ ...identity, args: withoutMetaArguments(args) }));
  const identityOf = (type: string, name: string) => ({
    address: `${type}.${name}`,
    mode: "managed" as const,
    type,
    name,
  });
  const resources = made.map(({ args, name, type }) => ({ ...identityOf(type, name), values: blockValues(args) }));
  return {
    format_version: "1.2",
    terraform_version: "1.10.0",
    planned_values: { root_module: { resources } },
    resource_changes: resources.map(({ values, ...identity }) => ({
      ...identity,
      change: { actions: ["create"], before: null, after: values, after_unknown: {} },
    })),
    configuration: {
      root_module: {
        resources: made.map(({ args, name, type }) => ({
          ...identityOf(type, name),
          expressions: blockExpressions(args),
        })),
      },
    },
  };
}

function withoutMetaArguments(args: Arguments): Arguments {
  return Object.fromEntries(Object.entries(args).filter(([key]) => !META_ARGUMENTS.has(key)));
}

function blockValues(block: Arguments): Arguments {
  return Object.fromEntries(
    Object.entries(block)
      .map(([key, value]): [string, unknown] => [key, valueOf(key, value)])
      .filter(([, value]) => value !== undefined),
  );
}

function valueOf(key: string, value: unknown): unknown {
  if (typeof value === "string") {
    return unknownBeforeApply(value) ? undefined : withStandIns(value);
  }
  if (Array.isArray(value)) {
    // Null is how a plan writes an unknown member.
    return value.map((member: unknown) => (isBlock(member) ? blockValues(member) : (valueOf(key, member) ?? null)));
  }
  if (isBlock(value)) {
    return MAPS.has(key) ? blockValues(value) : [blockValues(value)];
  }
  return value;
}

function blockExpressions(block: Arguments): Arguments {
  return Object.fromEntries(Object.entries(block).map(([key, value]) => [key, expressionOf(key, value)]));
}

function expressionOf(key: string, value: unknown): unknown {
  if (isBlock(value) && !MAPS.has(key)) {
    return [blockExpressions(value)];
  }
  if (Array.isArray(value) && value.some(isBlock)) {
    return value.filter(isBlock).map(blockExpressions);
  }
  const found = references(typeof value === "string" ? value : JSON.stringify(value));
  return found.length === 0 ? { constant_value: value } : { references: found };
}

function isBlock(value: unknown): value is Arguments {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
