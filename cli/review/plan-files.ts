import { isAscii } from "node:buffer";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { printable, shortened } from "../../config/source/printable";
import { whyUnreadable } from "../../config/source/read-text";
import { Failure } from "../../console/failure";
import type { PlanJson } from "../../review/plan-json";
import { MANIFEST_FILE } from "../../terraform/plan-manifest";
import { sha256Of } from "../../terraform/synthesized";
import { REVIEW_EXIT } from "./exit";

/** A file that may hold a plan. */
export interface PlanFile {
  readonly file: string;
  /** What its stack is called: the file, or its folder where the file is called plan as all others. */
  readonly stack: string;
  /** Whether the command line names it: what is found in a folder need not be a plan. */
  readonly isNamed: boolean;
  /** What its manifest says of it, hexadecimal. */
  readonly sha256?: string;
}

const SHOW = "terraform show -json PLAN > PLAN.json";
/** What tools call every plan, so that the folder says more. */
const ANY_PLAN = /^(tf)?plan$/i;
const SKIPPED = /^(node_modules|\.terraform|\.git)$/;

/**
 * The files of paths, in the order of their names; folders are looked through.
 *
 * @throws Failure for what is not there, and folders without JSON
 */
export function planFiles(paths: readonly string[]): PlanFile[] {
  const found = paths.flatMap((path): Omit<PlanFile, "stack">[] => {
    const stat = statOf(path);
    if (!stat.isDirectory()) {
      return [{ file: path, isNamed: true }];
    }
    const files = jsonFiles(path);
    if (files.length === 0) {
      throw new Failure(
        `${printable(path)} has no file that ends in .json: write the plans there by ${SHOW}`,
        REVIEW_EXIT.usage,
      );
    }
    return files.map((file) => ({ file, isNamed: false }));
  });
  const unique = new Map(found.map((file) => [resolve(file.file), file]));
  return [...unique.values()].map((file) => ({ ...file, stack: stackOf(file.file) }));
}

/**
 * The plan of a file; nothing where it holds something else and nobody named it.
 *
 * @throws Failure for what cannot be read, for a file that is named and holds no plan, and for one that its manifest says otherwise of
 */
export function readPlan({ file, isNamed, sha256 }: PlanFile): PlanJson | undefined {
  let text: string;
  try {
    text = decoded(readFileSync(file));
  } catch (error) {
    throw new Failure(`${printable(file)} cannot be read: ${whyUnreadable(error)}`, REVIEW_EXIT.usage);
  }
  if (sha256 !== undefined && sha256Of(text) !== sha256) {
    throw new Failure(
      `${printable(file)} is not what ${MANIFEST_FILE} beside it says: it was changed, or is of another run. Plan again`,
      REVIEW_EXIT.usage,
    );
  }
  const value = parsed(text);
  if (isPlan(value)) {
    return value;
  }
  if (!isNamed) {
    return undefined;
  }
  throw new Failure(`${printable(file)} is no plan: ${whatItIs(text, value)}. Write it by ${SHOW}`, REVIEW_EXIT.usage);
}

const UTF_16 = Buffer.from([0xff, 0xfe]);

/** PowerShell 5 writes UTF-16 where `>` says. Plans are large, and most of them ASCII, of which a byte is a sign: that is quicker. */
function decoded(bytes: Buffer): string {
  if (bytes.subarray(0, UTF_16.length).equals(UTF_16)) {
    return bytes.toString("utf16le");
  }
  return bytes.toString(isAscii(bytes) ? "latin1" : "utf8");
}

function parsed(text: string): unknown {
  try {
    // Some shells write a byte order mark.
    return JSON.parse(text.startsWith("\ufeff") ? text.slice(1) : text) as unknown;
  } catch {
    return undefined;
  }
}

function isPlan(value: unknown): value is PlanJson {
  return (
    typeof value === "object" &&
    value !== null &&
    "format_version" in value &&
    ("resource_changes" in value || "planned_values" in value || "output_changes" in value)
  );
}

function whatItIs(text: string, value: unknown): string {
  if (text.startsWith("PK")) {
    return "it is the plan that Terraform applies, which only Terraform reads";
  }
  if (value === undefined) {
    return `it is not JSON; it begins with ${JSON.stringify(printable(shortened(text, 40)))}`;
  }
  if (["values", "terraform_version"].some((key) => Object.hasOwn(Object(value) as object, key))) {
    return "it is a state, and not what Terraform would do to it";
  }
  return "it has no format_version and resource_changes";
}

function jsonFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        return SKIPPED.test(entry.name) ? [] : jsonFiles(path);
      }
      return entry.name.endsWith(".json") ? [path] : [];
    });
}

/** `plans/log-archive.tfplan.json` is of log-archive, and so is `log-archive/plan.json`. */
function stackOf(file: string): string {
  const name = basename(file).replace(/(\.(tf)?plan)?(\.json)?$/i, "");
  return name === "" || ANY_PLAN.test(name) ? basename(dirname(resolve(file))) : name;
}

function statOf(path: string): { isDirectory(): boolean } {
  try {
    return statSync(path);
  } catch (error) {
    throw new Failure(`${printable(path)} cannot be read: ${whyUnreadable(error)}`, REVIEW_EXIT.usage);
  }
}
