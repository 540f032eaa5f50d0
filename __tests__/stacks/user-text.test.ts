// What people write into the file reaches AWS as they wrote it: Terraform takes ${ and %{ for its own unless they are
// escaped.
import { readdirSync, readFileSync } from "node:fs";
import { isScalar, parseDocument, visit } from "yaml";
import { parseLandingZone } from "../../config/load";
import { synthesizeLandingZone } from "../support/landing-zones";

const MARK = "${AWS::Region}%{if}";
const UNESCAPED = /[^$"]*(?<!\$)\$\{AWS::Region\}|[^%"]*(?<!%)%\{if\}/g;

const examples = readdirSync("examples")
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => `examples/${file}`);

function accepted(text: string, file: string): boolean {
  try {
    parseLandingZone(text, file);
    return true;
  } catch {
    return false;
  }
}

/** The example with the mark at the end of every text that takes it. */
function marked(file: string): { text: string; paths: number } {
  const document = parseDocument(readFileSync(file, "utf8"));
  let paths = 0;
  visit(document, {
    Scalar(key, node) {
      if (key === "key" || !isScalar(node) || typeof node.value !== "string") return;
      const before = node.value;
      node.value = `${before}${MARK}`;
      if (accepted(String(document), file)) {
        paths += 1;
      } else {
        node.value = before;
      }
    },
  });
  return { text: String(document), paths };
}

it.each(examples)("text of %s stays as it was written", (file) => {
  const { paths, text } = marked(file);
  const { stacks } = synthesizeLandingZone(parseLandingZone(text, file).landingZone);
  const found = Object.entries(stacks).flatMap(([stack, { text: json }]) =>
    [...json.matchAll(UNESCAPED)].map(([match]) => `${stack}: ${match}`),
  );
  expect(paths).toBeGreaterThan(0);
  expect(found).toEqual([]);
});
