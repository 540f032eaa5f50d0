import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { AttributeValue, QueryCommandOutput } from "@aws-sdk/client-dynamodb";

/** An item, without what DynamoDB says of types: they are texts, numbers, booleans and bytes. */
export type Item = Readonly<Record<string, Uint8Array | boolean | number | string>> & {
  readonly pk: string;
  readonly sk: string;
};

/** What must hold of the item that is there for it to be replaced. */
export interface Condition {
  /** In DynamoDB's language; the names of attributes are written `#name`, values `:name`. */
  readonly expression: string;
  readonly names?: readonly string[];
  readonly values?: Readonly<Record<string, boolean | number | string>>;
}

/** A table of DynamoDB with the keys `pk` and `sk`. Everything is read consistently. */
export interface Table {
  get(pk: string, sk: string): Promise<Item | undefined>;
  /**
   * Puts an item in the place of what is there.
   *
   * @returns whether the condition held; if not, nothing is changed
   */
  put(item: Item, condition?: Condition): Promise<boolean>;
  /** The items of a `pk` in the order of their `sk`. */
  query(pk: string, range?: { readonly from: string; readonly to: string }): AsyncIterable<Item>;
}

/** The condition that there is no such item. */
export const IS_NEW: Condition = { expression: "attribute_not_exists(#pk)", names: ["pk"] };

/**
 * A table in DynamoDB.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
 */
export function dynamoTable(name: string, client = new DynamoDBClient({ maxAttempts: 6 })): Table {
  return {
    async get(pk, sk) {
      const { Item: found } = await client.send(
        new GetItemCommand({ TableName: name, Key: { pk: { S: pk }, sk: { S: sk } }, ConsistentRead: true }),
      );
      return found === undefined ? undefined : read(found);
    },
    async put(item, condition) {
      try {
        await client.send(new PutItemCommand({ TableName: name, Item: written(item), ...conditionOf(condition) }));
        return true;
      } catch (error) {
        if ((error as Error).name === "ConditionalCheckFailedException") {
          return false;
        }
        throw error;
      }
    },
    async *query(pk, range) {
      let start: Record<string, AttributeValue> | undefined;
      do {
        const page: QueryCommandOutput = await client.send(
          new QueryCommand({
            TableName: name,
            ConsistentRead: true,
            KeyConditionExpression: range === undefined ? "pk = :pk" : "pk = :pk AND sk BETWEEN :from AND :to",
            ExpressionAttributeValues: written({
              ":pk": pk,
              ...(range === undefined ? {} : { ":from": range.from, ":to": range.to }),
            }),
            ...(start === undefined ? {} : { ExclusiveStartKey: start }),
          }),
        );
        yield* (page.Items ?? []).map(read);
        start = page.LastEvaluatedKey;
      } while (start !== undefined);
    },
  };
}

function conditionOf(condition: Condition | undefined) {
  if (condition === undefined) {
    return {};
  }
  const { expression, names = [], values } = condition;
  return {
    ConditionExpression: expression,
    ...(names.length === 0
      ? {}
      : { ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])) }),
    ...(values === undefined
      ? {}
      : {
          ExpressionAttributeValues: written(
            Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
          ),
        }),
  };
}

function written(
  values: Readonly<Record<string, Uint8Array | boolean | number | string>>,
): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]): [string, AttributeValue] => {
      switch (typeof value) {
        case "string":
          return [name, { S: value }];
        case "number":
          return [name, { N: String(value) }];
        case "boolean":
          return [name, { BOOL: value }];
        default:
          return [name, { B: value }];
      }
    }),
  );
}

function read(values: Readonly<Record<string, AttributeValue>>): Item {
  const entries = Object.entries(values).flatMap(([name, { B, BOOL, N, S }]) => {
    const value = S ?? (N === undefined ? undefined : Number(N)) ?? BOOL ?? B;
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries) as Item;
}
