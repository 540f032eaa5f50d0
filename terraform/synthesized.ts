import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { whyUnreadable } from "../config/source/read-text";
import { Failure } from "../console/failure";

/** What is read of the Terraform JSON of a stack. */
export interface StackSource {
  readonly stack: string;
  /** SHA-256 over its Terraform JSON, other files of Terraform beside it, and its assets. */
  readonly sha256: string;
  /** Outputs of other stacks that it reads, by stack; both sorted. */
  readonly reads: ReadonlyMap<string, readonly string[]>;
  /** Names of its variables. */
  readonly variables: readonly string[];
  /** Version of each provider by source address, as its lock file says, or the Terraform JSON alone. */
  readonly providers: Readonly<Record<string, string>>;
}

const STACK_FILE = "cdk.tf.json";
const LOCK_FILE = ".terraform.lock.hcl";
const ASSETS = "assets";
const CONFIGURATION_FILE = /\.(?:tf|tofu)(?:\.json)?$/;
const REFERENCE =
  /data\.terraform_remote_state\.cross-stack-reference-input-([A-Za-z0-9_-]+)\.outputs\.([A-Za-z0-9_-]+)/g;
const EXACT = /^\s*(?:=\s*)?(\d+\.\d+\.\d+\S*)\s*$/;
/** Where a provider is looked for whose address names no host. */
const HOSTS = { terraform: "registry.terraform.io", tofu: "registry.opentofu.org" } as const;

/** What Terraform JSON is read for; cdktf wrote the rest. */
const JSON_SHAPE = z.object({
  variable: z.record(z.string(), z.unknown()).optional(),
  terraform: z.object({
    required_providers: z
      .record(z.string(), z.object({ source: z.string(), version: z.string().optional() }))
      .optional(),
  }),
});

/**
 * Reads the Terraform JSON of a stack.
 *
 * @param outdir folder of the synthesized stacks
 * @param program whose registry providers are of that name no host
 * @throws Failure when it cannot be read
 */
export function readStackSource(outdir: string, stack: string, program: "terraform" | "tofu"): StackSource {
  const folder = join(outdir, "stacks", stack);
  const file = join(folder, STACK_FILE);
  const text = readFile(file);
  let json: unknown;
  try {
    json = JSON.parse(text.toString("utf8"));
  } catch {
    throw new Failure(`${file} is not JSON, or cut off: synthesize again`);
  }
  const { data } = JSON_SHAPE.safeParse(json);
  if (data === undefined) {
    throw new Failure(`${file} is not what this program writes: synthesize again`);
  }
  return {
    stack,
    sha256: hashOf([[STACK_FILE, text], ...configurationBeside(folder), ...assetsOf(folder)]),
    reads: readsOf(text.toString("utf8")),
    variables: Object.keys(data.variable ?? {}).sort(),
    providers: providersOf(folder, data.terraform.required_providers ?? {}, program),
  };
}

/** Over names and contents, whatever their order. */
export function hashOf(entries: readonly (readonly [string, Buffer | string])[]): string {
  const hash = createHash("sha256");
  for (const [name, content] of [...entries].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const bytes = Buffer.from(content as string);
    // The length, so that no entry passes for two.
    hash.update(`${JSON.stringify(name)} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex");
}

export function sha256Of(content: Buffer | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * Stacks that each stack comes after, as cdktf has it: those whose outputs it reads, and those that it waits for otherwise.
 *
 * @throws Failure when the folder holds nothing that was synthesized
 */
export function dependenciesIn(outdir: string): ReadonlyMap<string, readonly string[]> {
  const file = join(outdir, "manifest.json");
  const shape = z.object({ stacks: z.record(z.string(), z.object({ dependencies: z.array(z.string()) })) });
  try {
    const { stacks } = shape.parse(JSON.parse(readFile(file).toString("utf8")));
    return new Map(Object.entries(stacks).map(([stack, { dependencies }]) => [stack, [...dependencies].sort()]));
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(`${file} is not what cdktf writes: synthesize again`);
  }
}

function readFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${whyUnreadable(error)}`);
  }
}

/** Whatever else Terraform and OpenTofu read there, as an override file that somebody has put beside it. */
function configurationBeside(folder: string): [string, Buffer][] {
  return readdirSync(folder)
    .filter((name) => CONFIGURATION_FILE.test(name) && name !== STACK_FILE)
    .map((name) => [name, readFile(join(folder, name))]);
}

function assetsOf(folder: string): [string, Buffer][] {
  const assets = join(folder, ASSETS);
  return existsSync(assets)
    ? readdirSync(assets, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [path.slice(folder.length + 1), readFile(path)])
    : [];
}

function readsOf(text: string): Map<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const [, stack = "", output = ""] of text.matchAll(REFERENCE)) {
    found.set(stack, (found.get(stack) ?? new Set()).add(output));
  }
  return new Map(
    [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([stack, names]) => [stack, [...names].sort()]),
  );
}

type Required = Readonly<Record<string, { readonly source: string; readonly version?: string }>>;

/**
 * A lock file has what `terraform init` selected, and there is none before: where the version that is asked for is exact, both are
 * the same.
 */
function providersOf(folder: string, required: Required, program: keyof typeof HOSTS): Record<string, string> {
  const asked = Object.values(required).map(({ source, version = "" }): [string, string] => [
    source.split("/").length === 3 ? source : `${HOSTS[program]}/${source}`,
    EXACT.exec(version)?.[1] ?? version,
  ]);
  const locked = asked.every(([, version]) => EXACT.test(version)) ? [] : lockedIn(join(folder, LOCK_FILE));
  return Object.fromEntries([...asked, ...locked].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** @see https://developer.hashicorp.com/terraform/language/files/dependency-lock */
function lockedIn(file: string): [string, string][] {
  const text = existsSync(file) ? readFile(file).toString("utf8") : "";
  return [...text.matchAll(/^provider "([^"]+)" \{\s*version\s*=\s*"([^"]+)"/gm)].map(
    ([, source = "", version = ""]) => [source, version],
  );
}
