import { asffOf } from "../../log-validator/asff";
import { reportsOf } from "../../log-validator/reports";

const CHAIN = { accountId: "111122223333", region: "eu-west-1", trail: "main" };
const PLACE = { accountId: "333333333333", region: "eu-central-1" };
const ENVIRONMENT = { partition: "aws", source: "example.log-validation" };

function finding(key: string) {
  const [report] = reportsOf(
    [
      {
        type: "integrity",
        ...CHAIN,
        from: 0,
        to: 3_600_000,
        bucket: "trail-bucket",
        key,
        object: "log",
        kind: "unreferenced",
      },
    ],
    { settled: 0, isGap: false },
    7_200_000,
  ).reports;
  if (report === undefined) {
    throw new Error("there is no report");
  }
  return asffOf(report, ENVIRONMENT, PLACE, 7_200_000);
}

it("is of the account and region that import it, about those that are affected", () => {
  const asff = finding("AWSLogs/a.json.gz");
  expect(asff.AwsAccountId).toBe(PLACE.accountId);
  expect(asff.ProductArn).toBe("arn:aws:securityhub:eu-central-1:333333333333:product/333333333333/default");
  expect(asff.Resources).toEqual([
    { Type: "AwsAccount", Id: "AWS::::Account:111122223333", Partition: "aws", Region: "eu-west-1" },
    { Type: "AwsS3Object", Id: "arn:aws:s3:::trail-bucket/AWSLogs/a.json.gz", Partition: "aws", Region: "eu-west-1" },
  ]);
});

it.each(["é".repeat(700), "\u0000\n\t".repeat(300), "x".repeat(1024), "😀".repeat(250)])(
  "stays below what Security Hub takes, whatever the name of the object is",
  (key) => {
    const asff = finding(key);
    const limits: [string, number][] = [
      [asff.Title, 256],
      [asff.Description, 1024],
      [asff.Remediation.Recommendation.Text, 512],
      [asff.Resources[1]?.Id ?? "", 512],
      [asff.Id, 512],
    ];
    for (const [text, most] of limits) {
      expect(text.length).toBeGreaterThan(0);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(most);
      expect(text).toMatch(/^[ -~]+$/);
    }
  },
);
