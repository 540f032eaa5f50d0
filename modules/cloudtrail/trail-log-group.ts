import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { logGroupArn } from "../cloudwatch/log-group-arn";
import { KEPT_LOG_GROUP } from "../data-protection";
import { policyDocument } from "../iam/policy-document";
import { serviceTrust } from "../iam/service-trust";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface TrailLogGroupProps {
  /** Account and home region of the trail: CloudTrail accepts a log group of no other account. */
  readonly environment: Environment;
  readonly logGroupName: string;
  /** ARN of the key that encrypts the events; its policy has to let CloudWatch Logs use it for this log group. */
  readonly kmsKeyArn: string;
  /** Days, one of the values CloudWatch Logs allows. */
  readonly retentionInDays: number;
  /** Name of the role that CloudTrail assumes to write. */
  readonly roleName: string;
  /** `o-...` */
  readonly organizationId: string;
}

/**
 * The CloudWatch Logs group that receives the organization trail's events, and the role CloudTrail writes with.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export class TrailLogGroup extends Construct {
  readonly logGroupName: string;
  /** ARN in the form CloudTrail demands: it ends with `:*`. */
  readonly deliveryArn: string;
  readonly roleArn: string;
  /** CloudTrail tries the role when the trail is created. */
  readonly rolePolicy: IamRolePolicy;

  constructor(scope: Construct, id: string, props: TrailLogGroupProps) {
    super(scope, id);
    const { environment, logGroupName, organizationId } = props;
    const logGroup = new CloudwatchLogGroup(this, "Default", {
      ...inEnvironment(environment),
      name: logGroupName,
      kmsKeyId: props.kmsKeyArn,
      retentionInDays: props.retentionInDays,
      ...KEPT_LOG_GROUP,
    });
    this.logGroupName = logGroup.name;
    this.deliveryArn = `${logGroup.arn}:*`;

    const role = new IamRole(this, "role", {
      ...inEnvironment(environment),
      name: props.roleName,
      description: "CloudTrail writes the organization trail's events to CloudWatch Logs",
      assumeRolePolicy: serviceTrust("cloudtrail.amazonaws.com"),
    });
    const { accountId, region } = environment;
    const streams = `${logGroupArn(environment, logGroupName)}:log-stream`;
    this.roleArn = role.arn;
    this.rolePolicy = new IamRolePolicy(this, "role-policy", {
      ...inEnvironment(environment),
      name: "write-trail-events",
      role: role.name,
      policy: policyDocument({
        Sid: "WriteTrailEvents",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        // The management account's events and the member accounts' arrive in differently named streams.
        Resource: [`${streams}:${accountId}_CloudTrail_${region}*`, `${streams}:${organizationId}_*`],
      }),
    });
  }
}
