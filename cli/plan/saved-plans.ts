import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { printable } from "../../config/source/printable";
import { Failure } from "../../console/failure";
import { maskedPlan } from "../../review/masked-plan";
import { kmsOf } from "../../terraform/envelope";
import type { EnvelopeClient } from "../../terraform/envelope";
import { sealManifest } from "../../terraform/manifest-seal";
import { encryptPlan } from "../../terraform/plan-encryption";
import {
  AGAIN_FOLDER,
  hasManifest,
  jsonFileOf,
  MANIFEST_FILE,
  planFileOf,
  readManifest,
  writeManifest,
} from "../../terraform/plan-manifest";
import type { ManifestFile, ManifestStack, PlanManifest } from "../../terraform/plan-manifest";
import type { MadePlan } from "../../terraform/plan-stack";
import { sha256Of } from "../../terraform/synthesized";
import { whyUnwritable } from "../written-files";

/** Binary plans hold secrets. */
const OWNER_ONLY = 0o600;

/** Folder in that of the plans, which has those of a run that is not at its end. */
const NEW_FOLDER = ".new";

/** Writes plans to a folder: all of them or none, so that no folder has plans of two runs. */
export class SavedPlans {
  private readonly files = new Map<string, Pick<ManifestStack, "json" | "plan">>();
  private readonly moved: string[] = [];

  private constructor(
    readonly folder: string,
    private readonly encryption: { readonly key: string; readonly kms: EnvelopeClient } | undefined,
  ) {
    // A process ends at once when nobody reads what it prints, and when it is interrupted twice.
    process.once("exit", this.abandon);
  }

  /**
   * Makes the folder. The plans that an earlier run has left in it stay until those of this run are all there.
   *
   * @param key ARN of the KMS key that the binary plans are encrypted under, and the manifest is sealed with
   * @throws Failure when it holds something else, or cannot be written
   */
  static in(folder: string, key?: string, kms = key === undefined ? undefined : kmsOf(key)): SavedPlans {
    if (folder === "") {
      throw new Failure('--save: "" names no folder');
    }
    writing(folder, () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (hasManifest(folder)) {
        manifestIn(folder);
      } else if (readdirSync(folder).some((name) => name !== NEW_FOLDER)) {
        throw new Failure(
          `--save: ${printable(folder)} is not empty, and its files are no plans that were saved: name another folder, or empty it`,
        );
      }
      // Of a run that was killed.
      rmSync(join(folder, NEW_FOLDER), { recursive: true, force: true });
      mkdirSync(join(folder, NEW_FOLDER), { mode: 0o700 });
    });
    return new SavedPlans(folder, key === undefined || kms === undefined ? undefined : { key, kms });
  }

  /** Writes the plan of a stack, if it would change something, and its masked JSON. @throws Failure when it cannot */
  async save({ changed, file, json, stack }: MadePlan): Promise<void> {
    if (json === undefined) {
      return;
    }
    const text = `${JSON.stringify(maskedPlan(json))}\n`;
    const jsonFile = this.write(jsonFileOf(stack), text);
    this.files.set(stack, { json: jsonFile, ...(changed ? { plan: await this.savePlan(stack, file) } : {}) });
  }

  /** What was written of a stack. */
  filesOf(stack: string): Pick<ManifestStack, "json" | "plan"> {
    return this.files.get(stack) ?? {};
  }

  /** The plan of a stack is of no use. */
  discard(stack: string): void {
    for (const { file } of Object.values(this.filesOf(stack))) rmSync(join(this.newFolder, file), { force: true });
    this.files.delete(stack);
  }

  /** Seals the manifest where plans are encrypted, and puts all of it in the place of what was there. @throws Failure when it cannot */
  async finish(manifest: PlanManifest): Promise<void> {
    const { key, kms } = this.encryption ?? {};
    const content = key === undefined || kms === undefined ? manifest : await sealManifest(manifest, key, kms);
    writing(this.folder, () => {
      writeManifest(this.newFolder, content);
      const names = readdirSync(this.newFolder).filter((name) => name !== MANIFEST_FILE);
      this.refuseFolders(names);
      removeSaved(this.folder);
      // The manifest last: without it nobody takes the rest for plans.
      for (const name of [...names, MANIFEST_FILE]) {
        renameSync(join(this.newFolder, name), join(this.folder, name));
        this.moved.push(name);
      }
      rmdirSync(this.newFolder);
    });
    process.off("exit", this.abandon);
  }

  /** Takes back what was written, and leaves what was there. */
  readonly abandon = (): void => {
    process.off("exit", this.abandon);
    for (const path of [...this.moved.map((name) => join(this.folder, name)), this.newFolder]) {
      rmSync(path, { recursive: true, force: true });
    }
  };

  private get newFolder(): string {
    return join(this.folder, NEW_FOLDER);
  }

  /** Before anything is removed. */
  private refuseFolders(names: readonly string[]): void {
    const inTheWay = names.find((name) => lstatSync(join(this.folder, name), { throwIfNoEntry: false })?.isDirectory());
    if (inTheWay !== undefined) {
      throw new Failure(`--save: ${printable(join(this.folder, inTheWay))} is a folder, in the way of a file`);
    }
  }

  private async savePlan(stack: string, file: string): Promise<ManifestFile> {
    const plan = readFileSync(file);
    const { key, kms } = this.encryption ?? {};
    return key === undefined || kms === undefined
      ? this.write(planFileOf(stack, false), plan)
      : this.write(planFileOf(stack, true), await encryptPlan(plan, stack, key, kms));
  }

  private write(name: string, content: Buffer | string): ManifestFile {
    const path = join(this.newFolder, name);
    writing(path, () => {
      writeFileSync(path, content, { mode: OWNER_ONLY, flag: "wx" });
    });
    return { file: name, sha256: sha256Of(content) };
  }
}

/** Removes what an earlier run has left. */
function removeSaved(folder: string): void {
  if (!hasManifest(folder)) {
    return;
  }
  const { stacks } = manifestIn(folder);
  const again = join(folder, AGAIN_FOLDER);
  // Through a link, files of others would be removed.
  const hasAgain = lstatSync(again, { throwIfNoEntry: false })?.isDirectory() === true;
  // The manifest first: without it nobody takes the rest for plans.
  rmSync(join(folder, MANIFEST_FILE));
  for (const { stack } of stacks) {
    // Not what the manifest calls them: somebody may have had it name files that are beside them.
    for (const file of [jsonFileOf(stack), planFileOf(stack, true), planFileOf(stack, false)]) {
      rmSync(join(folder, file), { force: true });
    }
    // What an apply wanted reviewed again is of the plans before.
    if (hasAgain) rmSync(join(again, jsonFileOf(stack)), { force: true });
  }
  if (hasAgain && readdirSync(again).length === 0) rmdirSync(again);
}

function manifestIn(folder: string): PlanManifest {
  try {
    return readManifest(folder);
  } catch {
    throw new Failure(
      `--save: ${printable(join(folder, MANIFEST_FILE))} is no manifest of plans: name another folder, or empty it`,
    );
  }
}

/** @throws Failure in place of the system's error */
function writing(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) throw error;
    const reason =
      (error as NodeJS.ErrnoException).code === "EEXIST" && existsSync(path)
        ? "a file is in the way of a folder"
        : whyUnwritable(error);
    throw new Failure(`--save: ${printable(path)} cannot be written: ${reason}`);
  }
}
