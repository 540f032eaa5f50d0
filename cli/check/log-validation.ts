import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { VALIDATION_ALARMS } from "../../config/log-validation/alarms";
import { namedAfter } from "../../config/names";
import type { Check } from "./check";

/**
 * The log validator, by its alarms: they notify when something begins, and go on to be in ALARM while it is so.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export const logValidation: Check = {
  id: "log-validation",
  title: "Logs are validated as they come, and all that could be checked are as CloudTrail delivered them",
  concerns: ({ account, landingZone: { audit, homeRegion, logValidation: settings }, region }) =>
    settings?.enabled === true && account.slug === audit.slug && region === homeRegion,
  async run({ landingZone: { name } }, { cloudWatch }) {
    const alarms = new Map(Object.entries(VALIDATION_ALARMS).map(([key, alarm]) => [namedAfter(name, key), alarm]));
    const { MetricAlarms = [] } = await cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNames: [...alarms.keys()], AlarmTypes: ["MetricAlarm"] }),
    );
    const states = new Map(MetricAlarms.map(({ AlarmName, StateValue }) => [AlarmName, StateValue]));
    return [...alarms].flatMap(([alarmName, { advice, title }]) => {
      if (!states.has(alarmName)) {
        return [{ what: `the alarm ${alarmName} does not exist` }];
      }
      return states.get(alarmName) === "ALARM" ? [{ what: `${title} (alarm ${alarmName})`, advice }] : [];
    });
  },
};
