import { denyChangesOfAlarms, seeAlarms } from "../alarms";
import { arnHere } from "../arns";
import { denySecrets } from "../denials";
import type { JobFunction } from "../function";
import { actionsOf, allow } from "../statement";

export const CLOUD_WATCH_OPERATOR: JobFunction = {
  title: "CloudWatch operator",
  purpose: "Sees alarms, dashboards and metrics, tries alarms out and mutes none.",
  in: "every-account",
  hours: 4,
  incompatibleWith: [],
  statements: (input) => [
    ...seeAlarms(input),
    allow(
      "TryOutAlarms",
      actionsOf("cloudwatch", "EnableAlarmActions", "SetAlarmState"),
      arnHere(input, "cloudwatch", "alarm:*"),
    ),
    denyChangesOfAlarms(),
    denySecrets(),
  ],
};
