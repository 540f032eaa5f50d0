import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { parseDocument } from "yaml";
import { ledgerFileOf } from "../../config/ledger/file";
import { printable } from "../../config/source/printable";
import { Failure } from "../../console/failure";
import { REVIEW_EXIT } from "./exit";

const MOST_BYTES = 64 * 1024 * 1024;

/** A revision of the repository that a file is in. */
export class Revision {
  /** Folder of the repository. */
  private readonly root: string;
  /** What Git calls the commit. */
  readonly commit: string;

  /**
   * @param name a branch, a tag, a commit: whatever `git rev-parse` takes
   * @param folder any folder of the repository
   * @throws Failure with exit code 64 where there is no repository or no such revision
   */
  constructor(
    readonly name: string,
    private readonly folder: string,
  ) {
    const root = this.asked("rev-parse", "--show-toplevel");
    if (root === undefined) {
      throw new Failure(`${printable(folder)} is in no repository of Git, or Git is not installed`, REVIEW_EXIT.usage);
    }
    this.root = root.toString().trim();
    const commit = this.asked("rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`);
    if (commit === undefined) {
      const fetched = "git branch -a and git tag list what there is; a shallow clone has one: git fetch --unshallow";
      throw new Failure(`there is no revision ${printable(name)} here: ${fetched}`, REVIEW_EXIT.usage);
    }
    this.commit = commit.toString().trim();
  }

  /**
   * Writes a configuration as it was, its ledger and the files that it names, to a folder.
   *
   * @param file path of the configuration
   * @returns the path that it has there; nothing where the revision does not have it
   * @throws Failure with exit code 64 where the file is not in the repository
   */
  write(file: string, target: string): string | undefined {
    const path = this.pathOf(file);
    const text = this.content(path);
    if (text === undefined) {
      return undefined;
    }
    this.put(target, path, text);
    const folder = dirname(path);
    for (const name of [ledgerFileOf(path), ...textsOf(text.toString()).map((text) => join(folder, text))]) {
      const named = isAbsolute(name) || name.split(sep).includes("..") ? undefined : this.content(name);
      if (named !== undefined) this.put(target, name, named);
    }
    return join(target, path);
  }

  private pathOf(file: string): string {
    const path = relative(this.root, resolve(file));
    if (path.startsWith("..") || isAbsolute(path)) {
      throw new Failure(`${printable(file)} is not in the repository ${this.root}`, REVIEW_EXIT.usage);
    }
    return path;
  }

  private content(path: string): Buffer | undefined {
    return this.asked("cat-file", "blob", `${this.commit}:${path.split(sep).join("/")}`);
  }

  private put(target: string, path: string, content: Buffer): void {
    const file = join(target, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  private asked(...args: readonly string[]): Buffer | undefined {
    try {
      return execFileSync("git", args, {
        cwd: this.folder,
        stdio: ["ignore", "pipe", "ignore"],
        maxBuffer: MOST_BYTES,
      });
    } catch {
      return undefined;
    }
  }
}

/** Texts of a file that may be names of files beside it. */
function textsOf(yaml: string): string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === "string" && /^[^\n:*?"<>|]{1,255}\.[A-Za-z0-9]+$/.test(value)) found.add(value);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
  };
  try {
    visit(parseDocument(yaml).toJS({ maxAliasCount: 100 }));
  } catch {
    // Whoever loads it says what is wrong with it.
  }
  return [...found];
}
