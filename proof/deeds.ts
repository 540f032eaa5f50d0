import type { Question } from "./questions/question";

/** A kind of what is asked: a column of the short matrix. */
export interface Deed {
  readonly name: string;
  readonly isOf: (question: Pick<Question, "action" | "area">) => boolean;
}

const byAction =
  (pattern: RegExp): Deed["isOf"] =>
  ({ action }) =>
    pattern.test(action);

/** In order: the first that a question is of is its kind, and the last is of every question. */
export const KINDS_OF_DEEDS: readonly Deed[] = [
  { name: "own", isOf: ({ area }) => area === "in their own accounts" },
  { name: "read", isOf: byAction(/^s3:(Get|List)|^kms:(Decrypt|DescribeKey)$|:ReceiveMessage$/) },
  {
    name: "write",
    isOf: byAction(/^s3:(PutObject|ReplicateObject)$|:(GenerateDataKey|Publish|SendMessage|PutEvents|PutRecord)$/),
  },
  { name: "alter", isOf: byAction(/^s3:(?!.*(Bucket|Configuration))/) },
  { name: "bucket", isOf: byAction(/^s3:/) },
  { name: "key", isOf: byAction(/^kms:/) },
  { name: "alert", isOf: byAction(/^(sns|sqs|events):/) },
  { name: "role", isOf: () => true },
];
