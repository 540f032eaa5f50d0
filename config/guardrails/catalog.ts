import type { GuardrailInput, GuardrailStatement } from "./statement";
import { logBucketGuardrail, logBucketResourceGuardrail } from "./log-buckets";
import { keyGuardrail, keyResourceGuardrail } from "./keys";
import { denial, deploymentRoles, exceptBreakGlass, exceptDeployment } from "./denial";

export interface Guardrail {
  /** What it protects, and from what; a sentence. */
  readonly protects: string;
  /** Statements of a service control policy: they bind the principals of member accounts. */
  readonly serviceControl: (input: GuardrailInput) => readonly GuardrailStatement[];
  /**
   * Statements of a resource control policy: they bind everyone, on resources of member accounts.
   * @default - none: the service has no resource control policies
   */
  readonly resourceControl?: (input: GuardrailInput) => readonly GuardrailStatement[];
}

const arn = ({ partition }: GuardrailInput, service: string, resource: string): string =>
  `arn:${partition}:${service}:*:*:${resource}`;

const logGroupArns = (input: GuardrailInput): string[] => {
  const group = arn(input, "logs", `log-group:${input.names.trailLogGroup}`);
  return [group, `${group}:*`];
};

/** Every guardrail, in the order in which statements are written. All are attached to the root unless the user says otherwise. */
export const GUARDRAILS = {
  organization: {
    protects: "Accounts neither leave the organization nor close themselves.",
    serviceControl: (input) => [
      denial(
        "LeaveOrganization",
        ["organizations:LeaveOrganization", "account:CloseAccount"],
        "*",
        exceptBreakGlass(input),
      ),
    ],
  },
  trail: {
    protects: "The organization trail is not stopped, changed or deleted, by a delegated administrator either.",
    serviceControl: (input) => [
      denial(
        "Trail",
        ["DeleteTrail", "PutEventSelectors", "PutInsightSelectors", "StopLogging", "UpdateTrail"].map(
          (name) => `cloudtrail:${name}`,
        ),
        arn(input, "cloudtrail", `trail/${input.names.trail}`),
        exceptDeployment(input),
      ),
    ],
  },
  logBuckets: {
    protects: "Logs are not deleted or altered, and the settings and policies of the log buckets are not changed.",
    serviceControl: logBucketGuardrail,
    resourceControl: logBucketResourceGuardrail,
  },
  keys: {
    protects: "The keys are not disabled, deleted or handed to others.",
    serviceControl: keyGuardrail,
    resourceControl: keyResourceGuardrail,
  },
  logGroups: {
    protects: "The trail's log group keeps its events, its retention and its key.",
    serviceControl: (input) => [
      denial(
        "LogGroups",
        [
          ...["AssociateKmsKey", "DeleteLogGroup", "DeleteLogStream", "DeleteRetentionPolicy"],
          ...["DisassociateKmsKey", "PutRetentionPolicy"],
        ].map((name) => `logs:${name}`),
        logGroupArns(input),
        exceptDeployment(input),
      ),
    ],
  },
  metricFilters: {
    protects: "The metric filters that alarms count with are not changed.",
    serviceControl: (input) => [
      denial(
        "MetricFilters",
        ["logs:DeleteMetricFilter", "logs:PutMetricFilter"],
        logGroupArns(input),
        exceptDeployment(input),
      ),
    ],
  },
  subscriptionFilters: {
    protects: "Nobody diverts the trail's events, or stops those who read them.",
    serviceControl: (input) => [
      denial(
        "SubscriptionFilters",
        ["logs:DeleteSubscriptionFilter", "logs:PutSubscriptionFilter"],
        logGroupArns(input),
        exceptDeployment(input),
      ),
    ],
  },
  alarms: {
    protects: "Alarms are not silenced, changed or deleted, and dashboards go on showing them.",
    serviceControl: (input) => [
      denial(
        "Alarms",
        ["DeleteAlarms", "DisableAlarmActions", "PutMetricAlarm", "SetAlarmState"].map((name) => `cloudwatch:${name}`),
        arn(input, "cloudwatch", `alarm:${input.name}-*`),
        exceptDeployment(input),
      ),
      denial(
        "Dashboards",
        ["cloudwatch:DeleteDashboards", "cloudwatch:PutDashboard"],
        // Dashboards have no region.
        `arn:${input.partition}:cloudwatch::*:dashboard/${input.name}-*`,
        exceptDeployment(input),
      ),
    ],
  },
  eventRules: {
    protects: "EventBridge rules, buses and archives of the landing zone are not disabled, changed or deleted.",
    serviceControl: (input) => [
      denial(
        "EventRules",
        ["DeleteRule", "DisableRule", "PutRule", "PutTargets", "RemoveTargets"].map((name) => `events:${name}`),
        arn(input, "events", `rule/${input.name}-*`),
        exceptDeployment(input),
      ),
      denial(
        "EventBus",
        ["DeleteArchive", "DeleteEventBus", "UpdateArchive", "UpdateEventBus"].map((name) => `events:${name}`),
        [arn(input, "events", `event-bus/${input.name}-*`), arn(input, "events", `archive/${input.name}-*`)],
        exceptDeployment(input),
      ),
    ],
  },
  eventBusPolicies: {
    protects: "Nobody opens or closes an EventBridge bus, whichever it is, to those who put events on it.",
    serviceControl: (input) => [
      denial(
        "EventBusPolicies",
        ["events:PutPermission", "events:RemovePermission"],
        // AWS knows no resources for these two: a denial on the landing zone's buses only would deny nothing. Hence a
        // guardrail of its own, for organizations whose workloads share buses.
        // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
        "*",
        exceptDeployment(input),
      ),
    ],
  },
  topics: {
    protects: "SNS topics of the landing zone keep their policies and subscribers.",
    serviceControl: (input) => [
      denial(
        "Topics",
        ["AddPermission", "DeleteTopic", "RemovePermission", "SetTopicAttributes", "Subscribe", "Unsubscribe"].map(
          (name) => `sns:${name}`,
        ),
        arn(input, "sns", `${input.name}-*`),
        exceptDeployment(input),
      ),
    ],
  },
  queues: {
    protects: "SQS queues of the landing zone keep their messages and policies.",
    serviceControl: (input) => [
      denial(
        "Queues",
        ["AddPermission", "DeleteQueue", "PurgeQueue", "RemovePermission", "SetQueueAttributes"].map(
          (name) => `sqs:${name}`,
        ),
        arn(input, "sqs", `${input.name}-*`),
        exceptDeployment(input),
      ),
    ],
  },
  configRecorders: {
    protects: "AWS Config records and delivers in every account and region.",
    serviceControl: (input) => [
      denial(
        "ConfigRecorders",
        [
          ...["DeleteConfigurationRecorder", "DeleteDeliveryChannel", "DeleteRetentionConfiguration"],
          ...[
            "PutConfigurationRecorder",
            "PutDeliveryChannel",
            "PutRetentionConfiguration",
            "StopConfigurationRecorder",
          ],
        ].map((name) => `config:${name}`),
        "*",
        exceptDeployment(input),
      ),
    ],
  },
  configRules: {
    protects: "AWS Config rules and conformance packs are not deleted.",
    serviceControl: (input) => [
      denial(
        "ConfigRules",
        [
          ...["DeleteConfigRule", "DeleteConformancePack", "DeleteEvaluationResults"],
          ...["DeleteOrganizationConfigRule", "DeleteOrganizationConformancePack"],
        ].map((name) => `config:${name}`),
        "*",
        exceptDeployment(input),
      ),
    ],
  },
  configAggregator: {
    protects: "The AWS Config aggregator keeps seeing every account.",
    serviceControl: (input) => [
      denial(
        "ConfigAggregator",
        ["DeleteAggregationAuthorization", "DeleteConfigurationAggregator", "PutConfigurationAggregator"].map(
          (name) => `config:${name}`,
        ),
        "*",
        exceptDeployment(input),
      ),
    ],
  },
  inspector: {
    protects: "Amazon Inspector stays on and administered by the audit account.",
    serviceControl: (input) => [
      denial(
        "Inspector",
        ["Disable", "DisableDelegatedAdminAccount", "DisassociateMember", "UpdateOrganizationConfiguration"].map(
          (name) => `inspector2:${name}`,
        ),
        "*",
        exceptDeployment(input),
      ),
    ],
  },
  flowLogs: {
    protects: "VPC flow logs are not deleted.",
    serviceControl: (input) => [
      denial("FlowLogs", "ec2:DeleteFlowLogs", arn(input, "ec2", "vpc-flow-log/*"), exceptDeployment(input)),
    ],
  },
  securityRoles: {
    protects:
      "Nobody makes, takes over or deletes the roles that guardrails make exceptions for, or roles and IAM policies of the landing zone.",
    serviceControl: (input) => [
      denial(
        "SecurityRoles",
        [
          ...["AttachRolePolicy", "CreateRole", "DeleteRole", "DeleteRolePermissionsBoundary", "DeleteRolePolicy"],
          ...[
            "DetachRolePolicy",
            "PutRolePermissionsBoundary",
            "PutRolePolicy",
            "UpdateAssumeRolePolicy",
            "UpdateRole",
          ],
        ].map((name) => `iam:${name}`),
        [input.breakGlassRole, ...deploymentRoles(input), `${input.name}-*`].map(
          (role) => `arn:${input.partition}:iam::*:role/${role}`,
        ),
        exceptDeployment(input),
      ),
      denial(
        "SecurityPolicies",
        ["CreatePolicyVersion", "DeletePolicy", "DeletePolicyVersion", "SetDefaultPolicyVersion"].map(
          (name) => `iam:${name}`,
        ),
        `arn:${input.partition}:iam::*:policy/${input.name}-*`,
        exceptDeployment(input),
      ),
    ],
  },
} as const satisfies Readonly<Record<string, Guardrail>>;

export type GuardrailKey = keyof typeof GUARDRAILS;
