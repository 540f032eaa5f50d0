import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SynthesizedStack } from "./stacks";

/**
 * Functions whose code beside a stack is not the one that the stack was written with. Terraform uploads whatever is in the file: the
 * hash tells it only when. Code that is missing it asks for by itself.
 *
 * @param root the folder with a folder for each stack
 * @returns `log-validation/aws_lambda_function.validator: assets/<name>.zip`
 */
export function replacedCode(root: string, stacks: readonly SynthesizedStack[]): string[] {
  return stacks.flatMap(({ id, resource }) =>
    Object.entries(resource.aws_lambda_function ?? {}).flatMap(([name, { filename, source_code_hash: hash }]) => {
      const file = join(root, id, String(filename));
      return typeof filename === "string" && existsSync(file) && sha256(file) !== hash
        ? [`${id}/aws_lambda_function.${name}: ${filename}`]
        : [];
    }),
  );
}

function sha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("base64");
}
