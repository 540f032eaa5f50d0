import type { Report } from "../../scan/report";
import { countedByCheck, idleChecks, verdictOf } from "../../scan/verdict";

const failed = (id: string, address: string) => ({ id, address, stack: "log-archive", title: "a check" });
const EXCEPTIONS = [
  { ids: ["CKV_AWS_18"], stack: "every stack", resource: "every aws_s3_bucket", reason: "because" },
  { ids: ["CKV2_AWS_67"], stack: "every stack", resource: "every aws_s3_bucket", reason: "because" },
  { ids: ["CKV_AWS_50"], stack: "every stack", resource: "every aws_lambda_function", reason: "because" },
  { ids: ["AVD-AWS-0089"], stack: "every stack", resource: "every aws_s3_bucket", reason: "because" },
];

function report(...all: readonly Report["failed"][number][]): Report {
  return { passed: 1, failed: all, checks: new Set(["CKV_AWS_18", "CKV_AWS_21"]), problems: [] };
}

describe("failed checks", () => {
  it("have a reason, or none, or are out of scope", () => {
    const [explained, open, outside] = [
      failed("CKV_AWS_18", "aws_s3_bucket.a"),
      failed("CKV_AWS_21", "aws_s3_bucket.a"),
      failed("CKV_AWS_999", "aws_vpc.a"),
    ];
    expect(verdictOf(report(explained, open, outside), EXCEPTIONS)).toEqual({
      explained: [explained],
      open: [open],
      outside: [outside],
    });
  });

  it("are counted by check and type", () => {
    const all = [failed("B", "aws_vpc.a"), failed("A", "aws_vpc.a"), failed("B", "aws_vpc.b")];
    expect(countedByCheck(all)).toEqual(["A aws_vpc (1)", "B aws_vpc (2)"]);
  });
});

it("names checks of Checkov that a version does not make any more, where there is something to check", () => {
  expect(idleChecks(report(), EXCEPTIONS, new Set(["aws_s3_bucket"]))).toEqual(["CKV2_AWS_67"]);
});
