import { PasswordPolicy } from "../../../modules/iam/password-policy";
import type { PasswordPolicyProps } from "../../../modules/iam/password-policy";
import { synthesizeModule } from "../../support/terraform";
import type { Block } from "../../support/terraform";

function policy(props: Omit<PasswordPolicyProps, "environment"> = {}): Block {
  return synthesizeModule((stack, environment) => {
    new PasswordPolicy(stack, "passwords", { environment, ...props });
  }).resource("aws_iam_account_password_policy", "passwords");
}

describe("PasswordPolicy", () => {
  it("asks for what the CIS benchmark asks for, and passwords do not expire", () => {
    expect(policy()).toMatchObject({
      minimum_password_length: 14,
      password_reuse_prevention: 24,
      require_lowercase_characters: true,
      require_numbers: true,
      require_symbols: true,
      require_uppercase_characters: true,
      allow_users_to_change_password: true,
    });
    // Left out it would keep the value of before.
    expect(policy()).toHaveProperty("max_password_age", 0);
  });

  it.each([
    [{ minimumLength: 20 }, "minimum_password_length", 20],
    [{ reusePrevention: 5 }, "password_reuse_prevention", 5],
    [{ requireLowercase: false }, "require_lowercase_characters", false],
    [{ requireNumbers: false }, "require_numbers", false],
    [{ requireSymbols: false }, "require_symbols", false],
    [{ requireUppercase: false }, "require_uppercase_characters", false],
    [{ maxAgeDays: 90 }, "max_password_age", 90],
    [{ usersMayChangeTheirs: false }, "allow_users_to_change_password", false],
  ])("follows %j", (props, argument, value) => {
    expect(policy(props)[argument]).toBe(value);
  });
});
