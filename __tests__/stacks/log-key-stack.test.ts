import { uses } from "../modules/kms/support";
import { exampleLandingZone, existingLandingZone, stackOf, synthesizeLandingZone } from "../support/landing-zones";
import type { Block } from "../support/terraform";

const { manifest, stacks } = synthesizeLandingZone(existingLandingZone("archive: { logKeyAccount: audit }"));
const atHome = synthesizeLandingZone(existingLandingZone()).stacks;
const dependencies = (stack: string): unknown => (manifest.stacks as Record<string, Block>)[stack]?.dependencies;

describe("the log key in the audit account", () => {
  const template = stackOf(stacks, "log-key");

  it("is all that its stack holds, besides its alias", () => {
    expect(template.addresses).toEqual([
      expect.stringMatching(/^aws_kms_alias\.log-key_alias_/),
      "aws_kms_key.log-key",
    ]);
    expect(template.resource("aws_kms_alias").name).toBe("alias/small-logs");
  });

  it("is made by the deployment role of that account, in the home region, where its buckets are", () => {
    expect(template.json.provider.aws).toEqual([
      expect.objectContaining({
        region: "eu-west-1",
        allowed_account_ids: ["333333333333"],
        assume_role: [
          { role_arn: 'arn:aws:iam::333333333333:role/${coalesce(var.plan_role, "OrganizationAccountAccessRole")}' },
        ],
      }),
    ]);
  });

  it("is administered by that account and destroyed by its break-glass role, not by those of the log archive", () => {
    const { AccountAdministersKey, DenyDestruction } = template.statements("aws_kms_key");
    expect(AccountAdministersKey?.Principal).toEqual({ AWS: "arn:aws:iam::333333333333:root" });
    expect(DenyDestruction?.Condition).toEqual({
      ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::333333333333:role/small-break-glass" },
    });
  });

  it("is for the same services and readers as in the log archive", () => {
    expect(uses(template)).toEqual(uses(stackOf(atHome, "log-archive")));
    expect(Object.keys(uses(template))).toContain("ReadersDecryptTrail");
  });

  it("leaves none in the log archive, whose buckets are encrypted with it", () => {
    const logArchive = stackOf(stacks, "log-archive");
    expect(logArchive.resources("aws_kms_key")).toEqual([]);
    const reference =
      "${data.terraform_remote_state.cross-stack-reference-input-log-key.outputs.cross-stack-output-aws_kms_keylog-keyarn}";
    const keys = logArchive
      .resources("aws_s3_bucket_server_side_encryption_configuration")
      .map(({ rule }) => JSON.stringify(rule))
      .filter((rule) => rule.includes("aws:kms"));
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      expect(key).toContain(reference);
    }
    expect(stackOf(stacks, "organization-trail").resource("aws_cloudtrail").kms_key_id).toBe(reference);
  });

  it("is deployed after the organization and before the log archive", () => {
    expect(dependencies("log-key")).toEqual(["organization"]);
    expect(dependencies("log-archive")).toEqual(expect.arrayContaining(["log-key", "organization"]));
  });

  it("is found in accounts that are to be created, too", () => {
    const example = exampleLandingZone();
    const created = synthesizeLandingZone({ ...example, archive: { ...example.archive, logKeyAccount: "audit" } });
    expect(stackOf(created.stacks, "log-key").json.provider.aws[0]?.allowed_account_ids).toEqual([
      expect.stringMatching(/outputs\.cross-stack-output-aws_organizations_accountaccount-auditid\}$/),
    ]);
  });
});

describe("the log key in the log archive", () => {
  it("needs no stack of its own", () => {
    expect(Object.keys(atHome)).not.toContain("log-key");
    expect(stackOf(atHome, "log-archive").resources("aws_kms_key")).toHaveLength(1);
  });
});
