import { describeRetention, mfaDeleteProcedure } from "../../cli/archive";
import { exampleLandingZone, existingLandingZone } from "../support/landing-zones";

const retention = (...lines: string[]): string[] => describeRetention(existingLandingZone(...lines)).split("\n");

describe("the retention of the logs", () => {
  it("is shown for every bucket, as ages in days", () => {
    expect(retention()).toEqual([
      "age in days  STANDARD  GLACIER_IR  DEEP_ARCHIVE  deleted  locked until",
      "trail        0 to 90   90 to 366   366 to 2,557  2,557    2,557 (governance)",
      "Config       0 to 90   90 to 366   366 to 2,557  2,557    -",
      "flow logs    0 to 90   90 to 366   366 to 2,557  2,557    -",
      "access logs  0 to 90   90 to 366   366 to 2,557  2,557    -",
    ]);
  });

  it("is shown of findings of Amazon Inspector, where there are any", () => {
    expect(retention("inspector: { findings: { retentionDays: 30 } }").at(-1)).toMatch(
      /^findings +0 to 30 +- +- +30 +-$/,
    );
  });

  it("is shown with what the file gives single buckets", () => {
    const bucket = "{ retention: { hot: 30 days, archive: 30 days, total: 1 year } }";
    const [, , , flowLogs] = retention(`archive: { buckets: { flowLogs: ${bucket} } }`);
    expect(flowLogs).toMatch(/^flow logs +0 to 30 +- +30 to 366 +366 +-$/);
  });

  it("leaves out the classes that objects are never in", () => {
    const [, trail] = retention("archive: { retention: { hot: 1 year, archive: 1 year, total: 1 year } }");
    expect(trail).toMatch(/^trail +0 to 366 +- +- +366 +366 \(governance\)$/);
  });

  it("shows mode and duration of the lock", () => {
    const [, trail] = retention("archive: { objectLock: { mode: compliance, duration: 1 day } }");
    expect(trail).toMatch(/ 1 \(compliance\)$/);
  });

  it("shows that nothing is locked", () => {
    const [, trail] = retention("archive: { objectLock: { mode: off, reason: Proof of concept } }");
    expect(trail).toMatch(/^trail .* 2,557 +-$/);
  });

  it("is for ever in the trail bucket where MFA Delete is required, and in no other", () => {
    const [, trail, ...others] = retention("archive: { mfaDelete: required }");
    expect(trail).toMatch(/^trail +for ever +- +- +never +2,557 \(governance\)$/);
    expect(others.filter((line) => line.includes("never"))).toEqual([]);
  });
});

describe("how to enable MFA Delete", () => {
  it("is not shown where it is not required", () => {
    expect(mfaDeleteProcedure(existingLandingZone())).toBe("");
  });

  it("is shown with the bucket, the account, the region and the rule that reports until it is done", () => {
    expect(mfaDeleteProcedure(existingLandingZone("archive: { mfaDelete: required }")).split("\n")).toEqual([
      "MFA Delete has to be enabled by root of the log-archive account, once, after the",
      "first deployment:",
      "  1. Sign in as root of that account, with its MFA device, and create an access",
      "     key.",
      "  2. With that key, and a code of the device in place of 123456, run",
      "       aws s3api put-bucket-versioning --region eu-west-1 \\",
      "         --bucket small-cloudtrail-eu-west-1 \\",
      "         --versioning-configuration Status=Enabled,MFADelete=Enabled \\",
      '         --mfa "arn:aws:iam::222222222222:mfa/root-account-mfa-device 123456"',
      "  3. Delete the access key.",
      "Until then the AWS Config rule small-mfa-delete reports the bucket.",
      "More: docs/mfa-delete.md.",
    ]);
  });

  it("is shown with a placeholder for the id of an account that is to be created", () => {
    const { archive, ...rest } = exampleLandingZone();
    expect(mfaDeleteProcedure({ ...rest, archive: { ...archive, mfaDelete: true } })).toContain(
      '--mfa "arn:aws:iam::<account id>:mfa/root-account-mfa-device 123456"',
    );
  });

  it("is shown with the ARNs of the partition", () => {
    const landingZone = existingLandingZone("archive: { mfaDelete: required }");
    expect(mfaDeleteProcedure({ ...landingZone, partition: "aws-us-gov" })).toContain("arn:aws-us-gov:iam::");
  });
});
