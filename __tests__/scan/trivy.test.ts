import { trivyReport } from "../../scan/trivy";

const misconfiguration = {
  ID: "AWS-0089",
  Title: "S3 Bucket Logging",
  Status: "FAIL",
  CauseMetadata: { Resource: "aws_s3_bucket.a" },
};
const Target = "log-archive/cdk.tf.json";

describe("a report of Trivy", () => {
  const finding = { id: "AVD-AWS-0089", title: "S3 Bucket Logging", stack: "log-archive", address: "aws_s3_bucket.a" };

  it("is read with ids of newer and older versions", () => {
    const older = { ...misconfiguration, ID: "AWS089", AVDID: "AVD-AWS-0089" };
    const report = { Results: [{ Target, Misconfigurations: [misconfiguration, older] }] };
    expect(trivyReport(report).failed).toEqual([finding, finding]);
  });

  it("leaves out what passed", () => {
    const MisconfSummary = { Successes: 3, Failures: 0 };
    const report = {
      Results: [{ Target, MisconfSummary, Misconfigurations: [{ ...misconfiguration, Status: "PASS" }] }],
    };
    expect(trivyReport(report)).toMatchObject({ passed: 3, failed: [], problems: [] });
  });

  it.each([{}, { Results: [] }, { Results: [{ Target }] }])("is a problem when nothing was scanned: %j", (report) => {
    expect(trivyReport(report).problems).toEqual([expect.stringMatching(/^Trivy scanned nothing/)]);
  });
});
