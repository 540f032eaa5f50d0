import { checkovFindings, SCANNED_TYPES, trivyFindings } from "../../scan/scanners";

const failed = {
  check_id: "CKV_AWS_18",
  check_name: "Ensure the S3 bucket has access logging",
  resource: "aws_s3_bucket.a",
};

describe("a report of Checkov", () => {
  const finding = { id: "CKV_AWS_18", title: failed.check_name, address: "aws_s3_bucket.a" };

  it("is read for one framework", () => {
    expect(checkovFindings({ check_type: "terraform", results: { failed_checks: [failed] } })).toEqual([finding]);
  });

  it("is read for several", () => {
    const none = { check_type: "secrets", results: { failed_checks: [] } };
    expect(checkovFindings([none, { check_type: "terraform", results: { failed_checks: [failed] } }])).toEqual([
      finding,
    ]);
  });
});

describe("a report of Trivy", () => {
  const misconfiguration = {
    ID: "AWS-0089",
    Title: "S3 Bucket Logging",
    Status: "FAIL",
    CauseMetadata: { Resource: "aws_s3_bucket.a" },
  };
  const finding = { id: "AVD-AWS-0089", title: "S3 Bucket Logging", address: "aws_s3_bucket.a" };

  it("is read with ids of newer and older versions", () => {
    const older = { ...misconfiguration, ID: "AWS089", AVDID: "AVD-AWS-0089" };
    expect(trivyFindings({ Results: [{ Misconfigurations: [misconfiguration, older] }] })).toEqual([finding, finding]);
  });

  it("leaves out what passed, and may hold nothing", () => {
    expect(trivyFindings({ Results: [{ Misconfigurations: [{ ...misconfiguration, Status: "PASS" }] }, {}] })).toEqual(
      [],
    );
    expect(trivyFindings({})).toEqual([]);
  });
});

it("is about what holds logs and what reports on them", () => {
  expect("aws_s3_bucket.a").toMatch(SCANNED_TYPES);
  expect("aws_sqs_queue.a").toMatch(SCANNED_TYPES);
  expect("aws_iam_role.a").not.toMatch(SCANNED_TYPES);
});
