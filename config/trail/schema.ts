import { z } from "zod";
import { dataResourceTypeOf, DATA_RESOURCE_TYPES } from "../../aws/data-resource-types";
import { RETENTION_DAYS } from "../../aws/log-retention-days";
import { NETWORK_ACTIVITY_SOURCES } from "../../aws/network-activity-sources";
import { distinct } from "../fields/lists";
import { text } from "../fields/text";

/** Every form of ARN that a selector takes; what is wrong with another one is said in words. */
const ANY_RESOURCE = new RegExp(DATA_RESOURCE_TYPES.map(({ arn }) => `(?:${arn.source})`).join("|"));

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html */
const LONGEST_VALUE = 2048;

const dataResource = z
  .string()
  .max(LONGEST_VALUE, `must be at most ${LONGEST_VALUE.toLocaleString("en")} characters`)
  .meta({
    pattern: ANY_RESOURCE.source,
    examples: ["arn:aws:s3:::payroll/", "arn:aws:dynamodb:eu-west-1:444444444444:table/payroll"],
  })
  .superRefine((arn, context) => {
    if (dataResourceTypeOf(arn) === undefined) {
      context.addIssue({ code: "custom", message: whyNoDataResource(arn), params: { fix: FIX } });
    }
  });

const FIX = `write one of ${DATA_RESOURCE_TYPES.map(({ form }) => form).join("; ")}`;

function whyNoDataResource(arn: string): string {
  if (arn.includes("*")) {
    return "event selectors know no wildcards";
  }
  return /^arn:[^:]*:s3:::[^/]+$/.test(arn)
    ? "without a slash after the bucket, every bucket whose name begins so would be meant"
    : "not the ARN of a resource whose data events can be recorded by this project";
}

const eventSelector = z.strictObject({
  name: text(/^.{1,1000}$/, "1 to 1,000 characters", "Payroll").describe("What it is for, as CloudTrail shows it."),
  resources: distinct(z.array(dataResource).min(1), "resource").describe(
    "ARNs of the resources: of S3 objects the bucket, a slash and the beginning of the keys; of DynamoDB tables, Lambda " +
      "functions, SNS topics and SQS queues the whole. `arn:aws:s3:::` means every bucket but the log buckets.",
  ),
  events: z
    .enum(["all", "read", "write"])
    .default("all")
    .describe("Whether reads, writes or both are recorded: `readOnly` in CloudTrail's words."),
});

const dataEvents = z
  .strictObject({
    logBuckets: z
      .enum(["off", "reads", "readsAndChanges"])
      .default("off")
      .describe(
        "Data events of the log buckets. `reads`: who reads or lists logs, and an alarm on readers that are not among " +
          "`logReaders`. `readsAndChanges`: besides, every change but uploads. Uploads are left out, as each delivery of a " +
          "log would be an event to deliver, without end; so is what copies the trail's files to the replica.",
      ),
    logReaders: distinct(
      z.array(
        text(
          /^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role\/[\w+=,.@/-]+$/,
          "the ARN of an IAM role",
          "arn:aws:iam::333333333333:role/log-analysis",
        ),
      ),
      "role",
    )
      .default([])
      .describe("ARNs of the roles that read logs as their work, so that the alarm on readers is silent about them."),
    selectors: distinct(z.array(eventSelector), "selector", { field: "name" })
      .default([])
      .describe("What else is recorded, as advanced event selectors of the trail."),
  })
  .prefault({})
  .describe(
    "Data events: reads of and writes in resources, such as objects and items. CloudTrail charges for each. Without any, and " +
      "without network activity, the trail keeps CloudTrail's default, which is all management events.",
  );

export const trail = z
  .strictObject({
    cloudWatchLogsRetentionDays: z
      .literal(RETENTION_DAYS)
      .default(365)
      .describe(
        "Days that CloudWatch Logs keeps the trail's events, where they can be searched; one of the values it allows.",
      )
      .meta({ examples: [90] }),
    dataEvents,
    networkActivity: distinct(z.array(z.enum(NETWORK_ACTIVITY_SOURCES)), "service")
      .default([])
      .describe(
        "Services whose calls through VPC endpoints are recorded as network activity events, in the accounts that own the " +
          "endpoints: `kms`, `s3`. CloudTrail charges for each event.",
      )
      .meta({ examples: [["kms", "s3"]] }),
  })
  .prefault({})
  .describe("The organization trail.");
