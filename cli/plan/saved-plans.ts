import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KMSClient } from "@aws-sdk/client-kms";
import { printable } from "../../config/source/printable";
import { Failure } from "../../console/failure";
import { maskedPlan } from "../../review/masked-plan";
import { encryptPlan, kmsOf } from "../../terraform/plan-encryption";
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

/** Writes plans to a folder: all of them or none, so that no folder has plans of two runs. */
export class SavedPlans {
  private readonly written: string[] = [];
  private readonly files = new Map<string, Pick<ManifestStack, "json" | "plan">>();

  private constructor(
    readonly folder: string,
    private readonly encryption: { readonly key: string; readonly kms: Pick<KMSClient, "send"> } | undefined,
  ) {
    // A process ends at once when nobody reads what it prints.
    process.once("exit", this.abandon);
  }

  /**
   * Makes the folder, and takes away the plans that an earlier run has left in it.
   *
   * @param key ARN of the KMS key that the binary plans are encrypted under
   * @throws Failure when it holds something else, or cannot be written
   */
  static in(folder: string, key?: string, kms = key === undefined ? undefined : kmsOf(key)): SavedPlans {
    if (folder === "") {
      throw new Failure('--save: "" names no folder');
    }
    writing(folder, () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (hasManifest(folder)) {
        const { stacks } = manifestIn(folder);
        // The manifest first: without it nobody takes the rest for plans.
        rmSync(join(folder, MANIFEST_FILE));
        for (const { json, plan, stack } of stacks) {
          for (const file of [json?.file, plan?.file]) {
            if (file !== undefined) rmSync(join(folder, file), { force: true });
          }
          // What an apply wanted reviewed again is of the plans before.
          rmSync(join(folder, AGAIN_FOLDER, jsonFileOf(stack)), { force: true });
        }
        removeEmpty(join(folder, AGAIN_FOLDER));
      } else if (readdirSync(folder).length > 0) {
        throw new Failure(
          `--save: ${printable(folder)} is not empty, and its files are no plans that were saved: name another folder, or empty it`,
        );
      }
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
    for (const file of Object.values(this.filesOf(stack))) rmSync(join(this.folder, file.file), { force: true });
    this.files.delete(stack);
  }

  finish(manifest: PlanManifest): void {
    writing(this.folder, () => {
      writeManifest(this.folder, manifest);
    });
    process.off("exit", this.abandon);
  }

  /** Takes back what was written. */
  readonly abandon = (): void => {
    process.off("exit", this.abandon);
    // The manifest first: without it nobody takes the rest for plans.
    for (const file of [join(this.folder, MANIFEST_FILE), ...this.written]) rmSync(file, { force: true });
  };

  private async savePlan(stack: string, file: string): Promise<ManifestFile> {
    const plan = readFileSync(file);
    const { key, kms } = this.encryption ?? {};
    return key === undefined || kms === undefined
      ? this.write(planFileOf(stack, false), plan)
      : this.write(planFileOf(stack, true), await encryptPlan(plan, stack, key, kms));
  }

  private write(name: string, content: Buffer | string): ManifestFile {
    const path = join(this.folder, name);
    writing(path, () => {
      this.written.push(path);
      // What is in the way may be a link, or everybody's to read.
      rmSync(path, { force: true });
      writeFileSync(path, content, { mode: OWNER_ONLY, flag: "wx" });
    });
    return { file: name, sha256: sha256Of(content) };
  }
}

function removeEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
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
