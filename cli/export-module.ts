import { basename, join, resolve } from "node:path";
import { Failure } from "../console/failure";
import { fold } from "../console/fold";
import { print, styled } from "../console/terminal";
import { NotAModule } from "../terraform-modules/module-problems";
import { writeTerraformModule } from "../terraform-modules/write-module";

export interface ExportModuleOptions {
  /** Folder that receives the module. */
  readonly output: string;
  /**
   * What callers name it.
   * @default - the folder's name
   */
  readonly name?: string;
  readonly description?: string;
  /** Constraints by provider, such as `aws`. */
  readonly providerVersion?: Readonly<Record<string, string>>;
  readonly terraformVersion?: string;
  /** Prints JSON in place of text. */
  readonly json?: boolean;
}

/** Hands a synthesized stack over as a folder that Terraform and OpenTofu call as a module. */
export function exportModule(stackFolder: string, options: ExportModuleOptions): void {
  const { description, json = false, output, providerVersion: providerVersions, terraformVersion } = options;
  const name = options.name ?? basename(resolve(output));
  let module;
  try {
    module = writeTerraformModule(stackFolder, output, { name, description, providerVersions, terraformVersion });
  } catch (error) {
    throw error instanceof NotAModule ? new Failure(error.message) : error;
  }
  const files = [...module.files.keys()].map((file) => join(output, file));
  if (json) {
    print(JSON.stringify({ name, files, fixed: module.fixed }, undefined, 2));
    return;
  }
  print(`Wrote the module ${styled("bold", name)}:\n${files.map((file) => `  ${file}`).join("\n")}`);
  if (module.fixed.length > 0) {
    const title = fold("These are fixed, and wrong for callers of another account or region; make them variables:");
    print(`\n${title}\n${module.fixed.map((place) => `  ${place}`).join("\n")}`);
  }
}
