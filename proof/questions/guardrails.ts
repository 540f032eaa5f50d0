import { alertTopicName, namedAfter } from "../../config/names";
import { askedAccounts } from "../accounts";
import type { Principal } from "../principal";
import { collectorEntries } from "./cis-collector";
import { tagged } from "./entry";
import type { Entry } from "./entry";
import { accessEntries } from "./access";
import { keyStoreEntries } from "./key-store";
import { logValidationEntries } from "./log-validation";
import type { GuardrailKey } from "../../config/guardrails";
import { byServiceControl } from "../layers";
import { anyOf, bound, inside } from "./question";
import type { Question, Subject, Target } from "./question";

/** Sids that are not their guardrail's name. */
const STATEMENTS: Partial<Record<GuardrailKey, string>> = {
  organization: "LeaveOrganization",
};

/** Sid of the statement of a guardrail that is about an action. */
function statementOf(guardrail: GuardrailKey, action: string, context: Question["context"]): string {
  if (guardrail === "logValidation") {
    const service = action.slice(0, action.indexOf(":"));
    return action.endsWith("EventSourceMapping")
      ? "LogValidatorMapping"
      : ({ lambda: "LogValidator", dynamodb: "LogValidationState" }[service] ?? "LogValidationQueue");
  }
  const isTagged = guardrail === "configRules" && context !== undefined;
  if (guardrail === "accessIdentities") {
    return action.includes("SAMLProvider") ? "AccessProviders" : "AccessGroups";
  }
  return isTagged
    ? "OwnConfigRules"
    : (STATEMENTS[guardrail] ?? guardrail.charAt(0).toUpperCase() + guardrail.slice(1));
}

/**
 * What each guardrail keeps principals from in their own accounts. In the management account, which guardrails do not
 * bind, these are the real trail, log group and topics; in a member account they are ones of the same name.
 */
export function guardrailQuestions({ landingZone }: Subject): Question[] {
  const { breakGlass, deployment, homeRegion, name, names } = landingZone;
  const logGroup = `log-group:${names.trailLogGroup}`;
  const area = "in their own accounts";
  const flowLogGroup = `log-group:${names.flowLogGroup}`;
  const hostLogGroup = `log-group:${names.hostLogGroups}/security`;
  const recorder = "configuration-recorder/default/abcdefgh";
  const rule = "config-rule/config-rule-abcdef";
  const alarm = `alarm:${namedAfter(name, "rootLogin")}`;
  const dashboard = `dashboard/${names.alarmDashboard}`;
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
    ["logGroups", "delete the log group of flow logs", "logs:DeleteLogGroup", "logs", flowLogGroup],
    ["logGroups", "shorten the retention of the hosts' logs", "logs:PutRetentionPolicy", "logs", hostLogGroup],
    ["metricFilters", "delete a metric filter", "logs:DeleteMetricFilter", "logs", logGroup],
    ["metricFilters", "delete a metric filter of the hosts' logs", "logs:DeleteMetricFilter", "logs", hostLogGroup],
    ["subscriptionFilters", "divert events by a subscription", "logs:PutSubscriptionFilter", "logs", logGroup],
    ["logAccountPolicies", "change events of all log groups", "logs:PutAccountPolicy", "*", ""],
    ["alarms", "delete an alarm", "cloudwatch:DeleteAlarms", "cloudwatch", alarm],
    ["alarms", "silence an alarm", "cloudwatch:DisableAlarmActions", "cloudwatch", alarm],
    ["alarms", "rewrite the dashboard of alarms", "cloudwatch:PutDashboard", "cloudwatch", dashboard],
    ["alarms", "delete the dashboard of alarms", "cloudwatch:DeleteDashboards", "cloudwatch", dashboard],
    ["eventRules", "stop forwarding events", "events:DisableRule", "events", `rule/${names.forwardingRule}`],
    ["eventRules", "delete the archive of events", "events:DeleteArchive", "events", `archive/${names.eventArchive}`],
    ["topics", "delete the alert topic", "sns:DeleteTopic", "sns", alertTopicName(names, "critical")],
    ["topics", "open the alert topic's policy", "sns:SetTopicAttributes", "sns", alertTopicName(names, "critical")],
    ["queues", "empty the delivery queue", "sqs:PurgeQueue", "sqs", names.deliveryQueue],
    ["configRecorders", "stop the Config recorder", "config:StopConfigurationRecorder", "config", recorder],
    [
      "configRecorders",
      "make the Config recorder leave out types of resources",
      "config:DisassociateResourceTypes",
      "config",
      recorder,
    ],
    ["configRecorders", "delete the delivery channel", "config:DeleteDeliveryChannel", "*", ""],
    ["configRules", "delete a Config rule", "config:DeleteConfigRule", "config", rule],
    ["configRules", "change a Config rule of the landing zone", "config:PutConfigRule", "config", rule, tagged(name)],
    ["configRules", "take the tag off a Config rule", "config:UntagResource", "config", rule, tagged(name)],
    [
      "configAggregator",
      "delete the aggregator",
      "config:DeleteConfigurationAggregator",
      "config",
      "config-aggregator/config-aggregator-abcdefgh",
    ],
    ["inspector", "switch Inspector off", "inspector2:Disable", "*", ""],
    ["inspector", "take Inspector's administrator away", "inspector2:DisableDelegatedAdminAccount", "*", ""],
    ["inspector", "let a member leave Inspector's administrator", "inspector2:DisassociateMember", "*", ""],
    ["inspector", "leave accounts that join out of Inspector", "inspector2:UpdateOrganizationConfiguration", "*", ""],
    [
      "inspector",
      "hide findings of Inspector",
      "inspector2:CreateFilter",
      "inspector2",
      "owner/333333333333/filter/624b746d-e080-44ae-8c1d-48e653365a38",
    ],
    ["inspector", "change how Inspector scans", "inspector2:UpdateConfiguration", "*", ""],
    ["inspector", "leave members' packages unseen", "inspector2:BatchUpdateMemberEc2DeepInspectionStatus", "*", ""],
    [
      "inspector",
      "delete a CIS scan",
      "inspector2:DeleteCisScanConfiguration",
      "inspector2",
      "owner/333333333333/cis-configuration/624b746d-e080-44ae-8c1d-48e653365a38",
    ],
    [
      "inspector",
      "take the tag off a CIS scan",
      "inspector2:UntagResource",
      "inspector2",
      "owner/333333333333/cis-configuration/624b746d-e080-44ae-8c1d-48e653365a38",
    ],
    [
      "findings",
      "stop the delivery of findings",
      "firehose:DeleteDeliveryStream",
      "firehose",
      `deliverystream/${names.findingStream}`,
    ],
    [
      "findings",
      "rewrite the probe of coverage",
      "lambda:UpdateFunctionCode",
      "lambda",
      `function:${names.coverageProbe}`,
    ],
    ["flowLogs", "delete a flow log", "ec2:DeleteFlowLogs", "ec2", "vpc-flow-log/fl-0123456789abcdef0"],
    ["securityRoles", "make a role named like break-glass", "iam:CreateRole", "iam", `role/${breakGlass.role}`],
    [
      "securityRoles",
      "rewrite a policy of those who watch",
      "iam:CreatePolicyVersion",
      "iam",
      `policy/${names.alarmReaderPolicy}`,
    ],
    ["securityRoles", "take the deployment role over", "iam:UpdateAssumeRolePolicy", "iam", `role/${deployment.role}`],
    ...roleOfStates(landingZone),
  ];
  const byBreakGlass: readonly Entry[] = [
    ["organization", "leave the organization", "organizations:LeaveOrganization", "*", ""],
    ["organization", "close the account", "account:CloseAccount", "account", "account"],
  ];
  const question = (
    except: readonly string[],
    [guardrail, label, action, service, resource, context, account]: Entry,
    // Roles that the guardrail makes an exception for, and whose own policy does not allow it.
    unbound: readonly string[] = [],
  ): Question => ({
    area,
    layers: [
      byServiceControl(guardrail, statementOf(guardrail, action, context), (principal) => {
        const isThere = account === undefined || principal.accountId === idOf(account);
        return isThere && bound(landingZone, ...except, ...unbound)(principal);
      }),
    ],
    label,
    action,
    context,
    resource: (principal) => own(principal, service, resource),
    // Guardrails do not bind the management account.
    allowed: anyOf(inside(landingZone.management.slug, ...(account === undefined ? [] : allBut(account))), ({ key }) =>
      except.some((role) => key.startsWith(`${role}-`)),
    ),
    guardrail,
  });
  const keyStore = keyStoreEntries(landingZone);
  const access = accessEntries(landingZone);
  const validation = logValidationEntries(landingZone);
  return [
    ...[
      ...byDeployment,
      ...keyStore.byDeployment,
      ...collectorEntries(landingZone),
      ...access,
      ...validation.byDeployment,
    ].map((entry) => question(["break-glass", "deployment"], entry)),
    ...validation.byValidator.map((entry) => question(["break-glass", "deployment", "log-validator"], entry)),
    ...validation.byDeploymentThough.map((entry) => question(["break-glass", "deployment"], entry, ["log-validator"])),
    ...[...byBreakGlass, ...keyStore.byBreakGlass].map((entry) => question(["break-glass"], entry)),
    {
      area,
      label: "make a Config rule of their own, or change it",
      action: "config:PutConfigRule",
      resource: (principal) => own(principal, "config", rule),
      allowed: inside(...askedAccounts(landingZone).map(({ slug }) => slug)),
      layers: { nothing: "accounts make rules of their own" },
    },
  ];

  function idOf(slug: string): string | undefined {
    return askedAccounts(landingZone).find((account) => account.slug === slug)?.id;
  }

  function allBut(account: string): string[] {
    return askedAccounts(landingZone)
      .map(({ slug }) => slug)
      .filter((slug) => slug !== account);
  }

  function own({ accountId, key }: Principal, service: string, resource: string): Target | undefined {
    if (accountId === undefined || key.startsWith("external")) {
      return undefined;
    }
    const isGlobal = service === "iam" || service === "account" || resource === dashboard;
    const region = isGlobal ? "" : homeRegion;
    const arn = service === "*" ? "*" : `arn:${landingZone.partition}:${service}:${region}:${accountId}:${resource}`;
    return { arn, accountId };
  }
}

/** The role that states are read and written with, where it is in a member account and the states are. */
function roleOfStates({ accounts, management, state }: Subject["landingZone"]): Entry[] {
  if (
    state.backend === "local" ||
    state.roleArn === undefined ||
    (state.account ?? management.slug) === management.slug
  ) {
    return [];
  }
  const [, , , , accountId, role = ""] = state.roleArn.split(":");
  return accounts
    .filter(({ id, slug }) => id === accountId && slug !== management.slug)
    .map(({ slug }): Entry => {
      const change = "iam:UpdateAssumeRolePolicy";
      return ["securityRoles", "take the role of the states over", change, "iam", role, undefined, slug];
    });
}
