import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { policyDocument } from "../iam/policy-document";
import type { PolicyStatement } from "../iam/policy-document";
import { DESCRIPTION_STAYS } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface CloudWatchAccessPoliciesProps {
  readonly environment: Environment;
  /** Unique in the account; at most 128 characters. */
  readonly readerPolicyName: string;
  /** Unique in the account; at most 128 characters. */
  readonly operatorPolicyName: string;
  /**
   * ARNs of the log groups that may be read, without `:*` at the end. AWS allows a policy 6,144 characters, enough for
   * about twenty log groups.
   */
  readonly logGroupArns: readonly string[];
  /** ARNs of the topics whose subscribers may be seen. */
  readonly topicArns: readonly string[];
}

/**
 * Two managed policies for the people who watch over the logs, to be attached to their roles or permission sets.
 * Readers see alarms, dashboards and metrics of the account, and query its log groups. Operators may also test alarms
 * and enable their actions again. Neither may change, delete or silence an alarm: only the deployment role does that.
 * Nobody needs permissions of a log group's key: CloudWatch Logs itself decrypts for those who may read.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/auth-and-access-control-cw.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/permissions-reference-cwl.html
 */
export class CloudWatchAccessPolicies extends Construct {
  readonly readerPolicyArn: string;
  /** Holds all that readers may do, too. */
  readonly operatorPolicyArn: string;

  constructor(scope: Construct, id: string, props: CloudWatchAccessPoliciesProps) {
    super(scope, id);
    const { environment } = props;
    const reading = readerStatements(props);
    const reader = new IamPolicy(this, "reader", {
      lifecycle: DESCRIPTION_STAYS,
      ...inEnvironment(environment),
      name: props.readerPolicyName,
      description: "See alarms, dashboards and metrics, and query the log groups",
      policy: policyDocument(...reading),
    });
    const operator = new IamPolicy(this, "operator", {
      lifecycle: DESCRIPTION_STAYS,
      ...inEnvironment(environment),
      name: props.operatorPolicyName,
      description: "See alarms, dashboards and metrics, query the log groups, and try out alarms",
      policy: policyDocument(...reading, {
        Sid: "TryOutAlarms",
        Effect: "Allow",
        Action: ["cloudwatch:EnableAlarmActions", "cloudwatch:SetAlarmState"],
        Resource: `arn:${environment.partition}:cloudwatch:*:${environment.accountId}:alarm:*`,
      }),
    });
    this.readerPolicyArn = reader.arn;
    this.operatorPolicyArn = operator.arn;
  }
}

function readerStatements(props: CloudWatchAccessPoliciesProps): PolicyStatement[] {
  const { logGroupArns, topicArns } = props;
  const statements: PolicyStatement[] = [
    {
      Sid: "SeeAlarmsDashboardsAndMetrics",
      Effect: "Allow",
      Action: [
        "cloudwatch:DescribeAlarmHistory",
        "cloudwatch:DescribeAlarms",
        "cloudwatch:DescribeAlarmsForMetric",
        "cloudwatch:GetDashboard",
        "cloudwatch:GetMetricData",
        "cloudwatch:GetMetricStatistics",
        "cloudwatch:GetMetricWidgetImage",
        "cloudwatch:ListDashboards",
        "cloudwatch:ListMetrics",
      ],
      Resource: "*",
    },
    {
      // These actions have no resource-level permissions.
      Sid: "FindLogGroupsAndQueries",
      Effect: "Allow",
      Action: ["logs:DescribeLogGroups", "logs:DescribeQueries", "logs:DescribeQueryDefinitions", "logs:StopQuery"],
      Resource: "*",
    },
    {
      Sid: "ReadLogGroups",
      Effect: "Allow",
      Action: [
        "logs:DescribeLogStreams",
        "logs:DescribeMetricFilters",
        "logs:DescribeSubscriptionFilters",
        "logs:FilterLogEvents",
        "logs:GetLogEvents",
        "logs:GetLogGroupFields",
        "logs:GetLogRecord",
        "logs:GetQueryResults",
        "logs:StartQuery",
      ],
      // With `:*` for the streams, and for the actions whose log group ARNs end so.
      Resource: logGroupArns.flatMap((arn) => [arn, `${arn}:*`]),
    },
    {
      Sid: "SeeWhoIsAlerted",
      Effect: "Allow",
      Action: ["sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic"],
      Resource: topicArns,
    },
  ];
  // AWS refuses a statement without resources.
  return statements.filter(({ Resource }) => Resource?.length !== 0);
}
