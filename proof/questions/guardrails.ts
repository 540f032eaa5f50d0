import type { GuardrailKey } from "../../config/guardrails";
import type { Principal } from "../principals";
import type { Question, Subject, Target } from "./question";

type Entry = readonly [guardrail: GuardrailKey, label: string, action: string, service: string, resource: string];

/**
 * What each guardrail keeps principals from in their own accounts. In the management account, which guardrails do not
 * bind, these are the real trail, log group and topics; in a member account they are ones of the same name.
 */
export function guardrailQuestions({ landingZone }: Subject): Question[] {
  const { breakGlass, deployment, homeRegion, name, names } = landingZone;
  const logGroup = `log-group:${names.trailLogGroup}`;
  const alarm = `alarm:${names.rootLoginAlarm}`;
  const byDeployment: readonly Entry[] = [
    ["trail", "stop the trail", "cloudtrail:StopLogging", "cloudtrail", `trail/${names.trail}`],
    ["trail", "delete the trail", "cloudtrail:DeleteTrail", "cloudtrail", `trail/${names.trail}`],
    ["trail", "send the trail elsewhere", "cloudtrail:UpdateTrail", "cloudtrail", `trail/${names.trail}`],
    [
      "trail",
      "make the trail select fewer events",
      "cloudtrail:PutEventSelectors",
      "cloudtrail",
      `trail/${names.trail}`,
    ],
    ["logGroups", "delete the log group", "logs:DeleteLogGroup", "logs", logGroup],
    ["logGroups", "shorten the log group's retention", "logs:PutRetentionPolicy", "logs", logGroup],
    ["logGroups", "take the log group's key away", "logs:DisassociateKmsKey", "logs", logGroup],
    ["metricFilters", "delete a metric filter", "logs:DeleteMetricFilter", "logs", logGroup],
    ["subscriptionFilters", "divert events by a subscription", "logs:PutSubscriptionFilter", "logs", logGroup],
    ["alarms", "delete an alarm", "cloudwatch:DeleteAlarms", "cloudwatch", alarm],
    ["alarms", "silence an alarm", "cloudwatch:DisableAlarmActions", "cloudwatch", alarm],
    ["eventRules", "disable an event rule", "events:DisableRule", "events", `rule/${name}-tamper`],
    ["topics", "delete the alert topic", "sns:DeleteTopic", "sns", names.alertTopic],
    ["topics", "open the alert topic's policy", "sns:SetTopicAttributes", "sns", names.alertTopic],
    ["queues", "empty the delivery queue", "sqs:PurgeQueue", "sqs", names.deliveryQueue],
    [
      "configRecorders",
      "stop the Config recorder",
      "config:StopConfigurationRecorder",
      "config",
      "configuration-recorder/default/abcdefgh",
    ],
    ["configRecorders", "delete the delivery channel", "config:DeleteDeliveryChannel", "*", ""],
    ["configRules", "delete a Config rule", "config:DeleteConfigRule", "config", "config-rule/config-rule-abcdef"],
    [
      "configAggregator",
      "delete the aggregator",
      "config:DeleteConfigurationAggregator",
      "config",
      "config-aggregator/config-aggregator-abcdefgh",
    ],
    ["inspector", "switch Inspector off", "inspector2:Disable", "*", ""],
    ["flowLogs", "delete a flow log", "ec2:DeleteFlowLogs", "ec2", "vpc-flow-log/fl-0123456789abcdef0"],
    ["securityRoles", "make a role named like break-glass", "iam:CreateRole", "iam", `role/${breakGlass.role}`],
    ["securityRoles", "take the deployment role over", "iam:UpdateAssumeRolePolicy", "iam", `role/${deployment.role}`],
  ];
  const byBreakGlass: readonly Entry[] = [
    ["organization", "leave the organization", "organizations:LeaveOrganization", "*", ""],
    ["organization", "close the account", "account:CloseAccount", "account", "account"],
  ];
  const question = (except: readonly string[], [guardrail, label, action, service, resource]: Entry): Question => ({
    area: "in their own accounts",
    label,
    action,
    resource: (principal) => own(principal, service, resource),
    allowed: ({ key }) =>
      key.endsWith(`-${landingZone.management.key}`) || except.some((role) => key.startsWith(`${role}-`)),
    guardrail,
  });
  return [
    ...byDeployment.map((entry) => question(["break-glass", "deployment"], entry)),
    ...byBreakGlass.map((entry) => question(["break-glass"], entry)),
  ];

  function own({ accountId, key }: Principal, service: string, resource: string): Target | undefined {
    if (accountId === undefined || key.startsWith("outside")) {
      return undefined;
    }
    const region = service === "iam" || service === "account" ? "" : homeRegion;
    const arn = service === "*" ? "*" : `arn:${landingZone.partition}:${service}:${region}:${accountId}:${resource}`;
    return { arn, accountId };
  }
}
