import type { Environment } from "../environment";

/** ARN of a table, known before the table is. */
export function tableArn({ accountId, partition, region }: Environment, tableName: string): string {
  return `arn:${partition}:dynamodb:${region}:${accountId}:table/${tableName}`;
}
