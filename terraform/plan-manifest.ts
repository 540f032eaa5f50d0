import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import { FORMATS } from "../aws/formats";
import { printable, shortened } from "../config/source/printable";
import { whyUnreadable } from "../config/source/read-text";
import { Failure } from "../console/failure";
import { fold } from "../console/fold";
import { regionOfKey } from "./key-arn";

/** What the manifest of a folder of plans is called. */
export const MANIFEST_FILE = "manifest.json";

/** What was planned, from what, and with what: all that `landing-zone apply` compares before it applies. Holds no secret. */
export interface PlanManifest {
  readonly version: 1;
  /** ISO 8601, UTC. */
  readonly made: string;
  /** Git commit of the tree, where there is one, and whether it had changes that are not committed. For people. */
  readonly revision?: string;
  /** The same in every manifest of one run, however many jobs planned. */
  readonly common: ManifestCommon;
  /** In the order of their dependencies. */
  readonly stacks: readonly ManifestStack[];
  /** Of encrypted plans: see manifest-seal.ts; in base64. */
  readonly seal?: string;
}

export interface ManifestCommon {
  /** SHA-256, hexadecimal, of the YAML file. */
  readonly configuration: string;
  /** Of the ledger; empty where there is none. */
  readonly ledger: string;
  /** Over names and hashes of the Terraform JSON and assets of all synthesized stacks. */
  readonly synthesized: string;
  /** Version of landing-zone. */
  readonly landingZone: string;
  readonly terraform: { readonly program: "terraform" | "tofu"; readonly version: string };
  /** Versions of providers by source address: `registry.terraform.io/hashicorp/aws`. */
  readonly providers: Readonly<Record<string, string>>;
  /** ARN of the KMS key that the binary plans are encrypted under. */
  readonly encryptedUnder?: string;
}

export interface ManifestStack {
  readonly stack: string;
  /** Slug of the account that it is applied in. */
  readonly account: string;
  /** Stacks whose outputs it reads. */
  readonly dependsOn: readonly string[];
  /** `skipped`: its key is that of the last completed apply; `waiting`: after first deployment of `waitsFor`. */
  readonly outcome: "changes" | "noChanges" | "skipped" | "waiting" | "failed";
  readonly waitsFor?: readonly string[];
  /** Of `changes`: only the break-glass role may apply them. */
  readonly needsBreakGlass?: boolean;
  /** Name of the role that Terraform assumed to plan it, in place of the one that applies it. */
  readonly role?: string;
  /** SHA-256 over its Terraform JSON and assets. */
  readonly synthesized: string;
  /** Of `changes`: what Terraform applies, as it was written, encrypted or not. */
  readonly plan?: ManifestFile;
  /** What people read: masked plan JSON. Of `changes`, and of `noChanges` where something drifted. */
  readonly json?: ManifestFile;
  /** Of the state that was planned from; absent where there is none yet. */
  readonly state?: { readonly serial: number; readonly lineage: string };
  /** See applied-record.ts; absent where an upstream has no state. */
  readonly key?: string;
}

export interface ManifestFile {
  /** Name of a file beside the manifest. */
  readonly file: string;
  /** SHA-256, hexadecimal. */
  readonly sha256: string;
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 of 64 hexadecimal digits");
const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/, "a name of letters, digits, - and _");
// A name with a folder in it would have another file read, or run.
const file = z.strictObject({
  file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/, "the name of a file beside the manifest"),
  sha256,
});
const stackSchema = z
  .strictObject({
    stack: name,
    account: name,
    dependsOn: z.array(name),
    outcome: z.enum(["changes", "noChanges", "skipped", "waiting", "failed"]),
    waitsFor: z.array(name).optional(),
    needsBreakGlass: z.boolean().optional(),
    role: z.string().regex(FORMATS.roleName.pattern, "the name of a role").optional(),
    synthesized: sha256,
    plan: file.optional(),
    json: file.optional(),
    state: z.strictObject({ serial: z.int().min(0), lineage: z.string() }).optional(),
    key: sha256.optional(),
  })
  .refine(({ json, outcome, plan }) => outcome !== "changes" || (json !== undefined && plan !== undefined), {
    message: "a stack with changes has plan and json",
  });

const MOST_SEAL = 32 * 1024;
const SCHEMA = z
  .strictObject({
    version: z.literal(1),
    made: z.iso.datetime(),
    revision: z.string().max(200).optional(),
    common: z.strictObject({
      configuration: sha256,
      ledger: z.union([sha256, z.literal("")]),
      synthesized: sha256,
      landingZone: z.string().min(1),
      terraform: z.strictObject({ program: z.enum(["terraform", "tofu"]), version: z.string().min(1) }),
      providers: z.record(z.string(), z.string()),
      encryptedUnder: z
        .string()
        .refine((arn) => regionOfKey(arn) !== undefined, "the ARN of a KMS key or alias")
        .optional(),
    }),
    stacks: z.array(stackSchema),
    seal: z.base64().min(1).max(MOST_SEAL).optional(),
  })
  .refine(({ stacks }) => new Set(stacks.map(({ stack }) => stack)).size === stacks.length, {
    path: ["stacks"],
    message: "a stack is there twice",
  });

const HOW = "Plan again: landing-zone plan --save FOLDER";
const MOST_ISSUES = 5;

/** A manifest, and where it is. */
export interface PlanFolder {
  /** The folder that holds it and its plans, as it was named. */
  readonly folder: string;
  readonly manifest: PlanManifest;
}

/** Whether a folder holds a manifest, be it a broken one; that of another program, as of cdktf, is none. */
export function hasManifest(folder: string): boolean {
  const file = join(folder, MANIFEST_FILE);
  return existsSync(file) && statSync(file).isFile() && !isOfAnother(file);
}

function isOfAnother(file: string): boolean {
  try {
    const value: unknown = JSON.parse(textOf(file));
    return !Object.hasOwn(Object(value) as object, "common");
  } catch {
    return false;
  }
}

/** Ten thousand stacks have a tenth of it. */
const MOST_BYTES = 64 << 20;

/** @throws an error of the system, ERR_FS_FILE_TOO_LARGE before anything is read of what is too large to be a manifest */
function textOf(file: string): string {
  if (statSync(file).size > MOST_BYTES) {
    throw Object.assign(new Error(`${file} is too large`), { code: "ERR_FS_FILE_TOO_LARGE" });
  }
  return readFileSync(file, "utf8");
}

/** Writes the manifest of a folder, which is there. @throws an error of the system when it cannot be written */
export function writeManifest(folder: string, manifest: PlanManifest): void {
  writeFileSync(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

/**
 * Reads the manifest of a folder.
 *
 * @throws Failure when it cannot be read, is no manifest, or of another version: with the file and all that is wrong in it
 */
export function readManifest(folder: string): PlanManifest {
  const path = join(folder, MANIFEST_FILE);
  let text: string;
  try {
    text = textOf(path);
  } catch (error) {
    throw new Failure(fold(`${printable(path)} cannot be read: ${whyUnreadable(error)}. ${HOW}`));
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Failure(`${printable(path)} is not JSON, or cut off. ${HOW}`);
  }
  const version = (Object(value) as { version?: unknown }).version;
  if (version !== 1) {
    throw new Failure(
      fold(
        version === undefined
          ? `${printable(path)} is no manifest of plans: it has no version. ${HOW}`
          : `${printable(path)} is of version ${shown(version)}, and this program reads version 1. Use the version of ` +
              "landing-zone that wrote it, or plan again",
      ),
    );
  }
  const { data, error } = SCHEMA.safeParse(value);
  if (data === undefined) {
    const rest = error.issues.length - MOST_ISSUES;
    const issues = error.issues
      .slice(0, MOST_ISSUES)
      .map((issue) => fold(`${whereOf(issue.path)}: ${printable(shortened(issue.message))}`, "    ", "  "));
    const more = rest > 0 ? [`  and ${rest} more`] : [];
    throw new Failure([`${printable(path)} is no manifest of plans:`, ...issues, ...more, HOW].join("\n"));
  }
  return data;
}

function shown(value: unknown): string {
  return printable(shortened(JSON.stringify(value), 40));
}

function whereOf(path: readonly PropertyKey[]): string {
  const text = path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
  return text === "" ? "all of it" : printable(shortened(text));
}

/**
 * Reads the manifests of folders: of each the one in it, or those one level below, as jobs that planned some stacks each have
 * left them.
 *
 * @throws Failure for a path that is no folder, a folder that has no manifest, and manifests that cannot be read
 */
export function readPlanFolders(paths: readonly string[]): PlanFolder[] {
  const folders = paths.flatMap((path) => {
    const found = manifestFolders(path);
    if (found.length === 0) {
      throw new Failure(`${printable(path)} has no ${MANIFEST_FILE}, nor has a folder in it. ${HOW}`);
    }
    return found;
  });
  const unique = new Map(folders.map((folder) => [resolve(folder), folder]));
  return [...unique.values()].map((folder) => ({ folder, manifest: readManifest(folder) }));
}

/** The folder, if it has a manifest, else those in it that have one, by name. @throws Failure for what is no folder */
export function manifestFolders(path: string): string[] {
  // It would be the folder of the command: the variable of a pipeline that is not set.
  if (path === "") {
    throw new Failure('"" names no folder: name the folder of plan --save');
  }
  try {
    if (hasManifest(path)) {
      return [path];
    }
    const entries = readdirSync(path, { withFileTypes: true })
      .map((entry) => ({ isLink: entry.isSymbolicLink(), path: join(path, entry.name) }))
      .filter((entry) => hasManifest(entry.path));
    const link = entries.find(({ isLink }) => isLink);
    if (link !== undefined) {
      // Whoever hashes what is in the folder, as pipelines do before an apply, would not see what it leads to.
      throw new Failure(`${printable(link.path)} is a link to plans elsewhere: name their folder itself`);
    }
    return entries.map((entry) => entry.path).sort((one, other) => (one < other ? -1 : 1));
  } catch (error) {
    if (error instanceof Failure) throw error;
    const reason = existsSync(path) && !statSync(path).isDirectory() ? "it is no folder" : whyUnreadable(error);
    throw new Failure(`${printable(path)} cannot be read: ${reason}. Name the folder of plan --save`);
  }
}

/** A stack of several manifests. */
export interface PlannedInFolder extends ManifestStack {
  /** The folder that holds its files. */
  readonly folder: string;
}

/** What several manifests say together. */
export interface MergedManifest {
  readonly common: ManifestCommon;
  readonly folders: readonly PlanFolder[];
  /** In the order of their dependencies. */
  readonly stacks: readonly PlannedInFolder[];
}

/**
 * Puts manifests of one run together.
 *
 * @throws Failure with every difference when they were not made from the same, and when a stack was planned twice
 */
export function mergeManifests(folders: readonly PlanFolder[]): MergedManifest {
  const [first] = folders;
  if (first === undefined) {
    throw new Failure(`there is no manifest. ${HOW}`);
  }
  const problems = [...differences(first, folders.slice(1)), ...plannedTwice(folders)];
  if (problems.length > 0) {
    throw new Failure(
      [
        "the folders are not of one run, and nothing was done:",
        ...problems.map((problem) => fold(problem, "    ", "  ")),
        "Plan all of it again, from the same commit and with the same programs.",
      ].join("\n"),
    );
  }
  const stacks = folders.flatMap(({ folder, manifest }) => manifest.stacks.map((stack) => ({ ...stack, folder })));
  return { common: first.manifest.common, folders, stacks: inOrder(stacks) };
}

function differences(first: PlanFolder, others: readonly PlanFolder[]): string[] {
  const expected = flat(first.manifest.common);
  return others.flatMap(({ folder, manifest }) => {
    const found = flat(manifest.common);
    return [...new Set([...expected.keys(), ...found.keys()])]
      .filter((key) => expected.get(key) !== found.get(key))
      .map(
        (key) =>
          `${key} is ${said(expected.get(key))} in ${printable(first.folder)}, and ${said(found.get(key))} in ${printable(folder)}`,
      );
  });
}

/** What is common, a line each. */
function flat({ providers, terraform, ...common }: ManifestCommon): Map<string, string> {
  return new Map([
    ...Object.entries(common),
    ["terraform", `${terraform.program} ${terraform.version}`],
    ...Object.entries(providers).map(([source, version]): [string, string] => [
      `provider ${printable(source)}`,
      version,
    ]),
  ]);
}

function said(value: string | undefined): string {
  return value === undefined || value === "" ? "none" : printable(shortened(value));
}

function plannedTwice(folders: readonly PlanFolder[]): string[] {
  const found = new Map<string, string>();
  return folders.flatMap(({ folder, manifest }) =>
    manifest.stacks.flatMap(({ stack }) => {
      const other = found.get(stack);
      found.set(stack, folder);
      return other === undefined ? [] : [`${stack} is in ${printable(other)}, and in ${printable(folder)}`];
    }),
  );
}

/** What a stack reads comes before it; otherwise in the order of before. @throws Failure for a circle */
export function inOrder<Stack extends Pick<ManifestStack, "dependsOn" | "stack">>(stacks: readonly Stack[]): Stack[] {
  const byName = new Map(stacks.map((stack) => [stack.stack, stack]));
  const ordered = new Set<Stack>();
  for (const first of stacks) {
    // No recursion: stacks that wait for each other may be thousands, which no call stack holds.
    const path = ordered.has(first) ? [] : [begun(first)];
    const names = new Set([first.stack]);
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const name = at.left.pop();
      const upstream = name === undefined ? undefined : byName.get(name);
      if (name === undefined) {
        ordered.add(at.stack);
        names.delete(at.stack.stack);
        path.pop();
      } else if (names.has(name)) {
        throw new Failure(`stacks read each other in a circle: ${circleText([...names], name)}. ${HOW}`);
      } else if (upstream !== undefined && !ordered.has(upstream)) {
        path.push(begun(upstream));
        names.add(name);
      }
    }
  }
  return [...ordered];
}

/** A stack, and the names of what comes before it and is still to be looked at, the next one last. */
function begun<Stack extends Pick<ManifestStack, "dependsOn">>(stack: Stack): { stack: Stack; left: string[] } {
  return { stack, left: [...stack.dependsOn].reverse() };
}

/** `a -> b -> a`, in the middle of a long one `...`. */
function circleText(path: readonly string[], name: string): string {
  const circle = [...path.slice(path.indexOf(name)), name];
  const shown =
    circle.length > MOST_IN_CIRCLE ? [...circle.slice(0, MOST_IN_CIRCLE - 2), "...", ...circle.slice(-1)] : circle;
  return shown.join(" -> ");
}

const MOST_IN_CIRCLE = 10;

/** What the files of a stack are called: `audit.tfplan`, `audit.tfplan.enc`, `audit.json`. */
export const planFileOf = (stack: string, isEncrypted: boolean): string =>
  `${stack}.tfplan${isEncrypted ? ".enc" : ""}`;
/** Folder in that of the plans, which has plans of the same stacks that an apply wants reviewed again. */
export const AGAIN_FOLDER = "again";
export const jsonFileOf = (stack: string): string => `${stack}.json`;

/** `terraform` or `tofu`, of the path of a program. Anything else is taken for Terraform, as wrappers of it are called. */
export function programOf(binary: string): "terraform" | "tofu" {
  return /^tofu/i.test(basename(binary)) ? "tofu" : "terraform";
}
