import { CustomerManagedKey } from "../../../modules/kms/customer-managed-key";
import type { PolicyStatement } from "../../../modules/iam/policy-document";
import { synthesizeModule } from "../../support/terraform";
import { BREAK_GLASS_ROLE_ARN, uses } from "./support";

const USE: PolicyStatement = {
  Sid: "SomebodyDecrypts",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::333333333333:root" },
  Action: "kms:Decrypt",
  Resource: "*",
};

describe("CustomerManagedKey", () => {
  const template = synthesizeModule((stack, environment) => {
    new CustomerManagedKey(stack, "key", {
      environment,
      alias: "alias/secrets",
      breakGlassRoleArn: BREAK_GLASS_ROLE_ARN,
      description: "Encrypts secrets",
      statements: [USE],
    });
  });
  const { AccountAdministersKey, DenyDestruction } = template.statements("aws_kms_key");
  const administration = AccountAdministersKey?.Action as string[];

  it("rotates, waits 30 days before a deletion and cannot be destroyed by a plan", () => {
    expect(template.resource("aws_kms_key")).toMatchObject({
      description: "Encrypts secrets",
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("is found by its alias", () => {
    expect(template.resource("aws_kms_alias")).toMatchObject({
      name: "alias/secrets",
      target_key_id: "${aws_kms_key.key.key_id}",
    });
  });

  it("stays manageable by its own account, as AWS demands of the maker of a key policy", () => {
    expect(AccountAdministersKey).toMatchObject({
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::222222222222:root" },
      Resource: "*",
    });
    expect(administration).toContain("kms:PutKeyPolicy");
  });

  it.each(["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:CreateGrant", "kms:Sign"])(
    "does not let its administrators use it, or hand it to others: no %s",
    (action) => {
      const patterns = administration.map((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`));
      expect(patterns.filter((pattern) => pattern.test(action))).toEqual([]);
    },
  );

  it("is used by the principals that are given, and by nobody else", () => {
    expect(uses(template)).toEqual({ SomebodyDecrypts: USE });
  });

  it("is disabled, and its deletion scheduled, by the break-glass role only", () => {
    expect(DenyDestruction).toEqual({
      Sid: "DenyDestruction",
      Effect: "Deny",
      Principal: "*",
      Action: ["kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:ScheduleKeyDeletion"],
      Resource: "*",
      Condition: { ArnNotEquals: { "aws:PrincipalArn": BREAK_GLASS_ROLE_ARN } },
    });
  });

  it("is left to those who administer keys where no break-glass role is named", () => {
    const ofMessages = synthesizeModule((stack, environment) => {
      const description = "Encrypts messages";
      new CustomerManagedKey(stack, "key", { environment, alias: "alias/messages", description, statements: [USE] });
    });
    expect(Object.keys(ofMessages.statements("aws_kms_key"))).toEqual(["AccountAdministersKey", "SomebodyDecrypts"]);
  });
});
