import { IamAccountPasswordPolicy } from "@cdktf/provider-aws/lib/iam-account-password-policy";
import { Construct } from "constructs";
import { checkWhole, pathOf } from "../checks";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";

/** Any one region of the account: IAM has none, so make the policy in exactly one. */
export interface PasswordPolicyProps extends EnvironmentProps {
  /**
   * Characters, 6 to 128.
   * @default 14
   */
  readonly minimumLength?: number;
  /**
   * How many earlier passwords may not be used again, 1 to 24.
   * @default 24
   */
  readonly reusePrevention?: number;
  /**
   * Whether a password has to have a lower-case letter.
   * @default true
   */
  readonly requireLowercase?: boolean;
  /**
   * Whether a password has to have a digit.
   * @default true
   */
  readonly requireNumbers?: boolean;
  /**
   * Whether a password has to have a symbol.
   * @default true
   */
  readonly requireSymbols?: boolean;
  /**
   * Whether a password has to have an upper-case letter.
   * @default true
   */
  readonly requireUppercase?: boolean;
  /**
   * Days until a password has to be changed, 1 to 1,095.
   * @default - passwords do not expire
   */
  readonly maxAgeDays?: number;
  /**
   * Whether users may change their own password. Whose password has expired may do so in any case.
   * @default true
   */
  readonly usersMayChangeTheirs?: boolean;
}

/**
 * What the passwords of an account's IAM users have to be like, by default what the CIS AWS Foundations Benchmark asks for.
 * It applies to passwords that are set from now on; neither root nor IAM Identity Center follows it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 */
export class PasswordPolicy extends Construct {
  /** The setting itself. */
  readonly policy: IamAccountPasswordPolicy;

  constructor(scope: Construct, id: string, props: PasswordPolicyProps = {}) {
    super(scope, id);
    const where = pathOf(scope, id);
    checkWhole(where, "minimumLength", props.minimumLength, 6, 128);
    checkWhole(where, "reusePrevention", props.reusePrevention, 1, 24);
    checkWhole(where, "maxAgeDays", props.maxAgeDays, 1, 1095);
    this.policy = new IamAccountPasswordPolicy(this, "Default", {
      ...inEnvironment(environmentOf(scope, id, props)),
      minimumPasswordLength: props.minimumLength ?? 14,
      passwordReusePrevention: props.reusePrevention ?? 24,
      requireLowercaseCharacters: props.requireLowercase ?? true,
      requireNumbers: props.requireNumbers ?? true,
      requireSymbols: props.requireSymbols ?? true,
      requireUppercaseCharacters: props.requireUppercase ?? true,
      // Left out it would keep the value of before: 0 is never.
      maxPasswordAge: props.maxAgeDays ?? 0,
      allowUsersToChangePassword: props.usersMayChangeTheirs ?? true,
    });
  }
}
