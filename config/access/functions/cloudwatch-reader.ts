import { denyChangesOfAlarms, seeAlarms } from "../alarms";
import { denySecrets } from "../denials";
import type { JobFunction } from "../function";

export const CLOUD_WATCH_READER: JobFunction = {
  title: "CloudWatch reader",
  purpose: "Sees alarms, dashboards and metrics, and no events of log groups.",
  in: "every-account",
  hours: 8,
  incompatibleWith: [],
  statements: (input) => [...seeAlarms(input), denyChangesOfAlarms(), denySecrets()],
};
