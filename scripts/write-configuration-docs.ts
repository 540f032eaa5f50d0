// npm run docs: writes what is generated from config/; with --check writes nothing and fails when it is stale.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { format } from "prettier";
import { commandLine, runCommandLine } from "../console/command-line";
import { print, printError } from "../console/terminal";
import { jsonSchema, markdown } from "./documentation/configuration";
import { apiReport, breakingLines } from "./documentation/api-report";
import { accessMarkdown } from "./documentation/access";
import { alarmsMarkdown } from "./documentation/alarms";
import { configRulesMarkdown } from "./documentation/config-rules";
import { guardrailsMarkdown } from "./documentation/guardrails";
import { thirdPartyLicensesMarkdown } from "./documentation/third-party-licenses";
import { reportJsonSchema } from "../log-integrity/report-json";
import { reviewJsonSchema } from "../review/report-json";

const REPORT = "docs/api-report.md";

function manifest(): Parameters<typeof apiReport>[0] {
  return JSON.parse(readFileSync("package.json", "utf8")) as Parameters<typeof apiReport>[0];
}

async function write({ check = false }: { check?: boolean }): Promise<void> {
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
    "docs/api-report.md": apiReport(manifest()),
    "docs/guardrails.md": await format(guardrailsMarkdown(), { parser: "markdown" }),
    "THIRD-PARTY-LICENSES.md": await format(thirdPartyLicensesMarkdown(), { parser: "markdown", printWidth: 120 }),
  };
  const broken = existsSync(REPORT) ? breakingLines(readFileSync(REPORT, "utf8"), generated[REPORT] ?? "") : [];
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
  if (check) {
    for (const [file] of stale) {
      printError(`${file} is not what it is made from: run npm run docs`);
    }
    process.exitCode = stale.length === 0 ? 0 : 1;
    return;
  }
  for (const [file, text] of stale) {
    writeFileSync(file, text);
    print(`wrote ${file}`);
  }
}

void runCommandLine(
  commandLine("docs", "write the pages and the schema that are generated from config/")
    .option("--check", "write nothing, and fail when one of them is not current")
    .action(write),
);
