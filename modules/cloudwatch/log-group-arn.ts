import type { Environment } from "../environment";

/** ARN of a log group without `:*` at its end, known before the log group is. */
export function logGroupArn(
  { accountId, partition, region }: Pick<Environment, "accountId" | "partition" | "region">,
  logGroupName: string,
): string {
  return `arn:${partition}:logs:${region}:${accountId}:log-group:${logGroupName}`;
}
