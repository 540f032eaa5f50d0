import { paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { plural } from "../../console/plural";
import { hasBaseline } from "./check";
import type { Check } from "./check";
import { someOf } from "./some-of";

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html */
export const alarmActions: Check = {
  id: "alarm-actions",
  title: "No alarm of the landing zone is muted",
  concerns: hasBaseline,
  async run({ landingZone: { name } }, { cloudWatch: client }) {
    const muted: string[] = [];
    const pages = paginateDescribeAlarms({ client }, { AlarmNamePrefix: `${name}-` });
    for await (const { CompositeAlarms = [], MetricAlarms = [] } of pages) {
      const off = [...MetricAlarms, ...CompositeAlarms].filter(({ ActionsEnabled }) => ActionsEnabled === false);
      muted.push(...off.flatMap(({ AlarmName }) => AlarmName ?? []));
    }
    const verb = muted.length === 1 ? "tells" : "tell";
    return muted.length === 0
      ? []
      : [
          {
            what: `${plural(muted.length, "alarm")} ${verb} nobody, as actions are off: ${someOf(muted)}`,
            advice: WHO,
          },
        ];
  },
};

const WHO =
  "Find who muted them, in the trail's DisableAlarmActions, then deploy the landing zone or enable the actions.";
