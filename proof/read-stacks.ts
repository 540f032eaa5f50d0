import "../stacks/synthesis-speed";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { parseDocument } from "yaml";
import { isMapping } from "../config/source/mapping";
import { printable } from "../config/source/printable";
import type { LandingZone } from "../config/landing-zone";
import { EXIT, Failure } from "../console/failure";
import { fold } from "../console/fold";
import { shellQuoted, typed } from "../console/invocation";
import { defineLandingZone } from "../stacks/landing-zone";
import { replacedCode } from "./replaced-code";
import { stackOf } from "./stacks";
import type { SynthesizedStack, TerraformJson } from "./stacks";

const FILE = "cdk.tf.json";

/**
 * The stacks of a landing zone as they are in a folder, whatever was done to them there: `cdktf.out`, `cdktf.out/stacks`, or a
 * copy of either. Each is in a folder of its name, as `cdk.tf.json`.
 *
 * @param landingZone what says which stacks there are, and in which accounts
 * @throws Failure when there is no such folder, a stack is missing, a file is no Terraform JSON, Terraform reads others besides, or a
 *   function has other code than its stack was written with
 */
export function readStacks(landingZone: LandingZone, folder: string): SynthesizedStack[] {
  const stacks = stacksOf(landingZone);
  const root = folderOfStacks(folder);
  const missing = stacks.filter(({ id }) => !existsSync(join(root, id, FILE))).map(({ id }) => id);
  if (missing.length > 0) {
    const found = readdirSync(root).filter((name) => existsSync(join(root, name, FILE)));
    throw new Failure(
      `${root} lacks ${missing.length} of the ${stacks.length} stacks of this configuration\n` +
        `${line("missing", missing.join(", "))}\n` +
        `${line("found", found.length === 0 ? `no folder with a ${FILE}` : found.join(", "))}\n` +
        line("fix", `${HOW_TO_WRITE}, or name the configuration that they were written from by --config`),
      EXIT.usage,
    );
  }
  refuseOthers(root, new Set(stacks.map(({ id }) => id)));
  const read = stacks.map(({ accountSlug, id }) => stackOf(id, accountSlug, terraformJson(join(root, id, FILE))));
  const replaced = replacedCode(root, read);
  if (replaced.length > 0) {
    throw new Failure(
      `${root} has functions with other code than their stacks were written with\n` +
        `${line("found", replaced.join(", "))}\n` +
        `${line("allowed", "code of the SHA-256 in source_code_hash")}\n` +
        line("fix", HOW_TO_WRITE),
    );
  }
  return read;
}

/** What Terraform and OpenTofu read in a folder, and override by: state and plans are none of it. */
const READ_BY_TERRAFORM = /\.(?:tf|tofu)(?:\.json)?$|\.tfvars(?:\.json)?$/;
const MOST_NAMED = 10;

/** @throws Failure when a stack has more files than the one that is read here, or there is a stack that no configuration has */
function refuseOthers(root: string, stacks: ReadonlySet<string>): void {
  const others = readdirSync(root)
    .filter((name) => statSync(join(root, name)).isDirectory())
    .flatMap((stack) =>
      readdirSync(join(root, stack))
        .filter((file) => READ_BY_TERRAFORM.test(file) && (file !== FILE || !stacks.has(stack)))
        .map((file) => join(stack, file)),
    );
  if (others.length > 0) {
    const named = [...others.slice(0, MOST_NAMED), ...(others.length > MOST_NAMED ? ["..."] : [])];
    throw new Failure(
      `${root} has files that Terraform reads, and no configuration has\n` +
        `${line("found", named.join(", "))}\n` +
        `${line("allowed", `a ${FILE} in the folder of each of the ${stacks.size} stacks of this configuration`)}\n` +
        line("fix", `take them out, or ${HOW_TO_WRITE} into an empty folder`),
      EXIT.usage,
    );
  }
}

const HOW_TO_WRITE = `write them by \`${typed("synth")}\``;

/** A line of a message, folded below its title. */
function line(title: string, text: string): string {
  return fold(text, "           ", `  ${title.padEnd(9)}`);
}

function folderOfStacks(folder: string): string {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new Failure(
      `there is no folder ${folder === "" ? '""' : shellQuoted(folder)} of stacks\n` +
        `  allowed  a folder with a folder for each stack, such as cdktf.out/stacks\n` +
        `  fix      ${HOW_TO_WRITE}`,
      EXIT.usage,
    );
  }
  const inside = join(folder, "stacks");
  return existsSync(inside) ? inside : folder;
}

function terraformJson(file: string): TerraformJson {
  let content: unknown;
  const text = readFileSync(file, "utf8");
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new Failure(`${file} is not JSON: ${(error as Error).message}\n  fix      mend it, or ${HOW_TO_WRITE}`);
  }
  // Of a key that is there twice JavaScript reads the last, and Terraform both.
  const [twice] = parseDocument(text, { schema: "json", uniqueKeys: true }).errors;
  if (twice !== undefined) {
    throw new Failure(`${file}: ${twice.message}\n  fix      mend it, or ${HOW_TO_WRITE}`);
  }
  if (!isMapping(content)) {
    throw new Failure(`${file} is no Terraform JSON: it holds no object\n  fix      ${HOW_TO_WRITE}`);
  }
  const wrong = wrongPlace(content);
  if (wrong !== undefined) {
    throw new Failure(
      `${file} is not as this project writes it: ${wrong} is no object\n  fix      mend it, or ${HOW_TO_WRITE}`,
    );
  }
  return content;
}

/** Terraform takes lists of blocks as well, of which the proof would see nothing. */
function wrongPlace(content: TerraformJson): string | undefined {
  const below = (value: unknown, place: string, levels: number): string | undefined =>
    !isMapping(value)
      ? place
      : levels === 0
        ? undefined
        : Object.entries(value)
            .map(([key, one]) => below(one, `${place}.${printable(key)}`, levels - 1))
            .find((wrong) => wrong !== undefined);
  return ["resource", "data", "output"]
    .filter((block) => content[block] !== undefined)
    .map((block) => below(content[block], block, block === "output" ? 1 : 2))
    .find((wrong) => wrong !== undefined);
}

/** Names of the stacks, and slugs of their accounts. */
function stacksOf(landingZone: LandingZone): { id: string; accountSlug: string }[] {
  const outdir = mkdtempSync(join(tmpdir(), "landing-zone-stacks-"));
  try {
    const { stacks } = defineLandingZone(new App({ outdir }), landingZone);
    return stacks.map(({ accountSlug, node: { id } }) => ({ id, accountSlug }));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
