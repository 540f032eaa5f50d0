import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../console/run";
import { errorsOf } from "../../../terraform/diagnostics";
import { findProviderSource } from "../../../terraform/provider-source";
import { findTerraform } from "../../../terraform/terraform";
import type { PlanJson } from "../../../review/plan-json";
import type { Block } from "../terraform";
import { correctedValue, excludedBy, OTHER_ARGUMENTS, otherValue } from "./other-values";
import type { ArgumentSchema } from "./other-values";
import { sampleArguments } from "./samples";

const PROVIDER = "registry.terraform.io/hashicorp/aws";
/** Nothing is asked of AWS: there are no credentials, and what the state says is not compared. */
const ROOT = {
  terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } } },
  provider: {
    aws: {
      region: "eu-west-1",
      access_key: "none",
      secret_key: "none",
      skip_credentials_validation: true,
      skip_metadata_api_check: true,
      skip_requesting_account_id: true,
      skip_region_validation: true,
    },
  },
};
/** What the provider writes into the state by itself, and would have replaced where the state does not have it. */
const READ: Readonly<Record<string, Block>> = { aws_s3_bucket_lifecycle_configuration: { expected_bucket_owner: "" } };
/** How often a value is corrected after what the provider said of it. */
const CORRECTIONS = 3;

interface TypeSchema {
  readonly version: number;
  readonly block: {
    readonly attributes: Readonly<Record<string, ArgumentSchema>>;
    readonly block_types?: Readonly<Record<string, { readonly nesting_mode: string } & Pick<TypeSchema, "block">>>;
  };
}

/** An argument by the blocks that it is in, outermost first. */
type Path = readonly string[];

/** A resource one argument of which is to change. */
interface Attempt {
  readonly type: string;
  readonly path: Path;
  arguments: Block;
  corrections: number;
}

/** What planning another value of each argument of some types said. */
export interface Attempts {
  /** `aws_sns_topic.name`: arguments whose other value replaces the resource, sorted. */
  readonly replacing: readonly string[];
  /** Arguments that are optional and computed, so that they keep their value when they are left out, sorted. */
  readonly keeping: readonly string[];
  /** Arguments of which no other value could be planned, sorted. */
  readonly untried: readonly string[];
}

type Resources = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** Plans another value of each argument that a type has, with the real provider, against a state that has the value before. */
export async function attemptEveryArgument(types: readonly string[]): Promise<Attempts> {
  const folder = mkdtempSync(join(tmpdir(), "replacing-arguments-"));
  try {
    const planner = await Planner.in(folder);
    const samples = sampleArguments(types);
    const schemas = await planner.schemas();
    const made = await planner.plan(Object.fromEntries([...samples].map(([type, block]) => [type, { only: block }])));
    if (made.plan === undefined) throw new Error(`samples cannot be planned: ${JSON.stringify(made.errors)}`);
    const values = new Map(
      (made.plan.resource_changes ?? []).map(({ change, type }): [string, Block] => [type, change.after ?? {}]),
    );
    const untried: string[] = [];
    let attempts = [...samples].flatMap(([type, block]) =>
      argumentsOf(schemas[type], block).flatMap(([path, schema]): Attempt[] => {
        const written = OTHER_ARGUMENTS[argumentOf({ type, path })];
        const other = otherValue(valueAt(block, path), schema);
        if (written === undefined && other === undefined) {
          untried.push(argumentOf({ type, path }));
          return [];
        }
        return [
          {
            type,
            path,
            corrections: 0,
            arguments: written === undefined ? withValue(block, path, other) : merged(block, written),
          },
        ];
      }),
    );
    for (let pending = attempts; ;) {
      const state = pending.map((attempt) => instanceOf(attempt, schemas[attempt.type], values.get(attempt.type)));
      const { errors, plan } = await planner.plan(grouped(pending), state);
      if (plan !== undefined && pending.length === attempts.length) {
        const keeping = types.flatMap((type) => keepingIn(schemas[type]).map((name) => `${type}.${name}`));
        return { keeping: keeping.sort(), replacing: replacing(plan, attempts), untried: untried.sort() };
      }
      const refused = pending.filter((attempt) => errors.has(nameOf(attempt)));
      if (plan === undefined && refused.length === 0) throw new Error(`not planned: ${JSON.stringify([...errors])}`);
      const given = refused.filter(
        (attempt) => !correct(attempt, samples.get(attempt.type), errors.get(nameOf(attempt))),
      );
      untried.push(...given.map(argumentOf));
      attempts = attempts.filter((attempt) => !given.includes(attempt));
      // Those that were refused alone first: a plan of all takes long.
      const corrected = refused.filter((attempt) => !given.includes(attempt));
      pending = corrected.length > 0 ? corrected : attempts;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Arguments of a type, and of those of its blocks that a sample has. */
function argumentsOf(schema: Pick<TypeSchema, "block"> | undefined, sample: Block): [Path, ArgumentSchema][] {
  const { attributes = {}, block_types: blocks = {} } = schema?.block ?? {};
  return [
    ...Object.entries(attributes)
      .filter(([name, { optional, required }]) => name !== "id" && (optional === true || required === true))
      .map(([name, argument]): [Path, ArgumentSchema] => [[name], argument]),
    ...Object.entries(blocks).flatMap(([name, block]) => {
      const inner = firstOf(sample[name]);
      return inner === undefined || name === "timeouts"
        ? []
        : argumentsOf(block, inner)
            .filter(([path]) => valueAt(inner, path) !== undefined)
            .map(([path, argument]): [Path, ArgumentSchema] => [[name, ...path], argument]);
    }),
  ];
}

/** Whether what replaces is the argument, or a set of blocks that it is in. */
function isAt(replacing: readonly (string | number)[], path: Path): boolean {
  const names = replacing.filter((step) => typeof step === "string");
  return names.length > 0 && names.every((name, index) => name === path[index]);
}

/** Prefixes of names are not written down, nor what all tags are. */
function keepingIn(schema: TypeSchema | undefined): string[] {
  return Object.entries(schema?.block.attributes ?? {})
    .filter(
      ([name, { computed, optional }]) =>
        computed === true && optional === true && !/^id$|^tags_all$|_prefix$/.test(name),
    )
    .map(([name]) => name);
}

/** A block, or the first of several. */
function firstOf(value: unknown): Block | undefined {
  const [first] = [value].flat();
  return typeof first === "object" && first !== null ? (first as Block) : undefined;
}

function valueAt(block: Block, [name = "", ...inner]: Path): unknown {
  return inner.length === 0 ? block[name] : valueAt(firstOf(block[name]) ?? {}, inner);
}

function withValue(block: Block, [name = "", ...inner]: Path, value: unknown): Block {
  const rest: unknown[] = [block[name]].flat().slice(1);
  return {
    ...block,
    [name]: inner.length === 0 ? value : [withValue(firstOf(block[name]) ?? {}, inner, value), ...rest],
  };
}

function merged(block: Block, written: Block): Block {
  return Object.fromEntries(Object.entries({ ...block, ...written }).filter(([, value]) => value !== null));
}

/** Gives an attempt a value after what was said of its value; answers whether there is one. */
function correct(attempt: Attempt, sample: Block = {}, said = ""): boolean {
  const { arguments: tried, path } = attempt;
  const value = valueAt(tried, path);
  const excluded = excludedBy(said).filter((other) => other !== path[0] && tried[other] !== undefined);
  const other = correctedValue(value, valueAt(sample, path), said);
  attempt.corrections += 1;
  if (attempt.corrections > CORRECTIONS) return false;
  if (path.length === 1 && excluded.length > 0) {
    attempt.arguments = Object.fromEntries(Object.entries(tried).filter(([name]) => !excluded.includes(name)));
    return true;
  }
  attempt.arguments = withValue(tried, path, other);
  return other !== undefined && JSON.stringify(other) !== JSON.stringify(value);
}

/** Arguments because of which a plan replaces resources, sorted. */
function replacing(plan: PlanJson, attempts: readonly Attempt[]): string[] {
  const changes = new Map((plan.resource_changes ?? []).map(({ change, name, type }) => [`${type}.${name}`, change]));
  return attempts
    .filter((attempt) => changes.get(nameOf(attempt))?.replace_paths?.some((replaced) => isAt(replaced, attempt.path)))
    .map(argumentOf)
    .sort();
}

function argumentOf({ path, type }: Pick<Attempt, "path" | "type">): string {
  return `${type}.${path.join(".")}`;
}

function nameOf({ path, type }: Attempt): string {
  return `${type}.${path.join("-")}`;
}

function grouped(attempts: readonly Attempt[]): Resources {
  const resources: Record<string, Record<string, Block>> = {};
  for (const { arguments: block, path, type } of attempts) {
    (resources[type] ??= {})[path.join("-")] = block;
  }
  return resources;
}

/** A resource of the state: everything of the schema, as Terraform writes it. */
function instanceOf({ path, type }: Attempt, schema: TypeSchema | undefined, values: Block = {}): Block {
  const { attributes = {}, block_types: blocks = {} } = schema?.block ?? {};
  const nothing = [
    ...Object.keys(attributes).map((name) => [name, null] as const),
    ...Object.entries(blocks).map(([name, { nesting_mode: mode }]) => [name, mode === "single" ? null : []] as const),
  ];
  return {
    mode: "managed",
    type,
    name: path.join("-"),
    provider: `provider["${PROVIDER}"]`,
    instances: [
      {
        schema_version: schema?.version,
        attributes: { ...Object.fromEntries(nothing), id: "one", ...values, ...READ[type] },
      },
    ],
  };
}

/** Terraform with the real provider and without AWS. */
class Planner {
  private constructor(
    private readonly folder: string,
    private readonly terraform: (...args: string[]) => Promise<string>,
  ) {}

  static async in(folder: string): Promise<Planner> {
    const project = join(folder, "project");
    mkdirSync(project);
    const { binary } = await findTerraform();
    const env = { ...process.env, ...findProviderSource(folder).env };
    const terraform = async (...args: string[]): Promise<string> =>
      (await run(binary, args, { cwd: project, env })).output;
    writeFileSync(join(project, "main.tf.json"), JSON.stringify(ROOT));
    await terraform("init", "-input=false");
    return new Planner(project, terraform);
  }

  async schemas(): Promise<Readonly<Record<string, TypeSchema | undefined>>> {
    const { provider_schemas: all } = JSON.parse(await this.terraform("providers", "schema", "-json")) as {
      provider_schemas: Record<string, { resource_schemas: Record<string, TypeSchema> }>;
    };
    return all[PROVIDER]?.resource_schemas ?? {};
  }

  /** The plan, or what was said of resources by their addresses. */
  async plan(
    resource: Resources,
    state: readonly Block[] = [],
  ): Promise<{ plan?: PlanJson; errors: Map<string, string> }> {
    writeFileSync(join(this.folder, "main.tf.json"), JSON.stringify({ ...ROOT, resource }));
    writeFileSync(
      join(this.folder, "terraform.tfstate"),
      JSON.stringify({ version: 4, terraform_version: "1.10.0", serial: 1, lineage: "one", resources: state }),
    );
    const output = await this.terraform("plan", "-json", "-input=false", "-refresh=false", "-out=plan");
    const errors = new Map<string, string>();
    for (const { address, detail = "", snippet, summary } of errorsOf(output)) {
      const place = address ?? String((snippet as { context?: string } | undefined)?.context).replace("resource.", "");
      errors.set(place, `${errors.get(place) ?? ""}${summary}\n${detail}`);
    }
    return errors.size > 0
      ? { errors }
      : { errors, plan: JSON.parse(await this.terraform("show", "-json", "plan")) as PlanJson };
  }
}
