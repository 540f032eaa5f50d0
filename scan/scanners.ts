import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkovReport } from "./checkov";
import type { Framework } from "./checkov";
import type { Files, Material } from "./material";
import { merged } from "./report";
import type { Report } from "./report";
import { trivyReport } from "./trivy";

/** Runs a program, and answers once it has ended with exit code 0. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<void>;

export interface Scanner {
  readonly program: string;
  readonly title: string;
  /** How to install it, in one line. */
  readonly install: string;
  readonly scan: (material: Material, run: RunProgram) => Promise<Report>;
}

/**
 * @see https://www.checkov.io/2.Basics/CLI%20Command%20Reference.html
 * @see https://trivy.dev/latest/docs/references/configuration/cli/trivy_config/
 */
export const SCANNERS: readonly Scanner[] = [
  {
    program: "checkov",
    title: "Checkov",
    install: "pip install checkov",
    scan: async ({ plans, templates }, run) =>
      merged([
        await checkov("terraform_plan", plans, run),
        ...(templates.count > 0 ? [await checkov("cloudformation", templates, run)] : []),
      ]),
  },
  {
    program: "trivy",
    title: "Trivy",
    install: "https://trivy.dev/latest/getting-started/installation/",
    scan: async ({ stacks }, run) => {
      const report = join(stacks, "..", "trivy.json");
      await run("trivy", ["config", "--format", "json", "--exit-code", "0", "--output", report, stacks]);
      return trivyReport(readReport(report));
    },
  },
];

async function checkov(framework: Framework, { folder, resources }: Files, run: RunProgram): Promise<Report> {
  const output = `${folder}-report`;
  mkdirSync(output);
  // prettier-ignore
  await run("checkov", [
    "--directory", folder, "--framework", framework, "--compact", "--soft-fail",
    // Works without a network, and tells nobody.
    "--skip-download",
    "--output", "json", "--output-file-path", output,
  ]);
  return checkovReport(readReport(join(output, "results_json.json")), { framework, resources });
}

/** What a scanner wrote; an empty report where it wrote no JSON, which its reader then calls a problem. */
function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}
