import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkCountable, checkFormat, checkFormats, nameOf, pathOf } from "../checks";
import type { PolicyStatement } from "../iam/policy-document";
import { policyWithin } from "../iam/policy-within";
import { DESCRIPTION_STAYS } from "../data-protection";
import { jointly } from "../waiting";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";

/** Policies are global: one pair for all regions of the account. */
export interface CloudWatchAccessPoliciesProps extends EnvironmentProps {
  /**
   * Unique in the account; at most 128 letters, digits and `+=,.@_-`.
   * @default - the ids of the stack and of the construct, and `reader`, with hyphens
   */
  readonly readerPolicyName?: string;
  /**
   * Unique in the account; at most 128 letters, digits and `+=,.@_-`.
   * @default - the ids of the stack and of the construct, and `operator`, with hyphens
   */
  readonly operatorPolicyName?: string;
  /**
   * ARNs of the log groups that may be read, without `:*` at the end. AWS allows a policy 6,144 characters, enough for
   * about twenty log groups.
   * @default - none: alarms, dashboards and metrics alone
   */
  readonly logGroupArns?: readonly string[];
  /**
   * ARNs of the topics whose subscribers may be seen.
   * @default - none
   */
  readonly topicArns?: readonly string[];
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
  /** ARN of the policy of readers. */
  readonly readerPolicyArn: string;
  /** Holds all that readers may do, too. */
  readonly operatorPolicyArn: string;
  /** The policy of those who read. */
  readonly readerPolicy: IamPolicy;
  /** The policy of those who operate. */
  readonly operatorPolicy: IamPolicy;
  /** Both policies. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: CloudWatchAccessPoliciesProps = {}) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { operatorPolicyName = `${nameOf(where)}-operator`, readerPolicyName = `${nameOf(where)}-reader` } = props;
    checkFormats(
      where,
      { operatorPolicyName, readerPolicyName },
      { operatorPolicyName: FORMATS.iamPolicyName, readerPolicyName: FORMATS.iamPolicyName },
    );
    for (const [prop, format] of [
      ["logGroupArns", FORMATS.logGroupArn],
      ["topicArns", FORMATS.topicArn],
    ] as const) {
      for (const [index, arn] of (props[prop] ?? []).entries()) {
        checkFormat(where, `${prop}[${index}]`, arn, format);
      }
    }
    checkCountable(where, "logGroupArns", props.logGroupArns);
    const environment = environmentOf(scope, id, props);
    const reading = readerStatements(props);
    const reader = new IamPolicy(this, "reader", {
      lifecycle: DESCRIPTION_STAYS,
      ...inEnvironment(environment),
      name: readerPolicyName,
      description: "See alarms, dashboards and metrics, and query the log groups",
      policy: policyWithin(where, "logGroupArns", reading),
    });
    const operator = new IamPolicy(this, "operator", {
      lifecycle: DESCRIPTION_STAYS,
      ...inEnvironment(environment),
      name: operatorPolicyName,
      description: "See alarms, dashboards and metrics, query the log groups, and try out alarms",
      policy: policyWithin(where, "logGroupArns", [
        ...reading,
        {
          Sid: "TryOutAlarms",
          Effect: "Allow",
          Action: ["cloudwatch:EnableAlarmActions", "cloudwatch:SetAlarmState"],
          Resource: `arn:${environment.partition}:cloudwatch:*:${environment.accountId}:alarm:*`,
        },
      ]),
    });
    this.readerPolicyArn = reader.arn;
    this.operatorPolicyArn = operator.arn;
    this.readerPolicy = reader;
    this.operatorPolicy = operator;
    this.ready = jointly(this, [reader, operator]);
  }
}

function readerStatements(props: CloudWatchAccessPoliciesProps): PolicyStatement[] {
  const { logGroupArns = [], topicArns = [] } = props;
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
