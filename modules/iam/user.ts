import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserGroupMembership } from "@cdktf/provider-aws/lib/iam-user-group-membership";
import { TerraformElement, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { PREVENT_DESTROY } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { forget } from "../forget";

export interface GroupMemberProps {
  /** The account with the users. */
  readonly environment: Environment;
  readonly userName: string;
  /** Whether the user is made; otherwise it exists and stays when its membership ends, even if it was made here once. */
  readonly create: boolean;
  /** Names of the groups that the user is put into; none: the user is there, and in no group of these. */
  readonly groups: readonly string[];
}

/**
 * An IAM user and the groups that it is put into, without password and without access keys: whoever administers the account
 * gives the first password.
 *
 * The membership is the user's, not the group's: when this is taken out, the plan destroys one membership with the user's
 * name, and touches neither other members nor other groups of the user, as a list of all members of a group would. A user
 * that was made is deleted then, with its password and devices. Terraform never replaces it.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/iam_user_group_membership
 */
export class GroupMember extends Construct {
  constructor(scope: Construct, id: string, { create, environment, groups, userName }: GroupMemberProps) {
    super(scope, id);
    const user = create ? this.make(environment, userName) : this.leave(userName);
    if (groups.length > 0) {
      new IamUserGroupMembership(this, "membership", { ...inEnvironment(environment), user, groups: [...groups] });
    }
  }

  private make(environment: Environment, name: string): string {
    return new IamUser(this, "user", {
      ...inEnvironment(environment),
      name,
      // What its owner set up: password and devices.
      forceDestroy: true,
      lifecycle: PREVENT_DESTROY,
    }).name;
  }

  private leave(name: string): string {
    const { friendlyUniqueId } = new TerraformElement(this, "user");
    forget(TerraformStack.of(this), `${IamUser.tfResourceType}.${friendlyUniqueId}`);
    return name;
  }
}
