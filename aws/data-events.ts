/**
 * Events of CloudTrail that are data events, by the source that writes them: reads of and writes in resources, which a trail
 * records only where its event selectors say so. Of services whose data events people write alarms on; AWS's list is longer.
 *
 * Read on 29 November 2026. No data of AWS's says which calls are data events; a test compares those on objects with the calls that
 * the SDK has: of annotations and of encryption AWS's pages did not say it yet, but they are calls on objects as all others.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/logging-using-cloudtrail.html
 */
// prettier-ignore
export const DATA_EVENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ["dynamodb.amazonaws.com", [
    "BatchExecuteStatement", "BatchGetItem", "BatchWriteItem", "DeleteItem", "ExecuteStatement", "ExecuteTransaction",
    "GetItem", "GetRecords", "GetShardIterator", "PutItem", "Query", "Scan", "TransactGetItems", "TransactWriteItems",
    "UpdateItem",
  ]],
  ["lambda.amazonaws.com", ["Invoke", "InvokeAsync"]],
  ["s3.amazonaws.com", [
    "AbortMultipartUpload", "CompleteMultipartUpload", "CopyObject", "CreateMultipartUpload", "DeleteObject",
    "DeleteObjectAnnotation", "DeleteObjectTagging", "DeleteObjects", "GetObject", "GetObjectAcl", "GetObjectAnnotation",
    "GetObjectAttributes", "GetObjectLegalHold", "GetObjectRetention", "GetObjectTagging", "GetObjectTorrent",
    "HeadObject", "ListObjectAnnotations", "ListObjectVersions", "ListObjects", "ListParts", "PutObject", "PutObjectAcl",
    "PutObjectAnnotation", "PutObjectLegalHold", "PutObjectRetention", "PutObjectTagging", "RestoreObject",
    "SelectObjectContent", "UpdateObjectEncryption", "UploadPart", "UploadPartCopy",
  ]],
  ["sns.amazonaws.com", ["Publish", "PublishBatch"]],
  ["sqs.amazonaws.com", [
    "ChangeMessageVisibility", "DeleteMessage", "DeleteMessageBatch", "ReceiveMessage", "SendMessage", "SendMessageBatch",
  ]],
]);

/** Names in `DATA_EVENTS` that other services may give to events that are recorded. */
export const SHARED_EVENT_NAMES: readonly string[] = ["GetRecords", "Invoke", "Publish", "Query", "Scan"];

/** PartiQL reads and writes by the same calls, and AWS's pages do not say it of messages that are received. */
const READS_OR_WRITES: readonly string[] = [
  "BatchExecuteStatement",
  "ExecuteStatement",
  "ExecuteTransaction",
  "ReceiveMessage",
];

/**
 * The `readOnly` of a data event by its name; nothing where that depends on more.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function onlyReadsData(eventName: string): boolean | undefined {
  return READS_OR_WRITES.includes(eventName)
    ? undefined
    : /^(BatchGet|Get|Head|List|Query|Scan|Select|TransactGet)/.test(eventName);
}
