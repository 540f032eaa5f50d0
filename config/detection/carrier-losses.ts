/** What news of an event goes through on its way to those who are notified. */
export type Member =
  "alarm" | "bus" | "logGroup" | "metricFilter" | "role" | "rule" | "stackSet" | "subscription" | "topic";

/** A call that takes a member away, and the parameter of its record that names which: a name, an ARN, or a list of them. */
export interface Loss {
  readonly member: Member;
  readonly parameter: string;
  /** The parameter that names what the member is part of: a log group, or a bus, the default one where it is absent. */
  readonly within?: string;
  /** What another parameter has to be for the call to take it away. */
  readonly where?: { readonly parameter: string; readonly is: string };
}

const rule = (parameter: string): Loss => ({ member: "rule", parameter, within: "eventBusName" });
const role: Loss = { member: "role", parameter: "roleName" };
const subscription: Loss = { member: "subscription", parameter: "subscriptionArn" };
// What forwards events in member accounts, where StackSets make it: as another template has it, or not at all.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts.html
const stackSet: Loss = { member: "stackSet", parameter: "stackSetName" };
const alarms: Loss = { member: "alarm", parameter: "alarmNames" };

/**
 * Calls after which a way carries nothing any more, by their source and name in CloudTrail's records: what reports them has to be
 * another way. Parameters are the arguments of the call, beginning with a small letter.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const CARRIER_LOSSES: ReadonlyMap<string, Loss> = new Map([
  ["logs.amazonaws.com DeleteLogGroup", { member: "logGroup", parameter: "logGroupName" }],
  [
    "logs.amazonaws.com DeleteMetricFilter",
    { member: "metricFilter", parameter: "filterName", within: "logGroupName" },
  ],
  ["monitoring.amazonaws.com DeleteAlarms", alarms],
  ["monitoring.amazonaws.com DisableAlarmActions", alarms],
  ["sns.amazonaws.com DeleteTopic", { member: "topic", parameter: "topicArn" }],
  ["sns.amazonaws.com Unsubscribe", subscription],
  [
    "sns.amazonaws.com SetSubscriptionAttributes",
    // Whoever is filtered is told of what the filter matches, which the record does not say of this event.
    { ...subscription, where: { parameter: "attributeName", is: "FilterPolicy" } },
  ],
  ["events.amazonaws.com DeleteEventBus", { member: "bus", parameter: "name" }],
  ["events.amazonaws.com DeleteRule", rule("name")],
  ["events.amazonaws.com DisableRule", rule("name")],
  ["events.amazonaws.com RemoveTargets", rule("rule")],
  ["cloudformation.amazonaws.com DeleteStackInstances", stackSet],
  ["cloudformation.amazonaws.com DeleteStackSet", stackSet],
  ["cloudformation.amazonaws.com StopStackSetOperation", stackSet],
  ["cloudformation.amazonaws.com UpdateStackInstances", stackSet],
  ["cloudformation.amazonaws.com UpdateStackSet", stackSet],
  ["iam.amazonaws.com DeleteRole", role],
  ["iam.amazonaws.com DeleteRolePolicy", role],
]);
