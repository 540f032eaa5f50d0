import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { RETENTION_DAYS } from "../../aws/log-retention-days";
import { checkFormats, checkOneOf, pathOf } from "../checks";
import { FORMATS } from "../../aws/formats";
import { logGroupArn } from "../cloudwatch/log-group-arn";
import { KEPT_LOG_GROUP } from "../data-protection";
import { policyDocument } from "../iam/policy-document";
import { environmentOf, inEnvironment } from "../environment";
import type { Environment, EnvironmentProps } from "../environment";
import type { FlowLogGroupDestination } from "./flow-log-arguments";

/** Account and region of the VPCs: their flow logs write to no other. */
export interface FlowLogGroupProps extends EnvironmentProps {
  /** At most 512 letters, digits and `_/.#-`. */
  readonly logGroupName: string;
  /**
   * Days, one of the values CloudWatch Logs allows.
   * @default 365
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
   */
  readonly retentionInDays?: number;
  /**
   * At most 64 letters, digits and `+=,.@_-`. Roles have no region: each region's log group needs another name.
   * @default - `flow-logs-to-logs-` and the region
   */
  readonly roleName?: string;
  /**
   * ARN of the key that encrypts the records; its policy has to let CloudWatch Logs use it for this log group.
   * @default - CloudWatch Logs' own key
   */
  readonly kmsKeyArn?: string;
}

/**
 * The CloudWatch Logs group that VPC flow logs of one account and region write to, one stream a network interface, and the
 * role they write with.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export class FlowLogGroup extends Construct implements FlowLogGroupDestination {
  /** Name of the log group. */
  readonly logGroupName: string;
  readonly logGroupArn: string;
  readonly roleArn: string;
  /** The log group itself. */
  readonly logGroup: CloudwatchLogGroup;
  /** What lets the role write; flow logs wait for it. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: FlowLogGroupProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    checkFormats(where, props, {
      logGroupName: FORMATS.logGroupName,
      roleName: FORMATS.roleName,
      kmsKeyArn: FORMATS.keyArn,
    });
    checkOneOf(where, "retentionInDays", props.retentionInDays, RETENTION_DAYS);
    const environment = environmentOf(scope, id, props);
    const { kmsKeyArn, logGroupName, retentionInDays = 365 } = props;
    const roleName = props.roleName ?? `flow-logs-to-logs-${environment.region}`;
    const logGroup = new CloudwatchLogGroup(this, "Default", {
      ...inEnvironment(environment),
      name: logGroupName,
      kmsKeyId: kmsKeyArn,
      retentionInDays,
      ...KEPT_LOG_GROUP,
    });
    const role = new IamRole(this, "role", {
      ...inEnvironment(environment),
      name: roleName,
      description: `VPC flow logs of ${environment.region} write to CloudWatch Logs`,
      assumeRolePolicy: flowLogTrust(environment),
    });
    this.logGroup = logGroup;
    this.logGroupName = logGroup.name;
    this.logGroupArn = logGroup.arn;
    this.roleArn = role.arn;
    this.ready = new IamRolePolicy(this, "role-policy", {
      ...inEnvironment(environment),
      name: "write-flow-logs",
      role: role.name,
      policy: policyDocument({
        Sid: "WriteFlowLogs",
        Effect: "Allow",
        // AWS's example also finds and makes log groups, of any name; this one is there already.
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: `${logGroupArn(environment, logGroupName)}:*`,
      }),
    });
  }
}

/** AWS documents that flow logs say on whose behalf they assume the role. */
function flowLogTrust({ accountId, partition, region }: Environment): string {
  return policyDocument({
    Sid: "FlowLogsOfThisAccountAndRegion",
    Effect: "Allow",
    Principal: { Service: "vpc-flow-logs.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": `arn:${partition}:ec2:${region}:${accountId}:vpc-flow-log/*` },
    },
  });
}
