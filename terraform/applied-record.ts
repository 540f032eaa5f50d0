import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DEPLOYMENT_ROLE, PLAN_ROLE } from "../aws/role-variables";
import type { StateJson } from "../review/plan-json";
import type { StateHead, States } from "./states";
import { hashOf } from "./synthesized";
import type { StackSource } from "./synthesized";

/**
 * What the last completed apply of a stack had: a stack of which the key is still the same need not be planned. It stays what is
 * known of what Terraform would do, and says nothing of what somebody else has changed.
 */
export interface AppliedRecord extends StateHead {
  readonly version: 1;
  /** SHA-256, see {@link keyOf}. */
  readonly key: string;
}

/** What the key of a stack covers. */
export interface KeyInput {
  readonly source: StackSource;
  readonly terraform: { readonly program: "terraform" | "tofu"; readonly version: string };
  /** Values of variables by name, and arguments that Terraform takes from its environment and its files. */
  readonly variables: Readonly<Record<string, string>>;
  /** The outputs of other stacks that it reads: by stack, JSON. */
  readonly upstream: ReadonlyMap<string, string>;
}

export const RECORD = z.strictObject({
  version: z.literal(1),
  key: z.string().regex(/^[0-9a-f]{64}$/),
  serial: z.int().min(0),
  lineage: z.string(),
});

/** By which role Terraform acts says nothing of what there is. */
const ROLES: readonly string[] = [DEPLOYMENT_ROLE, PLAN_ROLE];

/**
 * The key of a stack: a SHA-256 over its Terraform JSON and assets, versions of providers, Terraform and its version, variables, and
 * the outputs that it reads. Of a lock file it has the versions, not the hashes: these are of the platform, and a folder that is
 * not initialized has none.
 */
export function keyOf({ source, terraform, upstream, variables }: KeyInput): string {
  return hashOf([
    ["synthesized", source.sha256],
    ["terraform", `${terraform.program} ${terraform.version}`],
    ...Object.entries(source.providers).map(([address, version]) => [`provider ${address}`, version] as const),
    ...Object.entries(variables)
      .filter(([name]) => !ROLES.includes(name))
      .map(([name, value]) => [`variable ${name}`, value] as const),
    ...[...upstream].map(([stack, outputs]) => [`outputs of ${stack}`, outputs] as const),
  ]);
}

/**
 * Whatever else Terraform takes variables and arguments from: TF_VAR_*, files of variables in the folder of a stack, and tags that
 * the provider adds and ignores: TF_AWS_*. TF_CLI_ARGS* has nothing that counts: see terraform-environment.ts.
 *
 * @see https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs#default_tags-configuration-block
 */
export function surroundingVariables(
  outdir: string,
  stack: string,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const folder = join(outdir, "stacks", stack);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => VARIABLE_FILE.test(name)) : [];
  return {
    ...Object.fromEntries(
      Object.entries(env).flatMap(([name, value]): [string, string][] => {
        const variable = /^TF_VAR_(.+)$/.exec(name)?.[1];
        const isOfProvider = name.startsWith("TF_AWS_");
        return value === undefined || (variable === undefined && !isOfProvider) ? [] : [[variable ?? name, value]];
      }),
    ),
    ...Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), "utf8")])),
  };
}

const VARIABLE_FILE = /^terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/;

/** The record of a stack; nothing where there is none, or none that this version wrote. @throws Failure when it cannot be read */
export async function readRecord(states: States, stack: string): Promise<AppliedRecord | undefined> {
  return RECORD.safeParse(await readBeside(states, stack)).data;
}

/** The JSON of what an apply left beside a state; nothing where that is none. @throws Failure when it cannot be read */
export async function readBeside(states: States, stack: string): Promise<unknown> {
  const text = await states.readRecord(stack);
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Written by a completed apply of the stack, with or without changes, and by nothing else. */
export async function writeRecord(
  states: States,
  stack: string,
  record: Omit<AppliedRecord, "version">,
): Promise<void> {
  const { key, lineage, serial } = record;
  await states.writeRecord(stack, `${JSON.stringify({ version: 1, key, serial, lineage })}\n`);
}

/** Finds keys of stacks; each state of another stack is read once. */
export class Keys {
  private readonly outputs = new Map<string, Promise<StateJson["outputs"] | undefined>>();

  constructor(
    private readonly states: States,
    private readonly outdir: string,
    private readonly terraform: KeyInput["terraform"],
    private readonly env: NodeJS.ProcessEnv = process.env,
  ) {}

  /**
   * @param variables values that the command line gives
   * @returns nothing where a stack that it reads has no state
   * @throws Failure when a state cannot be read
   */
  async of(source: StackSource, variables: Readonly<Record<string, string>> = {}): Promise<string | undefined> {
    const upstream = new Map<string, string>();
    for (const [stack, names] of source.reads) {
      const outputs = await this.outputsOf(stack);
      if (outputs === undefined) {
        return undefined;
      }
      upstream.set(stack, JSON.stringify(names.map((name) => [name, outputs[name]?.type, outputs[name]?.value])));
    }
    return keyOf({
      source,
      upstream,
      terraform: this.terraform,
      variables: { ...surroundingVariables(this.outdir, source.stack, this.env), ...variables },
    });
  }

  private outputsOf(stack: string): Promise<StateJson["outputs"] | undefined> {
    const known = this.outputs.get(stack);
    if (known !== undefined) {
      return known;
    }
    const asked = this.states
      .head(stack)
      .then(async (head) => (head === undefined ? undefined : ((await this.states.read(stack)).outputs ?? {})));
    this.outputs.set(stack, asked);
    return asked;
  }
}
