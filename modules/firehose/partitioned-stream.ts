import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogStream } from "@cdktf/provider-aws/lib/cloudwatch-log-stream";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { Construct } from "constructs";
import { KEPT_LOG_GROUP } from "../data-protection";
import { PREVENT_DESTROY } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { bucketArn } from "../s3/bucket-arn";
import { deliveryStreamArn } from "./arns";
import { DeliveryRole } from "./delivery-role";

/** The least with dynamic partitioning. */
const BUFFER_MEGABYTES = 64;
const BUFFER_SECONDS = 300;
/** Firehose tries so long to deliver what it has, before it writes it below the prefix of errors. */
const RETRY_SECONDS = 300;
const LOG_RETENTION_DAYS = 90;
const LOG_STREAM = "delivery";

export interface PartitionedStreamProps {
  readonly environment: Environment;
  /** At most 64 letters, digits, `.`, `-` and `_`. */
  readonly streamName: string;
  /** Of the role that it writes with, which is made. */
  readonly roleName: string;
  /** A bucket of this region, in whichever account, whose policy lets the role write. */
  readonly bucketName: string;
  /** ARN of the key that encrypts the objects; its policy has to let the role use it. */
  readonly kmsKeyArn: string;
  /** What the keys of objects begin with, with a slash at the end. */
  readonly prefix: string;
  /** The same for records that cannot be partitioned or delivered. */
  readonly errorPrefix: string;
  /** jq expressions by the name of the partition, in the order of the path: a record without one of them is an error. */
  readonly partitions: Readonly<Record<string, string>>;
  /** Of the log group of errors, which is made. */
  readonly logGroupName: string;
}

/**
 * A Firehose stream that writes JSON records, gzipped and a line each, to a bucket, partitioned by what is in them:
 * `findings/account=111122223333/region=eu-west-1/`.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning.html
 */
export class PartitionedStream extends Construct {
  /** Known before the stream is. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: PartitionedStreamProps) {
    super(scope, id);
    const { bucketName, environment, errorPrefix, kmsKeyArn, partitions, prefix, streamName } = props;
    const inPlace = inEnvironment(environment);
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      ...inPlace,
      name: props.logGroupName,
      retentionInDays: LOG_RETENTION_DAYS,
      ...KEPT_LOG_GROUP,
    });
    const logStream = new CloudwatchLogStream(this, "log-stream", {
      ...inPlace,
      name: LOG_STREAM,
      logGroupName: logGroup.name,
      lifecycle: PREVENT_DESTROY,
    });
    const role = new DeliveryRole(this, "role", {
      environment,
      bucketName,
      kmsKeyArn,
      roleName: props.roleName,
      prefixes: [prefix, errorPrefix],
      logGroupName: props.logGroupName,
    });
    new KinesisFirehoseDeliveryStream(this, "Default", {
      ...inPlace,
      name: streamName,
      destination: "extended_s3",
      lifecycle: PREVENT_DESTROY,
      // What waits in the stream itself; what it writes has a key of its own.
      serverSideEncryption: { enabled: true, keyType: "AWS_OWNED_CMK" },
      extendedS3Configuration: {
        bucketArn: bucketArn(environment, bucketName),
        roleArn: role.arn,
        kmsKeyArn,
        prefix: `${prefix}${Object.keys(partitions)
          .map((name) => `${name}=!{partitionKeyFromQuery:${name}}/`)
          .join("")}`,
        errorOutputPrefix: `${errorPrefix}!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/`,
        bufferingSize: BUFFER_MEGABYTES,
        bufferingInterval: BUFFER_SECONDS,
        compressionFormat: "GZIP",
        s3BackupMode: "Disabled",
        dynamicPartitioningConfiguration: { enabled: true, retryDuration: RETRY_SECONDS },
        processingConfiguration: {
          enabled: true,
          processors: [
            {
              type: "MetadataExtraction",
              parameters: [
                { parameterName: "JsonParsingEngine", parameterValue: "JQ-1.6" },
                { parameterName: "MetadataExtractionQuery", parameterValue: query(partitions) },
              ],
            },
            { type: "AppendDelimiterToRecord" },
          ],
        },
        cloudwatchLoggingOptions: { enabled: true, logGroupName: logGroup.name, logStreamName: logStream.name },
      },
      dependsOn: [role.policy],
    });
    this.arn = deliveryStreamArn(environment, streamName);
  }
}

function query(partitions: Readonly<Record<string, string>>): string {
  return `{${Object.entries(partitions)
    .map(([name, expression]) => `${name}:${expression}`)
    .join(",")}}`;
}
