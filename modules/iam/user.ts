import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserGroupMembership } from "@cdktf/provider-aws/lib/iam-user-group-membership";
import { TerraformElement, TerraformStack } from "cdktf";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormat, checkFormats, pathOf } from "../checks";
import { PREVENT_DESTROY } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { Environment, EnvironmentProps } from "../environment";
import { forget } from "../forget";

/** The environment is the account with the users. */
export interface GroupMemberProps extends EnvironmentProps {
  /** At most 64 letters, digits and `+=,.@_-`. */
  readonly userName: string;
  /**
   * Whether the user is made; otherwise it exists and stays when its membership ends, even if it was made here once.
   * @default true
   */
  readonly create?: boolean;
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
  /** Name of the user. */
  readonly userName: string;
  /** The user, if it is made. */
  readonly user?: IamUser;
  /** The membership, if there are groups. */
  readonly membership?: IamUserGroupMembership;
  /** The user in its groups; nothing, if the user exists and is put into none. */
  readonly ready?: ITerraformDependable;

  constructor(scope: Construct, id: string, props: GroupMemberProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { create = true, groups, userName } = props;
    checkFormats(where, props, { userName: FORMATS.userName });
    for (const [index, group] of groups.entries()) {
      checkFormat(where, `groups[${index}]`, group, FORMATS.groupName);
    }
    const environment = environmentOf(scope, id, props);
    this.user = create ? this.make(environment, userName) : undefined;
    this.userName = this.user === undefined ? this.leave(userName) : this.user.name;
    if (groups.length > 0) {
      this.membership = new IamUserGroupMembership(this, "membership", {
        ...inEnvironment(environment),
        user: this.userName,
        groups: [...groups],
      });
    }
    this.ready = this.membership ?? this.user;
  }

  private make(environment: Environment, name: string): IamUser {
    return new IamUser(this, "user", {
      ...inEnvironment(environment),
      name,
      // What its owner set up: password and devices.
      forceDestroy: true,
      lifecycle: PREVENT_DESTROY,
    });
  }

  private leave(name: string): string {
    const { friendlyUniqueId } = new TerraformElement(this, "user");
    forget(TerraformStack.of(this), `${IamUser.tfResourceType}.${friendlyUniqueId}`);
    return name;
  }
}
