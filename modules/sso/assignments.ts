import { SsoadminAccountAssignment } from "@cdktf/provider-aws/lib/ssoadmin-account-assignment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormat, checkFormats, checkNotEmpty, pathOf } from "../checks";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { after, jointly } from "../waiting";
import type { PermissionSet } from "./permission-set";

/**
 * The environment is the management account, in the home region of IAM Identity Center. A delegated administrator can assign in
 * all accounts but the management account, and cannot change a permission set that is assigned there.
 */
export interface AssignmentsProps extends EnvironmentProps {
  /**
   * The permission set, of the same organization instance. That of another stack is waited for as that whole stack is.
   */
  readonly permissionSet: PermissionSet;
  /** Id of a group of the identity store. */
  readonly groupId: string;
  /** Ids of the accounts by keys that stay the same: each is part of a Terraform address. */
  readonly accounts: Readonly<Record<string, string>> | ReadonlyMap<string, string>;
}

/**
 * Lets a group of IAM Identity Center use a permission set in some accounts.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html
 */
export class Assignments extends Construct {
  /** The assignments themselves. */
  readonly assignments: readonly SsoadminAccountAssignment[];
  /** All assignments. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: AssignmentsProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { groupId, permissionSet } = props;
    const accounts = [...(props.accounts instanceof Map ? props.accounts : Object.entries(props.accounts))] as [
      string,
      string,
    ][];
    checkFormats(where, props, { groupId: FORMATS.identityStoreGroupId });
    checkNotEmpty(where, "accounts", accounts);
    for (const [key, account] of accounts) {
      checkFormat(where, `accounts.${key}`, account, FORMATS.accountId);
    }
    const environment = environmentOf(scope, id, props);
    this.assignments = accounts.map(([key, targetId]) => {
      return new SsoadminAccountAssignment(this, key, {
        ...inEnvironment(environment),
        instanceArn: permissionSet.instanceArn,
        permissionSetArn: permissionSet.permissionSetArn,
        principalType: "GROUP",
        principalId: groupId,
        targetType: "AWS_ACCOUNT",
        targetId,
        // Provisioned with all its parts at once, not once for each.
        dependsOn: after(this, ...permissionSet.parts.map((ready) => ({ ready }))),
      });
    });
    this.ready = jointly(this, this.assignments);
  }
}
