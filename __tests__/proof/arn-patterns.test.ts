import { overlap } from "./arn-patterns";

const BUCKET = "arn:${Partition}:s3:::${BucketName}";
const OBJECT = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
const LOG_GROUP = "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}";
const LOG_STREAM = `${LOG_GROUP}:log-stream:\${LogStreamName}`;
const KEY = "arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}";

describe("a pattern of ARNs and a type of resources", () => {
  it.each([
    ["arn:aws:s3:::logs", BUCKET],
    ["arn:aws:s3:::logs/*", OBJECT],
    ["arn:aws:s3:::logs/AWSLogs/111111111111/*", OBJECT],
    ["arn:aws:s3:::*", OBJECT],
    ["arn:aws:kms:*:*:key/*", KEY],
    ["arn:aws:logs:*:*:log-group:org/trail", LOG_GROUP],
    ["arn:aws:logs:*:*:log-group:org/trail:*", LOG_STREAM],
    ["arn:aws:iam::*:role/org-*", "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"],
  ])("have ARNs in common: %s, %s", (pattern, type) => {
    expect(overlap(pattern, type)).toBe(true);
  });

  it.each([
    ["arn:aws:s3:::logs/*", BUCKET],
    ["arn:aws:s3:::logs", OBJECT],
    ["arn:aws:kms:*:*:alias/logs", KEY],
    ["arn:aws:sns:*:*:alerts", "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}"],
    ["arn:aws:logs:*:*:log-group:org/trail", LOG_STREAM],
    ["arn:aws:sns:eu-west-1:111111111111", "arn:${Partition}:sns:${Region}:${Account}:${TopicName}"],
  ])("have none in common: %s, %s", (pattern, type) => {
    expect(overlap(pattern, type)).toBe(false);
  });
});
