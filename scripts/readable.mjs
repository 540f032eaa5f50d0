// For reviews: node scripts/readable.mjs FOLDER... writes the Terraform JSON of a synthesis again, as FOLDER/readable/<stack>.json,
// with policies, event patterns and templates written out, which are JSON in a single line there.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folders = process.argv.slice(2);
const wrong = folders.filter((folder) => !existsSync(join(folder, "stacks")));
if (folders.length === 0 || wrong.length > 0) {
  process.stderr.write("usage: node scripts/readable.mjs FOLDER...\n");
  for (const folder of wrong)
    process.stderr.write(`${folder} has no stacks: npm run synth -- --output ${folder} writes them\n`);
  process.exit(2);
}
for (const folder of folders) {
  const output = join(folder, "readable");
  mkdirSync(output, { recursive: true });
  for (const stack of readdirSync(join(folder, "stacks"))) {
    const json = JSON.parse(readFileSync(join(folder, "stacks", stack, "cdk.tf.json"), "utf8"), (_, value) =>
      writtenOut(value),
    );
    writeFileSync(join(output, `${stack}.json`), `${JSON.stringify(json, undefined, 2)}\n`);
  }
}

/** A text that is a JSON object or list, as that; anything else as it is. */
function writtenOut(value) {
  if (typeof value !== "string" || !/^[[{]/.test(value)) {
    return value;
  }
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
