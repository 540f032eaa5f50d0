import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { ITerraformDependable } from "cdktf";
import { RETENTION_DAYS } from "../../aws/log-retention-days";
import { checkFormats, checkOneOf, pathOf } from "../checks";
import { FORMATS } from "../../aws/formats";
import { logGroupArn } from "../cloudwatch/log-group-arn";
import { KEPT_LOG_GROUP } from "../data-protection";
import { policyDocument } from "../iam/policy-document";
import { serviceTrust } from "../iam/service-trust";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";

/** Account and home region of the trail: CloudTrail accepts a log group of no other account. */
export interface TrailLogGroupProps extends EnvironmentProps {
  /** At most 512 letters, digits and `_/.#-`. */
  readonly logGroupName: string;
  /**
   * ARN of the key that encrypts the events; its policy has to let CloudWatch Logs use it for this log group.
   * @default - CloudWatch Logs' own key
   */
  readonly kmsKeyArn?: string;
  /**
   * Days, one of the values CloudWatch Logs allows.
   * @default 365
   */
  readonly retentionInDays?: number;
  /**
   * Name of the role that CloudTrail assumes to write: at most 64 letters, digits and `+=,.@_-`.
   * @default - `cloudtrail-to-logs-` and the region
   */
  readonly roleName?: string;
  /**
   * `o-...` of an organization trail.
   * @default - the trail is of its account only
   */
  readonly organizationId?: string;
}

/**
 * The CloudWatch Logs group that receives a trail's events, and the role CloudTrail writes with.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export class TrailLogGroup extends Construct {
  /** Name of the log group. */
  readonly logGroupName: string;
  /** ARN in the form CloudTrail demands: it ends with `:*`. */
  readonly deliveryArn: string;
  /** ARN without `:*` at its end. */
  readonly logGroupArn: string;
  /** ARN of the role that CloudTrail writes with. */
  readonly roleArn: string;
  /** The log group itself. */
  readonly logGroup: CloudwatchLogGroup;
  /** The role's policy: CloudTrail tries the role when the trail is created. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: TrailLogGroupProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    checkFormats(where, props, {
      logGroupName: FORMATS.logGroupName,
      kmsKeyArn: FORMATS.keyArn,
      roleName: FORMATS.roleName,
      organizationId: FORMATS.organizationId,
    });
    checkOneOf(where, "retentionInDays", props.retentionInDays, RETENTION_DAYS);
    const environment = environmentOf(scope, id, props);
    const { logGroupName, organizationId, retentionInDays = 365 } = props;
    const logGroup = new CloudwatchLogGroup(this, "Default", {
      ...inEnvironment(environment),
      name: logGroupName,
      kmsKeyId: props.kmsKeyArn,
      retentionInDays,
      ...KEPT_LOG_GROUP,
    });
    this.logGroup = logGroup;
    this.logGroupName = logGroup.name;
    this.logGroupArn = logGroup.arn;
    this.deliveryArn = `${logGroup.arn}:*`;

    const role = new IamRole(this, "role", {
      ...inEnvironment(environment),
      name: props.roleName ?? `cloudtrail-to-logs-${environment.region}`,
      description: `CloudTrail writes the ${organizationId === undefined ? "" : "organization "}trail's events to CloudWatch Logs`,
      assumeRolePolicy: serviceTrust("cloudtrail.amazonaws.com"),
    });
    const { accountId, region } = environment;
    const streams = `${logGroupArn(environment, logGroupName)}:log-stream`;
    this.roleArn = role.arn;
    this.ready = new IamRolePolicy(this, "role-policy", {
      ...inEnvironment(environment),
      name: "write-trail-events",
      role: role.name,
      policy: policyDocument({
        Sid: "WriteTrailEvents",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        // The management account's events and the member accounts' arrive in differently named streams.
        Resource: [
          `${streams}:${accountId}_CloudTrail_${region}*`,
          ...(organizationId === undefined ? [] : [`${streams}:${organizationId}_*`]),
        ],
      }),
    });
  }
}
