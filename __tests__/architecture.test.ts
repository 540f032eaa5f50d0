import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  createProgram,
  forEachChild,
  isAsExpression,
  isBinaryExpression,
  isElementAccessExpression,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isSatisfiesExpression,
  isSourceFile,
  isVariableDeclaration,
  parseJsonConfigFileContent,
  preProcessFile,
  readConfigFile,
  SymbolFlags,
  SyntaxKind,
  sys,
  TypeFlags,
} from "typescript";
import type { Expression, Node, Program, TypeChecker } from "typescript";

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
  ["aws/regions.ts", 'import "../config/names";', "aws/ may import"],
  ["modules/environment.ts", 'import "../config/names";', "modules/ may import"],
  ["modules/environment.ts", 'import "../stacks/landing-zone";', "modules/ may import"],
  ["stacks/landing-zone.ts", 'import "../cli/synth";', "stacks/ may import"],
  ["config/names.ts", 'import "../modules/environment";', "config/ may import"],
  ["review/changes.ts", 'import { App } from "cdktf";', "works without cdktf"],
  ["terraform/states.ts", 'import "../cli/plan";', "terraform/ may import"],
  ["simulator/start.ts", 'import "../cli/local";', "simulator/ may import"],
  ["config/names.ts", 'import { App } from "cdktf";', "works without cdktf"],
  ["log-integrity/keys.ts", 'import "../aws/regions";', "log-integrity/ may import"],
  ["log-integrity/keys.ts", 'import { S3Client } from "@aws-sdk/client-s3";', "asks nobody itself"],
  ["archive-reader/aws-store.ts", 'import "../terraform/account-clients";', "archive-reader/ may import"],
  ["log-validator/handler.ts", 'import "../config/names";', "log-validator/ may import"],
  ["log-validator/handler.ts", 'import { App } from "cdktf";', "works without cdktf"],
  ["config/names.ts", 'import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";', "works without cdktf"],
  ["modules/environment.ts", 'import { s3Bucket } from "@cdktf/provider-aws";', "the barrel costs seconds"],
  ["modules/environment.ts", 'import { App } from "cdktf/lib/app";', 'Import from "cdktf" only'],
  ["stacks/landing-zone.ts", 'import { App } from "cdktn";', 'Import from "cdktf" only'],
];
const ALLOWED: [file: string, statement: string][] = [
  ["modules/s3/trail-bucket.ts", 'import "../config/config-recorder";'],
  ["stacks/landing-zone.ts", 'import "../config/names";'],
  ["cli/scan.ts", 'import "../scan/exceptions";'],
];

/** TypeScript files of this project, from its root. */
function sources(folder = "."): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return /^(node_modules|dist|cdktf\.out|examples|\..*)$/.test(entry.name) ? [] : sources(path);
    }
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

/** Files of this project that a file imports: for a type only, and when it runs, too. */
function imported(file: string): string[] {
  return preProcessFile(readFileSync(file, "utf8"))
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith("."))
    .map((name) => join(dirname(file), name.replace(/\.js$/, "")))
    .map((path) => [`${path}.ts`, join(path, "index.ts")].find((candidate) => existsSync(candidate)) ?? path);
}

/** Circles of imports, each as the way around it: at least one wherever there are some. */
function circles(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) {
      found.push([...way.slice(way.indexOf(file)), file].join(" -> "));
    } else if (!done.has(file)) {
      for (const next of imports.get(file) ?? []) {
        visit(next, [...way, file]);
      }
      done.add(file);
    }
  };
  for (const file of imports.keys()) {
    visit(file, []);
  }
  return found;
}

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

describe("imports", () => {
  const files = sources();

  it(
    "go around in no circle, those of types included",
    () => {
      expect(circles(new Map(files.map((file) => [file, imported(file)])))).toEqual([]);
    },
    TIMEOUT,
  );

  it("are found to go around when they do", () => {
    const imports = new Map([
      ["a", ["b"]],
      ["b", ["c", "d"]],
      ["c", []],
      ["d", ["b"]],
    ]);
    expect(circles(imports)).toEqual(["b -> d -> b"]);
  });

  it(
    "have an arrow from every folder, and from none that is not there",
    () => {
      const script =
        'import("./eslint.config.mjs").then(({ ARROWS }) => console.log(JSON.stringify(Object.keys(ARROWS))))';
      const arrows = JSON.parse(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" })) as string[];
      const folders = new Set(files.filter((file) => file.includes("/")).map((file) => file.split("/")[0]));
      folders.delete("__tests__");
      expect(arrows.sort()).toEqual([...folders].sort());
    },
    TIMEOUT,
  );
});

/** Whether an expression is a table, of this module or another one, or a part of one: `TABLE`, `TABLE.part`. */
function isOfTable(expression: Expression, checker: TypeChecker): boolean {
  let root = expression;
  while (isElementAccessExpression(root) || isPropertyAccessExpression(root)) root = root.expression;
  const symbol = checker.getSymbolAtLocation(root);
  const isImported = symbol !== undefined && (symbol.flags & SymbolFlags.Alias) !== 0;
  const declaration = (isImported ? checker.getAliasedSymbol(symbol) : symbol)?.valueDeclaration;
  return (
    declaration !== undefined &&
    isVariableDeclaration(declaration) &&
    isSourceFile(declaration.parent.parent.parent) &&
    isTable(declaration.initializer)
  );
}

function isTable(initializer: Expression | undefined): boolean {
  return initializer !== undefined && (isAsExpression(initializer) || isSatisfiesExpression(initializer))
    ? isTable(initializer.expression)
    : initializer !== undefined && isObjectLiteralExpression(initializer);
}

/**
 * Tables written as an object that are asked for any text: "__proto__" and "constructor" are in each of them, and what
 * comes out is no value of the table. A `Map` has only what is in it.
 */
function tablesAskedForAnyText(program: Program, isOurs: (file: string) => boolean): string[] {
  const checker = program.getTypeChecker();
  const isAnyText = (key: Expression) => (checker.getTypeAtLocation(key).flags & TypeFlags.String) !== 0;
  const found: string[] = [];
  for (const file of program.getSourceFiles().filter(({ fileName }) => isOurs(fileName))) {
    const visit = (node: Node): void => {
      const [key, table] = isElementAccessExpression(node)
        ? [node.argumentExpression, node.expression]
        : isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.InKeyword
          ? [node.left, node.right]
          : [];
      if (key !== undefined && table !== undefined && isAnyText(key) && isOfTable(table, checker)) {
        const { line } = file.getLineAndCharacterOfPosition(node.getStart());
        found.push(`${file.fileName}:${line + 1} ${node.getText()}`);
      }
      forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}

describe("tables", () => {
  it(
    "that are asked for any text are maps",
    () => {
      const { fileNames, options } = parseJsonConfigFileContent(
        readConfigFile("tsconfig.json", (file) => readFileSync(file, "utf8")).config,
        sys,
        ".",
      );
      const program = createProgram(fileNames, options);
      expect(
        tablesAskedForAnyText(program, (file) => !file.includes("node_modules") && !file.includes("__tests__")),
      ).toEqual([]);
    },
    TIMEOUT,
  );

  it("are found when they are objects, of whatever module and however deep", () => {
    const folder = mkdtempSync(join(tmpdir(), "tables-"));
    const [file, user] = [join(folder, "table.ts"), join(folder, "user.ts")];
    writeFileSync(
      file,
      'export const T: Record<string, string> = { a: "b" };\nexport const f = (key: string) => T[key];\n' +
        'const K = { a: "b" };\nexport const g = (key: keyof typeof K) => K[key];\n' +
        "export const N = { t: T } as const satisfies object;\n",
    );
    writeFileSync(
      user,
      'import { N, T } from "./table";\nexport const f = (key: string) => T[key];\n' +
        "export const g = (key: string) => N.t[key];\nexport const h = (key: string) => key in T;\n",
    );
    const program = createProgram([file, user], { strict: true });
    expect(tablesAskedForAnyText(program, (name) => name.startsWith(folder))).toEqual([
      `${file}:2 T[key]`,
      `${user}:2 T[key]`,
      `${user}:3 N.t[key]`,
      `${user}:4 key in T`,
    ]);
    rmSync(folder, { recursive: true });
  });
});
