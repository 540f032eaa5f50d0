import { existingLandingZone, stackOf, synthesizeLandingZone, synthesizeStack } from "../support/landing-zones";
import type { Block } from "../support/terraform";

describe("the archive of findings", () => {
  const template = synthesizeStack(
    existingLandingZone("inspector: { findings: { retentionDays: 100 } }"),
    "finding-archive",
  );
  const policy = template.statements("aws_s3_bucket_policy");

  it("has the bucket, which Terraform does not destroy, and keeps findings as long as the file says", () => {
    expect(template.resource("aws_s3_bucket")).toMatchObject({
      bucket: "small-findings-eu-west-1",
      lifecycle: { prevent_destroy: true },
    });
    const [rule] = template.resource("aws_s3_bucket_lifecycle_configuration").rule as Block[];
    expect(rule).toMatchObject({ expiration: [{ days: 100 }] });
    expect(rule?.transition ?? []).toEqual([]);
  });

  it("has a key of its own, which Terraform does not destroy either, and only the break-glass role can", () => {
    expect(template.resource("aws_kms_key").lifecycle).toEqual({ prevent_destroy: true });
    expect(template.resource("aws_kms_alias").name).toBe("alias/small-findings");
    expect(template.statements("aws_kms_key").DenyDestruction?.Condition).toEqual({
      ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/small-break-glass" },
    });
  });

  it("is written by the roles of the audit account that the inspector stack makes", () => {
    expect(policy.FirehoseWritesFindings?.Condition).toEqual({
      ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::333333333333:role/small-findings" },
    });
    expect(policy.CollectorWritesResults?.Condition).toEqual({
      ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::333333333333:role/small-cis-collector" },
    });
  });

  it("is protected as the other log buckets are, and its access is logged", () => {
    for (const sid of ["DenyOtherWriters", "DenyTampering", "DenyReconfiguration", "DenyOutsideOrganization"]) {
      expect(policy[sid]?.Effect).toBe("Deny");
    }
    expect(template.resource("aws_s3_bucket_logging").target_bucket).toBe("small-access-logs-eu-west-1");
  });
});

describe("the log archive beside it", () => {
  const accessLogs = (...lines: string[]): string => {
    const template = synthesizeStack(existingLandingZone(...lines), "log-archive");
    return JSON.stringify(template.json.resource?.aws_s3_bucket_policy);
  };

  it("takes the access logs of the bucket, where there is one", () => {
    expect(accessLogs("inspector: {}")).toContain("small-findings-eu-west-1");
    expect(accessLogs()).not.toContain("small-findings-eu-west-1");
  });
});

describe("a landing zone without Amazon Inspector", () => {
  it("has neither of its stacks: those that were are orphaned, not emptied", () => {
    const { stacks } = synthesizeLandingZone(existingLandingZone());
    expect(Object.keys(stacks).filter((id) => /inspector|finding/.test(id))).toEqual([]);
    expect(() => stackOf(stacks, "log-archive")).not.toThrow();
  });
});
