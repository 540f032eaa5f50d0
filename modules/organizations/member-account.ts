import { OrganizationsAccount } from "@cdktf/provider-aws/lib/organizations-account";
import { Construct } from "constructs";
import { adopt } from "../adopt";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface MemberAccountProps {
  /** The management account. */
  readonly environment: Environment;
  readonly name: string;
  /** The root user's address, unique among all AWS accounts. */
  readonly email: string;
  /** Id of the organizational unit, or of the root, that the account stands in. */
  readonly parentId: string;
  /** Role that Organizations makes in a new account; the management account can assume it. */
  readonly roleName: string;
  /**
   * Twelve digits of an account that is in the organization already: it is adopted, and moved where it should stand.
   * @default - the account is created
   */
  readonly existingId?: string;
}

/**
 * A member account. Terraform neither closes nor replaces it: a changed name or address leaves it as it is, because
 * both would mean another account.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts.html
 */
export class MemberAccount extends Construct {
  /** Twelve digits; a token for an account that is created. */
  readonly accountId: string;

  constructor(scope: Construct, id: string, props: MemberAccountProps) {
    super(scope, id);
    const account = new OrganizationsAccount(this, "Default", {
      ...inEnvironment(props.environment),
      name: props.name,
      email: props.email,
      parentId: props.parentId,
      roleName: props.roleName,
      closeOnDeletion: false,
      lifecycle: {
        preventDestroy: true,
        // Organizations tells neither the role nor the billing access afterwards, so Terraform would see a change and
        // replace the account.
        ignoreChanges: ["email", "iam_user_access_to_billing", "name", "role_name"],
      },
    });
    if (props.existingId !== undefined) {
      adopt(account, props.existingId);
    }
    this.accountId = props.existingId ?? account.id;
  }
}
