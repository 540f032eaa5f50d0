import { onceOpened, outsidersOf } from "./question";
import type { Question, Subject } from "./question";

/**
 * Log groups in member accounts, which others can be let into by a policy of their own. The trail's is in the management account,
 * whose resources no policy of the organization binds.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
export function logGroupQuestions({ landingZone }: Subject): Question[] {
  const { audit, homeRegion, names, partition } = landingZone;
  const accountId = audit.id ?? "";
  const logGroup = `arn:${partition}:logs:${homeRegion}:${accountId}:log-group:${names.hostLogGroups}/security`;
  return [
    {
      area: "log groups of member accounts",
      label: "read the hosts' logs, were their log group opened to everyone",
      action: "logs:FilterLogEvents",
      resource: { arn: logGroup, accountId },
      opened: true,
      guardrail: "outsiders",
      allowed: onceOpened({ accountId }),
      layers: outsidersOf("outsiders", ""),
    },
  ];
}
