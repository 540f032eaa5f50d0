import { hub, nist } from "./controls";
import type { ConfigRuleDefinition } from "./definition";
import { onChangeOf } from "./evaluation";
import { GOV_CLOUD_EAST, GOV_CLOUD_WEST, MEXICO, NEW_ZEALAND, TAIPEI, THAILAND } from "./regions";

const ACTIONS = Object.fromEntries(
  [1, 2, 3, 4, 5].map((number) => [`action${number}`, "ARN of an action that counts. Default: any."]),
);

/** Rules about alarms and topics. */
export const ALARM_RULES = {
  cloudWatchAlarmActionCheck: {
    identifier: "CLOUDWATCH_ALARM_ACTION_CHECK",
    title: "An alarm does nothing when it goes off",
    ...onChangeOf("AWS::CloudWatch::Alarm"),
    // AWS would ask for an action without data, too; few alarms have one.
    parameters: () => ({
      alarmActionRequired: "true",
      insufficientDataActionRequired: "false",
      okActionRequired: "false",
    }),
    allowedParameters: {
      alarmActionRequired: "`true`: an alarm needs an action for when it is triggered.",
      insufficientDataActionRequired: "`true`: it needs one for when it has no data.",
      okActionRequired: "`true`: it needs one for when all is well again.",
      ...ACTIONS,
    },
    absentFrom: [],
    controls: [hub("CloudWatch.15"), ...nist("AU-6(1)", "SI-4(5)")],
  },
  cloudWatchAlarmActionEnabledCheck: {
    identifier: "CLOUDWATCH_ALARM_ACTION_ENABLED_CHECK",
    title: "The actions of an alarm are switched off",
    ...onChangeOf("AWS::CloudWatch::Alarm"),
    absentFrom: [GOV_CLOUD_EAST, GOV_CLOUD_WEST, MEXICO, NEW_ZEALAND, TAIPEI, THAILAND],
    controls: [hub("CloudWatch.17"), ...nist("AU-6(1)", "SI-4(12)")],
  },
  cloudWatchAlarmSettingsCheck: {
    identifier: "CLOUDWATCH_ALARM_SETTINGS_CHECK",
    title: "An alarm on a metric has other settings than are asked for",
    ...onChangeOf("AWS::CloudWatch::Alarm"),
    allowedParameters: {
      metricName: "Name of the metric.",
      threshold: "Value that the metric is compared with.",
      evaluationPeriods: "Periods that are compared.",
      period: "Seconds of a period. Default: 300.",
      comparisonOperator: "Such as `GreaterThanThreshold`.",
      statistic: "Such as `Average` or `Sum`.",
    },
    requiredParameters: ["metricName"],
    absentFrom: [],
    controls: nist("SI-4"),
    offBecause: "It is about alarms on one metric, which only you can name.",
  },
  snsEncryptedKms: {
    identifier: "SNS_ENCRYPTED_KMS",
    title: "A topic is not encrypted",
    ...onChangeOf("AWS::SNS::Topic"),
    allowedParameters: { kmsKeyIds: "Keys that count, by ARN, id or alias, separated by commas. Default: any." },
    absentFrom: [],
    controls: [hub("SNS.1"), ...nist("SC-28")],
  },
} as const satisfies Readonly<Record<string, ConfigRuleDefinition>>;
