/** A kind of resource whose data events a trail can record, chosen by ARN. */
export interface DataResourceType {
  /** Value of `resources.type` in an event selector: `AWS::S3::Object`. */
  readonly type: string;
  /** What writes its events: `s3.amazonaws.com`. */
  readonly eventSource: string;
  /** ARNs of such resources. */
  readonly arn: RegExp;
  /** Says to people how they look. */
  readonly form: string;
  /** How a selector compares them: objects are chosen by what their ARN begins with, all else in full. */
  readonly operator: "equals" | "startsWith";
  /** Parameter of requests that names the resource, and what it is for an ARN. */
  readonly parameter: string;
  readonly valuesOf: (arn: string) => readonly string[];
}

const inRegion = (service: string, resource: string): RegExp =>
  new RegExp(`^arn:aws(-[a-z]+)*:${service}:[a-z0-9-]+:[0-9]{12}:${resource}$`);

const last = (arn: string): string => arn.replace(/^.*[:/]/, "");

/**
 * Kinds that are plain to name by ARN and whose events this project knows by name, see `aws/data-events.ts`; AWS's list is
 * longer. Selectors know no wildcards.
 *
 * Read on 30 November 2026. No data that AWS publishes for programs has the list: since 2025 SDKs and CloudFormation's schema refer
 * to its pages. A test compares with what is left: the types that the SDK's documentation names, and the forms of ARNs.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */
export const DATA_RESOURCE_TYPES: readonly DataResourceType[] = [
  {
    type: "AWS::S3::Object",
    eventSource: "s3.amazonaws.com",
    arn: /^arn:aws(-[a-z]+)*:s3:::([a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/[^*]*)?$/,
    form: "arn:aws:s3:::<bucket>/, with the beginning of keys after the slash, or arn:aws:s3::: for every bucket",
    operator: "startsWith",
    parameter: "bucketName",
    valuesOf: (arn) => [arn.replace(/^.*:/, "").replace(/\/.*$/s, "")],
  },
  {
    type: "AWS::DynamoDB::Table",
    eventSource: "dynamodb.amazonaws.com",
    arn: inRegion("dynamodb", "table/[A-Za-z0-9_.-]{3,255}"),
    form: "arn:aws:dynamodb:<region>:<account>:table/<table>",
    operator: "equals",
    parameter: "tableName",
    valuesOf: (arn) => [last(arn), arn],
  },
  {
    type: "AWS::Lambda::Function",
    eventSource: "lambda.amazonaws.com",
    arn: inRegion("lambda", "function:[A-Za-z0-9_-]{1,64}"),
    form: "arn:aws:lambda:<region>:<account>:function:<function>",
    operator: "equals",
    parameter: "functionName",
    valuesOf: (arn) => [last(arn), arn],
  },
  {
    type: "AWS::SNS::Topic",
    eventSource: "sns.amazonaws.com",
    arn: inRegion("sns", "[A-Za-z0-9_-]{1,256}(\\.fifo)?"),
    form: "arn:aws:sns:<region>:<account>:<topic>",
    operator: "equals",
    parameter: "topicArn",
    valuesOf: (arn) => [arn],
  },
  {
    type: "AWS::SQS::Queue",
    eventSource: "sqs.amazonaws.com",
    arn: inRegion("sqs", "[A-Za-z0-9_-]{1,80}(\\.fifo)?"),
    form: "arn:aws:sqs:<region>:<account>:<queue>",
    operator: "equals",
    parameter: "queueUrl",
    valuesOf: (arn) => {
      const [, partition, , region = "", account = "", queue = ""] = arn.split(":");
      return [`https://sqs.${region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}/${account}/${queue}`];
    },
  },
];

/** The kind that an ARN is of, if any. */
export function dataResourceTypeOf(arn: string): DataResourceType | undefined {
  return DATA_RESOURCE_TYPES.find(({ arn: pattern }) => pattern.test(arn));
}

/**
 * Most values of all conditions in the advanced event selectors of a trail, and most resources that they name.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html
 */
export const MOST_SELECTOR_VALUES = 500;
export const MOST_DATA_RESOURCES = 250;
