import { arnHere } from "./arns";
import type { AccessInput } from "./function";
import { actionsOf, allow, deny } from "./statement";
import type { AccessStatement } from "./statement";

/**
 * Alarms, dashboards and metrics of the account, and who is alerted.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 */
export function seeAlarms(input: AccessInput): AccessStatement[] {
  const { accountId, here, landingZone } = input;
  return [
    allow(
      "SeeAlarmsAndDashboards",
      actionsOf(
        "cloudwatch",
        "DescribeAlarmHistory",
        "DescribeAlarms",
        "GetAlarmMuteRule",
        "GetDashboard",
        "ListAlarmMuteRules",
        "ListTagsForResource",
      ),
      [
        arnHere(input, "cloudwatch"),
        // Dashboards are of no region.
        `arn:${landingZone.partition}:cloudwatch::${accountId(here)}:dashboard/*`,
      ],
    ),
    allow(
      "SeeMetrics",
      actionsOf(
        "cloudwatch",
        "DescribeAlarmsForMetric",
        "GetMetricData",
        "GetMetricStatistics",
        "GetMetricWidgetImage",
        "ListDashboards",
        "ListMetrics",
      ),
      "*",
    ),
    allow("SeeWhoIsAlerted", actionsOf("sns", "GetTopicAttributes", "ListSubscriptionsByTopic"), alertTopicArns(input)),
    // AWS lets log groups be listed all or not at all.
    allow("SeeLogGroups", actionsOf("logs", "DescribeLogGroups"), "*"),
  ];
}

/** Topics of the role's own account, and those that alarms of the management account notify: their policies let it see them. */
function alertTopicArns(input: AccessInput): string[] {
  const { audit, management, names } = input.landingZone;
  const owners = input.here === management.slug ? [input.here, audit.slug] : [input.here];
  return owners.flatMap((here) =>
    [`${names.alertTopics}-*`, names.tamperingTopic].map((topic) => arnHere({ ...input, here }, "sns", topic)),
  );
}

/** Only the deployment and break-glass change what alerts, or mute it. */
export function denyChangesOfAlarms(): AccessStatement {
  return deny(
    "NeverChangeOrMuteAlarms",
    [
      ...actionsOf(
        "cloudwatch",
        "DeleteAlarmMuteRule",
        "DeleteAlarms",
        "DeleteDashboards",
        "DisableAlarmActions",
        "PutAlarmMuteRule",
        "PutCompositeAlarm",
        "PutDashboard",
        "PutMetricAlarm",
      ),
      ...actionsOf("logs", "DeleteMetricFilter", "PutMetricFilter"),
      ...actionsOf("sns", "SetSubscriptionAttributes", "SetTopicAttributes", "Subscribe", "Unsubscribe"),
    ],
    "*",
  );
}
