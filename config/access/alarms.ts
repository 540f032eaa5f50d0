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
    allow("SeeWhoIsAlerted", actionsOf("sns", "GetTopicAttributes", "ListSubscriptionsByTopic"), [
      arnHere(input, "sns", `${landingZone.names.alertTopics}-*`),
      arnHere(input, "sns", landingZone.names.tamperingTopic),
    ]),
    // AWS lets log groups be listed all or not at all.
    allow("SeeLogGroups", actionsOf("logs", "DescribeLogGroups"), "*"),
  ];
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
