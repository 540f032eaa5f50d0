import { SsoadminAccountAssignment } from "@cdktf/provider-aws/lib/ssoadmin-account-assignment";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import type { PermissionSet } from "./permission-set";

export interface AssignmentsProps {
  /**
   * The management account, in the home region of IAM Identity Center. A delegated administrator can assign in all accounts
   * but the management account, and cannot change a permission set that is assigned there.
   */
  readonly environment: Environment;
  readonly instanceArn: string;
  readonly permissionSet: PermissionSet;
  /** Id of a group of the identity store. */
  readonly groupId: string;
  /** Ids of the accounts by keys of theirs. */
  readonly accounts: ReadonlyMap<string, string>;
}

/**
 * Lets a group of IAM Identity Center use a permission set in some accounts.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html
 */
export class Assignments extends Construct {
  constructor(scope: Construct, id: string, props: AssignmentsProps) {
    super(scope, id);
    const { accounts, environment, groupId, instanceArn, permissionSet } = props;
    for (const [key, targetId] of accounts) {
      new SsoadminAccountAssignment(this, key, {
        ...inEnvironment(environment),
        instanceArn,
        permissionSetArn: permissionSet.arn,
        principalType: "GROUP",
        principalId: groupId,
        targetType: "AWS_ACCOUNT",
        targetId,
        // Provisioned with all its parts at once, not once for each.
        dependsOn: [...permissionSet.parts],
      });
    }
  }
}
