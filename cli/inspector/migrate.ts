import { stringify } from "yaml";
import { printable } from "../../config/source/printable";
import { EXIT } from "../../console/failure";
import { fold } from "../../console/fold";
import { plural } from "../../console/plural";
import { print, printError } from "../../console/terminal";
import { equivalentOf } from "./equivalent";
import type { Migration } from "./equivalent";
import { readResources } from "./resources";

export interface MigrateOptions {
  /** Prints JSON in place of text. */
  readonly json?: boolean;
}

/** Prints what Amazon Inspector of today has for the assessments of Amazon Inspector Classic in a state or plan. */
export function migrate(file: string, { json = false }: MigrateOptions): void {
  const migration = equivalentOf(readResources(file));
  process.exitCode = EXIT.ok;
  if (json) {
    print(JSON.stringify({ file, ...migration, removedJson: removedBlocks(migration) }, undefined, 2));
    return;
  }
  if (migration.removed.length === 0) {
    print(`${printable(file)} has nothing of Amazon Inspector Classic.`);
    return;
  }
  print(describe(migration));
  for (const note of migration.notes) {
    printError(fold(`note: ${printable(note)}`, "  ", ""));
  }
}

/** YAML and HCL with comments, so that each part can be copied as it is. */
export function describe({ removed, targets }: Migration): string {
  return [
    `# ${plural(targets.length, "target")} for landing-zone.yaml`,
    stringify({ inspector: { targets } }, { lineWidth: 80, defaultStringType: "PLAIN" }).trimEnd(),
    "",
    "# for the code that has the old resources, in place of them: Terraform 1.7 and",
    "# newer forgets them without a call to AWS",
    ...removed.map((address) => `removed {\n  from = ${address}\n  lifecycle {\n    destroy = false\n  }\n}`),
    "",
    "# the same for code in JSON (*.tf.json)",
    JSON.stringify(removedBlocks({ removed }), undefined, 2),
  ].join("\n");
}

function removedBlocks({ removed }: Pick<Migration, "removed">): object {
  return { removed: removed.map((from) => ({ from, lifecycle: { destroy: false } })) };
}
