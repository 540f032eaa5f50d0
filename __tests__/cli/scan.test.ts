// npm run scan as users run it, with a scanner that says what a test wants it to say.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "../support/program";
import type { Outcome } from "../support/program";

const TIMEOUT = 30_000;

describe("landing-zone scan", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-scan-test-"));

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** Where no program is but a Checkov whose report has these failed checks. */
  function checkov(name: string, ...failed: { check_id: string; resource: string }[]): void {
    const report = { results: { failed_checks: failed.map((check) => ({ ...check, check_name: "a check" })) } };
    const script = [
      `#!${process.execPath}`,
      'const output = process.argv[process.argv.indexOf("--output-file-path") + 1];',
      `require("node:fs").writeFileSync(output + "/results_json.json", ${JSON.stringify(JSON.stringify(report))});`,
    ];
    writeFileSync(join(folder, name), script.join("\n"), { mode: 0o755 });
  }

  const cli = program("cli/main.ts");
  /** Its standard error without what shows that it is running. */
  const scan = (): Outcome => {
    const outcome = cli(["scan", "--config", "examples/minimal.yaml"], { env: { ...process.env, PATH: folder } });
    return { ...outcome, stderr: outcome.stderr.replace(/^\[1\/1\].*\n(?: {6}.*\n)*/, "") };
  };

  const explained = { check_id: "CKV_AWS_18", resource: "aws_s3_bucket.access-log-bucket" };

  it(
    "says how to install a scanner when there is none",
    () => {
      const { status, stderr, stdout } = scan();
      expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
      expect(stderr).toMatch(
        /^neither Checkov nor Trivy is installed; install one of them:\n {2}checkov: .*\n {2}trivy: /,
      );
    },
    TIMEOUT,
  );

  it(
    "is content with failures that docs/security-exceptions.md explains, and with those that are not asked about",
    () => {
      checkov("checkov", explained, { check_id: "CKV_AWS_111", resource: "aws_iam_role.break-glass" });
      expect(scan()).toEqual({
        status: 0,
        stderr: "",
        stdout: "checkov: 1 failed checks, 1 of them in docs/security-exceptions.md\n",
      });
    },
    TIMEOUT,
  );

  it(
    "fails with those that nothing explains",
    () => {
      checkov("checkov", explained, { check_id: "CKV_AWS_18", resource: "aws_s3_bucket.trail-bucket" });
      expect(scan()).toEqual({
        status: 1,
        stderr: "Without an exception:\n  CKV_AWS_18  aws_s3_bucket.trail-bucket  a check\n",
        stdout: "checkov: 2 failed checks, 1 of them in docs/security-exceptions.md\n",
      });
    },
    TIMEOUT,
  );
});
