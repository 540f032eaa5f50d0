// What people write into the file reaches AWS as they wrote it: Terraform takes ${ and %{ for its own unless they are
// escaped, and cdktf what looks like its tokens.
import { readdirSync, readFileSync } from "node:fs";
import { parseDocument, visit } from "yaml";
import type { Scalar } from "yaml";
import { parseLandingZone } from "../../config/load";
import { synthesizeLandingZone } from "../support/landing-zones";

/** Begins each mark, and is nowhere else, also not in names that are made of texts without their signs. */
const BEGINNING = "QQQ{";
/** For texts of any kind. */
const MARK = [
  BEGINNING,
  "${AWS::Region}%{if}$${b}%%{c}",
  "${TfToken[TOKEN.0]}#{TfToken[TOKEN.0]}&{TfToken[TOKEN.0]}",
  "-8.109562212591379e+298",
].join("");
/** For those that take few signs, such as addresses. */
const SHORT_MARK = `${BEGINNING}\${a}`;

/** Settings that take any text, which no example has. */
const MORE = `
config:
  policyRules:
    own: { title: Own rule, controls: [Own 1], policy: "rule a { type exists }" }
  functionRules:
    function:
      title: Decided by a function
      controls: [Own 2]
      functions: ["arn:aws:lambda:eu-west-1:333333333333:function:owner-tags"]
      parameters: { owner: platform }
  conformancePacks:
    logging: { template: conformance-packs/logging.yaml, parameters: { LogGroupRetentionDays: "90" } }
baseline:
  securityContact: { name: Security, title: Officer, email: security@example.com, phone: "+49 30 1234567" }
alerts:
  teams:
    - tenantId: 0f2ab7a1-4b1c-4b7e-9a4e-2f4f8f1c0a11
      teamId: 1f2ab7a1-4b1c-4b7e-9a4e-2f4f8f1c0a11
      channelId: 19%3aexample%40thread.tacv2
trail:
  dataEvents: { selectors: [{ name: Payroll, resources: ["arn:aws:s3:::payroll/"] }] }
tags: { CostCenter: "4711" }
`;

const EXAMPLES = readdirSync("examples")
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => [MARK, `examples/${file}`, readFileSync(`examples/${file}`, "utf8")] as const);
const EVERY_TEXT = `${readFileSync("examples/minimal.yaml", "utf8")}${MORE}`;
const CASES = [...EXAMPLES, [MARK, "every text", EVERY_TEXT], [SHORT_MARK, "every text", EVERY_TEXT]] as const;

function accepted(text: string, file: string): boolean {
  try {
    parseLandingZone(text, file);
    return true;
  } catch {
    return false;
  }
}

/** The example with the mark at the end of every text and key that takes it. */
function marked(file: string, text: string, mark: string): { marked: string; count: number } {
  const document = parseDocument(text);
  const scalars: Scalar[] = [];
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === "string") scalars.push(node);
    },
  });
  const taken = scalars.filter((node) => {
    const before = node.value;
    node.value = `${String(before)}${mark}`;
    const isTaken = accepted(String(document), file);
    if (!isTaken) node.value = before;
    return isTaken;
  });
  return { marked: String(document), count: taken.length };
}

/** A text as Terraform's template language reads it, with `<expression>` for what Terraform works out. */
function evaluated(text: string): string {
  return text.replace(/\$\$\{|%%\{|%\{ (?:if true|endif) \}|\$\{[^}]*\}/g, (part) => {
    if (part === "$${" || part === "%%{") return part.slice(1);
    return part.startsWith("%") ? "" : "<expression>";
  });
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [key, ...textsIn(part)]);
}

it.each(CASES)("%s stays as it was written in %s", (mark, file, text) => {
  const name = file === "every text" ? "every-text.yaml" : file;
  const { count, marked: written } = marked(name, text, mark);
  // In the smallest examples nothing takes any text.
  if (count === 0) {
    expect(file).not.toBe("every text");
    return;
  }
  const { stacks } = synthesizeLandingZone(parseLandingZone(written, name).landingZone);
  const found = Object.values(stacks)
    .flatMap(({ json }) => textsIn(json).map(evaluated))
    .flatMap((read) => read.split(BEGINNING).slice(1))
    .map((rest) => `${BEGINNING}${rest}`);
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter((read) => !read.startsWith(mark))).toEqual([]);
});
