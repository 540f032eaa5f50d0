import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NotAModule } from "./module-problems";
import type { SynthesizedStack } from "./synthesized-stack";
import { MARK, toModule } from "./to-module";
import type { ModuleOptions, TerraformModule } from "./to-module";

/** What cdktf calls a stack's file. */
const STACK_FILE = "cdk.tf.json";

/**
 * Writes a stack that cdktf synthesized as a folder that Terraform and OpenTofu call as a module:
 * `main.tf.json`, `variables.tf.json`, `outputs.tf.json`, `versions.tf.json` and `README.md`.
 *
 * ```ts
 * app.synth();
 * writeTerraformModule("cdktf.out/stacks/cis-alarms", "modules/cis-alarms", { name: "cis-alarms" });
 * ```
 *
 * @param stackFolder folder of the stack, after `app.synth()`
 * @param folder where to write; files of a module written before are written again
 * @throws NotAModule where the stack cannot be a module, or where the folder has files of Terraform by somebody else
 */
export function writeTerraformModule(stackFolder: string, folder: string, options: ModuleOptions): TerraformModule {
  const module = toModule(readStack(stackFolder, options.name), options);
  const problems = foreignFiles(folder, module.files);
  if (problems.length > 0) {
    throw new NotAModule(options.name, problems);
  }
  mkdirSync(folder, { recursive: true });
  for (const [file, content] of module.files) {
    writeFileSync(join(folder, file), content);
  }
  return module;
}

function readStack(stackFolder: string, name: string): SynthesizedStack {
  const file = join(stackFolder, STACK_FILE);
  if (!existsSync(file)) {
    throw new NotAModule(name, [
      `${file}: there is no such file. It takes the folder of a synthesized stack, such as cdktf.out/stacks/<stack>, ` +
        "after app.synth()",
    ]);
  }
  try {
    return JSON.parse(readFileSync(file, "utf8")) as SynthesizedStack;
  } catch (error) {
    throw new NotAModule(name, [`${file}: it is not JSON (${(error as Error).message}). Synthesize the stack again`]);
  }
}

/** Files in the folder that would become parts of the module, or be lost, and are nobody's that made it. */
function foreignFiles(folder: string, files: ReadonlyMap<string, string>): string[] {
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => /\.tf(\.json)?$/.test(file) || files.has(file))
    .filter((file) => !readFileSync(join(folder, file), "utf8").slice(0, 200).includes(MARK))
    .map((file) => `${join(folder, file)}: somebody else wrote it. Take another folder, or move it away`);
}
