// npm run scan as users run it, with a scanner that reads what it is given as Checkov does, and whose failures a test says.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "../support/program";
import type { Outcome } from "../support/program";

const TIMEOUT = 60_000;
const PAGE = "docs/security-exceptions.md";

interface Failing {
  readonly check_id: string;
  readonly resource: string;
  readonly file_path?: string;
}

describe("landing-zone scan", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-scan-test-"));

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** Runs before a stand-in for Checkov writes its report: may change `report`, or leave early. */
  const AS_IT_IS = "";

  /**
   * Where no program is but this Checkov. It counts resources as the real one does: in plans those with `terraform_version`,
   * in templates those under `Resources`; and writes the reports recorded in __tests__/scan/recorded in form.
   */
  function checkov(failing: Readonly<Record<string, readonly Failing[]>> = {}, before = AS_IT_IS): void {
    const script = `#!${process.execPath}
      const { readdirSync, readFileSync, writeFileSync } = require("node:fs");
      const argument = (name) => process.argv[process.argv.indexOf(name) + 1];
      const [folder, framework, output] = ["--directory", "--framework", "--output-file-path"].map(argument);
      const files = readdirSync(folder).map((file) => JSON.parse(readFileSync(folder + "/" + file, "utf8")));
      const count = (file) => framework === "terraform_plan"
        ? (file.terraform_version ? file.planned_values.root_module.resources.length : 0)
        : Object.keys(file.Resources).length;
      const failed = (${JSON.stringify(failing)}[framework] ?? [])
        .map((check) => ({ check_name: "a check", file_path: "/log-archive.json", ...check }));
      const passed = [{ check_id: "CKV_AWS_1", check_name: "a check", file_path: "/log-archive.json", resource: "a.b" }];
      let report = {
        check_type: framework,
        results: { passed_checks: passed, failed_checks: failed, skipped_checks: [], parsing_errors: [] },
        summary: {
          passed: 1, failed: failed.length, skipped: 0, parsing_errors: 0,
          resource_count: files.map(count).reduce((a, b) => a + b, 0), checkov_version: "3.3.13",
        },
      };
      ${before}
      writeFileSync(output + "/results_json.json", JSON.stringify(report));`;
    writeFileSync(join(folder, "checkov"), script, { mode: 0o755 });
  }

  const cli = program("cli/main.ts");
  /** Its standard error without what shows that it is running. */
  const scan = (args: readonly string[] = [], config = "examples/minimal.yaml"): Outcome => {
    const outcome = cli(["scan", "--config", config, ...args], { env: { ...process.env, PATH: folder } });
    return { ...outcome, stderr: outcome.stderr.replace(/^\[1\/1\].*\n(?: {6}.*\n)*/, "") };
  };

  const explained = { check_id: "CKV_AWS_18", resource: "aws_s3_bucket.access-log-bucket" };
  const NO_TRIVY = /^Trivy is not installed, and its checks were not made\. To install it: https:\/\/\S+\n/;

  it(
    "says in a line for each how to install scanners when there is none",
    () => {
      const { status, stderr, stdout } = scan();
      expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
      expect(stderr.trimEnd().split("\n")).toEqual([
        expect.stringMatching(/^Checkov is not installed, .* To install it: pip install checkov$/),
        expect.stringMatching(/^Trivy is not installed, .* To install it: https/),
      ]);
    },
    TIMEOUT,
  );

  it(
    "makes do with the one that there is, unless another one has to be there",
    () => {
      checkov();
      const { status, stderr, stdout } = scan();
      expect({ status }).toEqual({ status: 0 });
      expect(stderr).toMatch(NO_TRIVY);
      expect(stdout).toMatch(/^Checkov 3\.3\.13: \d+ resources of \d+ stacks\n {2}1 check passed, 0 failed: /);

      expect(scan(["--scanner", "trivy"])).toMatchObject({
        status: 3,
        stderr: expect.stringMatching(NO_TRIVY) as string,
      });
      expect(scan(["--scanner", "checkov"])).toMatchObject({ status: 0, stderr: "" });
    },
    TIMEOUT,
  );

  it(
    "is content with failures that the page explains, and counts those that are out of scope",
    () => {
      checkov({ terraform_plan: [explained, { check_id: "CKV_AWS_999", resource: "aws_vpc.a" }] });
      const { status, stdout } = scan();
      expect({ status }).toEqual({ status: 0 });
      expect(stdout.replace(/\s+/g, " ")).toContain(
        `1 check passed, 2 failed: 1 with a reason in ${PAGE}, 0 without, 1 on types out of scope`,
      );
      expect(stdout).toContain("  out of scope: CKV_AWS_999 aws_vpc (1)\n");
    },
    TIMEOUT,
  );

  it(
    "fails with those that nothing explains",
    () => {
      checkov({ terraform_plan: [explained, { ...explained, resource: "aws_s3_bucket.trail-bucket" }] });
      expect(scan(["--scanner", "checkov"])).toMatchObject({
        status: 1,
        stderr:
          `Checkov: failed checks without a reason in ${PAGE}\n` +
          "  CKV_AWS_18  log-archive  aws_s3_bucket.trail-bucket\n    a check\n",
      });
    },
    TIMEOUT,
  );

  it(
    "has templates of stack sets read as CloudFormation",
    () => {
      checkov({
        cloudformation: [
          {
            check_id: "CKV_AWS_61",
            resource: "AWS::IAM::Role.BreakGlass",
            file_path: "/baseline-stack-sets.once.json",
          },
          { check_id: "CKV_AWS_61", resource: "AWS::IAM::Role.Other", file_path: "/baseline-stack-sets.once.json" },
        ],
      });
      const { status, stderr, stdout } = scan(["--scanner", "checkov"], "examples/stacksets.yaml");
      expect({ status }).toEqual({ status: 1 });
      expect(stdout).toMatch(/^Checkov 3\.3\.13: \d+ resources of \d+ stacks and 4 StackSet templates\n/);
      expect(stderr).toContain("  CKV_AWS_61  baseline-stack-sets  AWS::IAM::Role.Other\n");
      expect(stderr).not.toContain("BreakGlass");
    },
    TIMEOUT,
  );

  it.each([
    ["that nothing was scanned", "report = { passed: 0, failed: 0, resource_count: 0 };", /^Checkov scanned nothing/],
    ["that there is no report", "process.exit(0);", /^Checkov scanned nothing/],
    ["what was left out", "report.summary.resource_count -= 1;", /^Checkov read \d+ of \d+ resources/],
    ["a crash", "console.error('Traceback'); process.exit(2);", /^Checkov ended with exit code 2:\nTraceback/],
  ])(
    "reports as a failure %s",
    (_, before, message) => {
      checkov({}, before);
      expect(scan(["--scanner", "checkov"])).toMatchObject({
        status: 1,
        stderr: expect.stringMatching(message) as string,
      });
    },
    TIMEOUT,
  );
});
