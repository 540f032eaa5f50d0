import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { KEPT_LOG_GROUP } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface HostLogGroupProps {
  /** Account and region of the hosts: the agent writes to no other. */
  readonly environment: Environment;
  /** `securityLogGroupName` of the prefix in the agent's configuration, such as `/org/hosts/security`. */
  readonly logGroupName: string;
  /**
   * Days, one of the values CloudWatch Logs allows.
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
   */
  readonly retentionInDays: number;
  /**
   * ARN of the key that encrypts the events; its policy has to let CloudWatch Logs use it for this log group.
   * @default - CloudWatch Logs' own key
   */
  readonly kmsKeyArn?: string;
}

/**
 * The CloudWatch Logs group of the hosts' security logs, one stream a host and file.
 *
 * It has to be there before the agents: they may not make it, nor set its retention.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
 */
export class HostLogGroup extends Construct {
  readonly logGroupName: string;
  /** Without `:*` at its end. */
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    { kmsKeyArn, logGroupName, environment, retentionInDays }: HostLogGroupProps,
  ) {
    super(scope, id);
    const logGroup = new CloudwatchLogGroup(this, "Default", {
      ...inEnvironment(environment),
      name: logGroupName,
      kmsKeyId: kmsKeyArn,
      retentionInDays,
      ...KEPT_LOG_GROUP,
    });
    this.logGroupName = logGroup.name;
    this.arn = logGroup.arn;
  }
}
