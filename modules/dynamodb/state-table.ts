import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";
import { PREVENT_DESTROY } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

/** Attributes that the table knows: both parts of the key, and when an item may be removed, in seconds since 1970. */
export const STATE_ATTRIBUTES = { partitionKey: "pk", sortKey: "sk", expires: "expires" } as const;

/** ARN of a table, known before the table is. */
export function tableArn({ accountId, partition, region }: Environment, tableName: string): string {
  return `arn:${partition}:dynamodb:${region}:${accountId}:table/${tableName}`;
}

export interface StateTableProps {
  readonly environment: Environment;
  /** 3 to 255 letters, digits and `_.-`. */
  readonly tableName: string;
}

/**
 * A table that a function remembers in, paid by request: encrypted with the AWS managed key, restorable to any second of the last 35
 * days, protected from deletion.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html
 */
export class StateTable extends Construct {
  readonly tableName: string;
  /** The table itself. */
  readonly table: DynamodbTable;

  constructor(scope: Construct, id: string, { environment, tableName }: StateTableProps) {
    super(scope, id);
    const { expires, partitionKey, sortKey } = STATE_ATTRIBUTES;
    const table = new DynamodbTable(this, "Default", {
      ...inEnvironment(environment),
      name: tableName,
      billingMode: "PAY_PER_REQUEST",
      hashKey: partitionKey,
      rangeKey: sortKey,
      attribute: [
        { name: partitionKey, type: "S" },
        { name: sortKey, type: "S" },
      ],
      ttl: { attributeName: expires, enabled: true },
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true },
      deletionProtectionEnabled: true,
      lifecycle: PREVENT_DESTROY,
    });
    this.tableName = table.name;
    this.table = table;
  }
}
