import { AccountAlternateContact } from "@cdktf/provider-aws/lib/account-alternate-contact";
import { Construct } from "constructs";
import { checkFormats, pathOf } from "../checks";
import { FORMATS } from "../../aws/formats";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";

/** Any one region of the account: an account has one security contact, so make it in exactly one. */
export interface SecurityContactProps extends EnvironmentProps {
  /** 2 to 64 characters. */
  readonly name: string;
  /** 2 to 50 characters. */
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
  /** The contact itself. */
  readonly contact: AccountAlternateContact;

  constructor(scope: Construct, id: string, props: SecurityContactProps) {
    super(scope, id);
    const { email, name, phone, title } = props;
    checkFormats(pathOf(scope, id), props, {
      email: FORMATS.contactEmail,
      name: FORMATS.contactName,
      phone: FORMATS.contactPhone,
      title: FORMATS.contactTitle,
    });
    this.contact = new AccountAlternateContact(this, "Default", {
      ...inEnvironment(environmentOf(scope, id, props)),
      alternateContactType: "SECURITY",
      name,
      title,
      emailAddress: email,
      phoneNumber: phone,
    });
  }
}
