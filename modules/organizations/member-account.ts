import { OrganizationsAccount } from "@cdktf/provider-aws/lib/organizations-account";
import type { ITerraformDependable } from "cdktf";
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
  /**
   * Id of the organizational unit, or of the root, that the account is in.
   * @default - an adopted account stays where it is, a new one is created in the root
   */
  readonly parentId?: string;
  /** Role that Organizations makes in a new account; the management account can assume it. */
  readonly roleName: string;
  /**
   * Twelve digits of an account that is in the organization already: it is adopted. Nothing of it changes but its parent, if
   * one is given; its tags stay as they are, too.
   * @default - the account is created
   */
  readonly existingId?: string;
  /**
   * The organization, for a new account without `parentId`, which would wait for it: AWS creates no account before.
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * What Organizations does not report of an account, or what would mean another account if it changed: Terraform would replace
 * the account.
 */
const NEVER_CHANGED = ["email", "iam_user_access_to_billing", "name", "role_name"];

/**
 * What of an account that exists is not this configuration's: its tags, which `default_tags` would replace, and arguments
 * whose defaults the provider would write into an imported state, which is a change in the plan though none in AWS.
 */
const NOT_ADOPTED = ["close_on_deletion", "create_govcloud", "tags", "tags_all"];

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
      dependsOn: props.dependsOn,
      lifecycle: {
        preventDestroy: true,
        ignoreChanges: [
          ...NEVER_CHANGED,
          ...(props.existingId === undefined ? [] : NOT_ADOPTED),
          ...(props.parentId === undefined ? ["parent_id"] : []),
        ].sort(),
      },
    });
    if (props.existingId !== undefined) {
      adopt(account, props.existingId);
    }
    this.accountId = props.existingId ?? account.id;
  }
}
