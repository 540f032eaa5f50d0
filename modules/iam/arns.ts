import type { Environment } from "../environment";

type Partition = Pick<Environment, "partition">;

/** ARN that stands for an account in a policy: its own IAM policies decide who may do what is allowed to it. */
export function accountRootArn({ partition }: Partition, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:root`;
}

/** ARN of a role, which need not exist yet. */
export function roleArn({ partition }: Partition, accountId: string, roleName: string): string {
  return `arn:${partition}:iam::${accountId}:role/${roleName}`;
}
