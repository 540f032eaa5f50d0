// npm run docs: writes what is generated from config/; with --check writes nothing and fails when it is stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { format } from "prettier";
import { commandLine, runCommandLine } from "../console/command-line";
import { print, printError } from "../console/terminal";
import { jsonSchema, markdown } from "./documentation/configuration";
import { apiReport } from "./documentation/api-report";
import { breakingChanges } from "./documentation/breaking-changes";
import { accessMarkdown } from "./documentation/access";
import { alarmsMarkdown } from "./documentation/alarms";
import { catalogs } from "./documentation/catalogs";
import { configRulesMarkdown } from "./documentation/config-rules";
import { usesIn } from "./documentation/example-uses";
import { guardrailsMarkdown } from "./documentation/guardrails";
import { MODULE_PAGES, modulePages } from "./documentation/module-pages";
import { publicSurface } from "./documentation/public-surface";
import type { Entry, Manifest } from "./documentation/public-surface";
import { thirdPartyLicensesMarkdown } from "./documentation/third-party-licenses";
import { reportJsonSchema } from "../log-integrity/report-json";
import { reviewJsonSchema } from "../review/report-json";

const REPORT = "docs/api-report.md";

/** What tests synthesize, and the pages show. */
const USES = "__tests__/modules";

async function pagesOfModules(surface: readonly Entry[], packageName: string): Promise<Record<string, string>> {
  const full = readdirSync(join(USES, "full-uses")).map((file) => usesIn(join(USES, "full-uses", file), packageName));
  return modulePages(surface, {
    smallest: await formatted(usesIn(join(USES, "smallest-uses.ts"), packageName)),
    full: await formatted(new Map(full.flatMap((uses) => [...uses]))),
  });
}

async function formatted(examples: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const options = { parser: "typescript", printWidth: 100, trailingComma: "all" } as const;
  const texts = [...examples].map(async ([name, text]) => [name, (await format(text, options)).trimEnd()] as const);
  return new Map(await Promise.all(texts));
}

async function filesOfCatalogs(): Promise<Record<string, string>> {
  const files = Object.entries(catalogs()).map(
    async ([file, catalog]) =>
      [join("catalogs", file), await format(JSON.stringify(catalog), { parser: "json", printWidth: 120 })] as const,
  );
  return Object.fromEntries(await Promise.all(files));
}

/** Pages of folders that are not public any more. */
function leftOver(generated: Readonly<Record<string, string>>): string[] {
  const files = existsSync(MODULE_PAGES) ? readdirSync(MODULE_PAGES) : [];
  return files.map((file) => join(MODULE_PAGES, file)).filter((file) => !(file in generated));
}

async function write({ check = false }: { check?: boolean }): Promise<void> {
  const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest & {
    readonly name: string;
    readonly version: string;
  };
  const surface = publicSurface(manifest);
  const generated: Record<string, string> = {
    "landing-zone.schema.json": `${JSON.stringify(jsonSchema(), undefined, 2)}\n`,
    // Prettier would pad every row of a table to its longest, and change all of them whenever that one changes.
    "docs/configuration.md": markdown(),
    "docs/access.md": await format(accessMarkdown(), { parser: "markdown" }),
    "docs/alarms.md": await format(alarmsMarkdown(), { parser: "markdown" }),
    "docs/config-rules.md": await format(configRulesMarkdown(), { parser: "markdown" }),
    "docs/verify-logs.schema.json": await format(JSON.stringify(reportJsonSchema()), {
      parser: "json",
      printWidth: 120,
    }),
    "docs/review.schema.json": await format(JSON.stringify(reviewJsonSchema()), { parser: "json", printWidth: 120 }),
    "docs/api-report.md": apiReport(surface, manifest.version),
    "docs/guardrails.md": await format(guardrailsMarkdown(), { parser: "markdown" }),
    "THIRD-PARTY-LICENSES.md": await format(thirdPartyLicensesMarkdown(), { parser: "markdown", printWidth: 120 }),
    ...(await pagesOfModules(surface, manifest.name)),
    ...(await filesOfCatalogs()),
  };
  const broken = existsSync(REPORT) ? breakingChanges(readFileSync(REPORT, "utf8"), generated[REPORT] ?? "") : [];
  if (broken.length > 0) {
    printError(`what the package exports would break its users; put it back, or raise version in package.json:`);
    for (const line of broken) {
      printError(`  ${line}`);
    }
    process.exitCode = 1;
    return;
  }
  const stale = Object.entries(generated).filter(
    ([file, text]) => !existsSync(file) || readFileSync(file, "utf8") !== text,
  );
  const extra = leftOver(generated);
  if (check) {
    for (const file of [...stale.map(([name]) => name), ...extra]) {
      printError(`${file} is not what it is made from: run npm run docs`);
    }
    process.exitCode = stale.length + extra.length === 0 ? 0 : 1;
    return;
  }
  for (const [file, text] of stale) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    print(`wrote ${file}`);
  }
  for (const file of extra) {
    rmSync(file);
    print(`removed ${file}`);
  }
}

void runCommandLine(
  commandLine("docs", "write the pages and the schema that are generated from config/")
    .option("--check", "write nothing, and fail when one of them is not current")
    .action(write),
);
