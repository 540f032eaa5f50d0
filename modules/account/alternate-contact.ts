import { AccountAlternateContact } from "@cdktf/provider-aws/lib/account-alternate-contact";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface SecurityContactProps {
  /** Any one region of the account: an account has one security contact, so make it in exactly one. */
  readonly environment: Environment;
  /** At most 64 characters. */
  readonly name: string;
  /** At most 50 characters. */
  readonly title: string;
  /** At most 254 characters; a list that several people read, if possible. */
  readonly email: string;
  /** At most 25 characters, such as `+49 30 123456`. */
  readonly phone: string;
}

/**
 * Who gets AWS's messages about the security of an account, besides its root user. The account sets its own, which
 * needs no trusted access of the organization. After destroying this, only the root user gets them.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html
 */
export class SecurityContact extends Construct {
  constructor(scope: Construct, id: string, { email, name, phone, environment, title }: SecurityContactProps) {
    super(scope, id);
    new AccountAlternateContact(this, "Default", {
      ...inEnvironment(environment),
      alternateContactType: "SECURITY",
      name,
      title,
      emailAddress: email,
      phoneNumber: phone,
    });
  }
}
