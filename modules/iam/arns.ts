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
