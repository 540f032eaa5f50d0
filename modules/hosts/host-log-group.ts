import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { RETENTION_DAYS } from "../../aws/log-retention-days";
import { FORMATS } from "../../aws/formats";
import { checkFormats, checkOneOf, pathOf } from "../checks";
import { KEPT_LOG_GROUP } from "../data-protection";
import { checkPlace, environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";

/** The environment is account and region of the hosts: the agent writes to no other. */
export interface HostLogGroupProps extends EnvironmentProps {
  /** That of the agent's configuration (`AgentParameters`), such as `/org/hosts/security`. */
  readonly logGroupName: string;
  /**
   * Days, one of the values CloudWatch Logs allows.
   * @default 365
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
   */
  readonly retentionInDays?: number;
  /**
   * ARN of the key of the same region that encrypts the events; its policy has to let CloudWatch Logs use it for this log group.
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
  /** Name of the log group. */
  readonly logGroupName: string;
  /** Without `:*` at its end. */
  readonly logGroupArn: string;
  /** The log group itself. */
  readonly logGroup: CloudwatchLogGroup;
  /** The log group: agents write once it is there. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: HostLogGroupProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { kmsKeyArn, logGroupName, retentionInDays = 365 } = props;
    checkFormats(where, props, { logGroupName: FORMATS.logGroupName, kmsKeyArn: FORMATS.keyArn });
    checkOneOf(where, "retentionInDays", props.retentionInDays, RETENTION_DAYS);
    const environment = environmentOf(scope, id, props);
    checkPlace(where, "kmsKeyArn", kmsKeyArn, { region: environment.region });
    const logGroup = new CloudwatchLogGroup(this, "Default", {
      ...inEnvironment(environment),
      name: logGroupName,
      kmsKeyId: kmsKeyArn,
      retentionInDays,
      ...KEPT_LOG_GROUP,
    });
    this.logGroupName = logGroup.name;
    this.logGroupArn = logGroup.arn;
    this.logGroup = logGroup;
    this.ready = logGroup;
  }
}
