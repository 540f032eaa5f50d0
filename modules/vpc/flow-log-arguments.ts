import type { FlowLogConfig } from "@cdktf/provider-aws/lib/flow-log";
import type { Construct } from "constructs";
import { after } from "../waiting";
import type { Waited } from "../waiting";
import { checkFormat, checkFormats, checkOneOf } from "../checks";
import { FORMATS } from "../../aws/formats";
import { FLOW_LOG_FIELDS } from "../../aws/flow-log-fields";
import { terraformLiteral } from "../terraform-literal";

/** A bucket, of whichever account and region, whose policy lets log delivery write. */
export interface FlowLogBucketDestination extends Waited {
  /** ARN of the bucket. */
  readonly bucketArn: string;
  /**
   * Folder that AWS's own path, `AWSLogs/...`, begins in; without slashes at its ends. Not called `AWSLogs`.
   * @default - none
   */
  readonly prefix?: string;
}

/** A CloudWatch Logs group of the same account and region, such as `FlowLogGroup`. */
export interface FlowLogGroupDestination extends Waited {
  /** Without `:*` at its end. */
  readonly logGroupArn: string;
  /** ARN of the role that flow logs write with. */
  readonly roleArn: string;
}

/** Where records go. */
export type FlowLogDestination = FlowLogBucketDestination | FlowLogGroupDestination;

/** What is recorded, and how finely. */
export interface FlowLogSettings {
  /**
   * Whether accepted or rejected traffic is recorded, or both.
   * @default "ALL"
   */
  readonly trafficType?: "ACCEPT" | "ALL" | "REJECT";
  /**
   * Names of the fields of a record, in their order; at least one.
   * @default - all fields of versions 2 to 5: `FLOW_LOG_FIELDS`
   */
  readonly fields?: readonly string[];
  /**
   * Seconds that a flow is watched at most before it becomes a record. Nitro instances have 60 or less in any case.
   * @default 600
   */
  readonly maxAggregationSeconds?: 60 | 600;
  /**
   * Tags of the flow log.
   * @default - those of the provider
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * The arguments of a flow log besides what it watches. Any other than the tags replaces it when changed.
 *
 * @throws Error when there are no fields: AWS would choose its own
 */
export function flowLogArguments(
  scope: Construct,
  destination: FlowLogDestination,
  settings: FlowLogSettings,
): FlowLogConfig {
  const { fields = FLOW_LOG_FIELDS, maxAggregationSeconds = 600, tags, trafficType = "ALL" } = settings;
  const where = scope.node.path;
  checkFormats(where, settings, { fields: FORMATS.flowLogField });
  checkOneOf(where, "maxAggregationSeconds", maxAggregationSeconds, [60, 600]);
  checkOneOf(where, "trafficType", trafficType, ["ACCEPT", "ALL", "REJECT"]);
  return {
    ...destinationArguments(scope, destination),
    trafficType,
    logFormat: terraformLiteral(fields.map((field) => `\${${field}}`).join(" ")),
    maxAggregationInterval: maxAggregationSeconds,
    tags,
  };
}

function destinationArguments(scope: Construct, destination: FlowLogDestination): FlowLogConfig {
  const dependsOn = after(scope, destination);
  if ("logGroupArn" in destination) {
    const { logGroupArn, roleArn } = destination;
    return {
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroupArn,
      iamRoleArn: roleArn,
      dependsOn,
    };
  }
  const { bucketArn, prefix } = destination;
  if (prefix !== undefined) {
    checkFormat(`${scope.node.path}: bucket`, "prefix", prefix, FORMATS.flowLogPrefix);
  }
  return {
    dependsOn,
    logDestinationType: "s3",
    logDestination: prefix === undefined ? bucketArn : `${bucketArn}/${prefix}/`,
    // Athena reads these for the least money: compressed columns, and partitions that it finds by itself.
    destinationOptions: { fileFormat: "parquet", hiveCompatiblePartitions: true, perHourPartition: true },
  };
}
