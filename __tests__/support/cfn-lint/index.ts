import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../console/run";
import { templateBody } from "../../../modules/stacksets/template";
import type { StackTemplate } from "../../../modules/stacksets/template";
import { pythonWith } from "../../../simulator/python-package";

const REPORT = "report.json";

/** What the command `cfn-lint` runs: as a module Python cannot run it. */
const PROGRAM = "import sys; from cfnlint.runner import main; sys.exit(main())";

/** Bits of the exit code that mean findings: errors, warnings, information. */
const FINDINGS = 2 | 4 | 8;

interface Finding {
  readonly Filename: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
}

/**
 * What cfn-lint finds in templates, as `template: RULE message`: errors, warnings and information. One run looks at all of
 * them, as it takes longest to start.
 *
 * @param templates by name
 * @param regions where stacks of every one of them are made
 * @see https://github.com/aws-cloudformation/cfn-lint
 */
export async function cfnLint(
  templates: Readonly<Record<string, StackTemplate>>,
  regions: readonly string[],
): Promise<string[]> {
  const python = await pythonWith(
    { name: "cfn-lint", modules: [], folder: join("__tests__", "support", "cfn-lint"), user: "cfn-lint" },
    console.log,
  );
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-cfn-lint-"));
  try {
    const files = Object.entries(templates).map(([name, template]) => {
      const file = join(folder, `${name}.template.json`);
      writeFileSync(file, templateBody(template));
      return file;
    });
    const report = join(folder, REPORT);
    const format = ["--format", "json", "--output-file", report, "--include-checks", "I"];
    const { code, output } = await run(python, ["-c", PROGRAM, ...format, "--regions", ...regions, "--", ...files]);
    if ((code & ~FINDINGS) !== 0) {
      throw new Error(`cfn-lint ended with exit code ${code}:\n${output}`);
    }
    const findings = JSON.parse(readFileSync(report, "utf8")) as Finding[];
    return findings.map(({ Filename, Message, Rule }) => {
      const name = Object.keys(templates).find((key) => Filename.endsWith(`${key}.template.json`)) ?? Filename;
      return `${name}: ${Rule.Id} ${Message}`;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
