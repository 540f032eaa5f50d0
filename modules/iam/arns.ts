import type { Environment } from "../environment";

type Partition = Pick<Environment, "partition">;

/** ARN that means a whole account in a policy: its own IAM policies decide which of its principals are allowed. */
export function accountRootArn({ partition }: Partition, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:root`;
}

/** ARN of a role, which need not exist yet. */
export function roleArn({ partition }: Partition, accountId: string, roleName: string): string {
  return `arn:${partition}:iam::${accountId}:role/${roleName}`;
}

/**
 * Pattern of the ARN of the role that IAM Identity Center makes of a permission set in an account: AWS makes up its end.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function permissionSetArn(partition: Partition, accountId: string, permissionSetName: string): string {
  return roleArn(partition, accountId, `aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${permissionSetName}_*`);
}
