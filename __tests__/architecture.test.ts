import { execFileSync } from "node:child_process";

const TIMEOUT = 60_000;

/** What eslint says about a file of this project if it began with another import. */
const SCRIPT = `
const { ESLint } = require("eslint");
const { readFileSync } = require("node:fs");
const cases = JSON.parse(process.argv[1]);
(async () => {
  const eslint = new ESLint({
    // Only the rules in question, and none of the types that the others need: seconds instead of half a minute.
    overrideConfig: [{ languageOptions: { parserOptions: { projectService: false } } }],
    ruleFilter: ({ ruleId }) => ruleId.includes("restricted"),
  });
  const results = [];
  for (const { file, statement } of cases) {
    const [{ messages }] = await eslint.lintText(statement + "\\n" + readFileSync(file, "utf8"), { filePath: file });
    results.push(messages.filter(({ line }) => line === 1).map(({ ruleId, message }) => ruleId + ": " + message));
  }
  process.stdout.write(JSON.stringify(results));
})();`;

const REFUSED: [file: string, statement: string, message: string][] = [
  ["modules/environment.ts", 'import "../config/names";', "modules/ may import itself only"],
  ["modules/environment.ts", 'import "../stacks/landing-zone";', "modules/ may import itself only"],
  ["stacks/landing-zone.ts", 'import "../console/table";', "stacks/ may import config, modules, itself only"],
  ["config/names.ts", 'import "../modules/environment";', "config/ may import patterns, itself only"],
  ["config/names.ts", 'import { App } from "cdktf";', "works without cdktf"],
  ["config/names.ts", 'import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";', "works without cdktf"],
  ["modules/environment.ts", 'import { s3Bucket } from "@cdktf/provider-aws";', "the barrel costs seconds"],
  ["modules/environment.ts", 'import { App } from "cdktf/lib/app";', 'Import from "cdktf" only'],
  ["stacks/landing-zone.ts", 'import { App } from "cdktn";', 'Import from "cdktf" only'],
];
const ALLOWED: [file: string, statement: string][] = [
  ["modules/s3/trail-bucket.ts", 'import "../config/config-recorder";'],
  ["stacks/landing-zone.ts", 'import "../config/names";'],
];

describe("the arrows of the architecture", () => {
  let results: string[][];

  beforeAll(() => {
    const cases = [...REFUSED, ...ALLOWED].map(([file, statement]) => ({ file, statement }));
    results = JSON.parse(
      execFileSync(process.execPath, ["-e", SCRIPT, JSON.stringify(cases)], { encoding: "utf8" }),
    ) as string[][];
  }, TIMEOUT);

  it.each(REFUSED.map((refused, index) => [index, ...refused] as const))(
    "%i: refuse in %s: %s",
    (index, _, __, message) => {
      expect(results[index]).toEqual(expect.arrayContaining([expect.stringContaining(message)]));
    },
  );

  it.each(ALLOWED.map((allowed, index) => [index, ...allowed] as const))("%i: allow in %s: %s", (index) => {
    const arrows = (results[REFUSED.length + index] ?? []).filter((message) => message.includes("restricted"));
    expect(arrows).toEqual([]);
  });
});
