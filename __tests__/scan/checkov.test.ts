import { checkovReport } from "../../scan/checkov";
import { recordedReport } from "./recorded";

const recorded = recordedReport("log-archive");
const RESOURCES = 34;
const given = { framework: "terraform_plan", resources: RESOURCES } as const;

describe("a report that Checkov wrote", () => {
  it("is read with version, counts and failed checks", () => {
    const report = checkovReport(recorded, given);
    expect(report).toMatchObject({ version: "3.3.13", resources: RESOURCES, passed: 70, problems: [] });
    expect(report.failed).toHaveLength(11);
    expect(report.failed).toContainEqual({
      id: "CKV_AWS_18",
      title: "Ensure the S3 bucket has access logging enabled",
      stack: "log-archive",
      address: "aws_s3_bucket.access-log-bucket",
    });
  });

  it("is found among those of other frameworks", () => {
    const other = { check_type: "secrets", results: {}, summary: {} };
    expect(checkovReport([other, recorded], given)).toEqual(checkovReport(recorded, given));
  });

  it("says of failures in templates which stack the stack set is in", () => {
    const failed = {
      check_id: "CKV_AWS_61",
      check_name: "a check",
      file_path: "/baseline-stack-sets.once.json",
      resource: "AWS::IAM::Role.BreakGlass",
    };
    const report = {
      check_type: "cloudformation",
      results: { passed_checks: [], failed_checks: [failed], parsing_errors: [] },
      summary: { parsing_errors: 0, resource_count: 5, checkov_version: "3.3.13" },
    };
    expect(checkovReport(report, { framework: "cloudformation", resources: 5 }).failed).toEqual([
      { id: "CKV_AWS_61", title: "a check", stack: "baseline-stack-sets", address: "AWS::IAM::Role.BreakGlass" },
    ]);
  });
});

describe("what Checkov did not scan", () => {
  const empty = { passed_checks: [], failed_checks: [], parsing_errors: [] };
  const summary = { parsing_errors: 0, resource_count: RESOURCES, checkov_version: "3.3.13" };

  it.each([
    ["nothing at all", recordedReport("nothing-scanned"), /^Checkov scanned nothing: .* 34 resources/],
    ["no report", {}, /^Checkov scanned nothing/],
    ["another framework only", { ...recorded, check_type: "secrets" }, /^Checkov scanned nothing/],
    [
      "fewer resources than there are",
      { ...recorded, summary: { ...summary, resource_count: 33 } },
      /^Checkov read 33 of 34 resources/,
    ],
    [
      "a file that it cannot parse",
      {
        ...recorded,
        results: { ...recorded.results, parsing_errors: ["/a.json"] },
        summary: { ...summary, parsing_errors: 1 },
      },
      /^Checkov could not parse \/a\.json$/,
    ],
    ["resources, and no check", { ...recorded, results: empty, summary }, /^Checkov made no check/],
  ])("is told from nothing that failed: %s", (_, report, problem) => {
    expect(checkovReport(report, given).problems).toEqual([expect.stringMatching(problem)]);
  });
});
