import type { JobFunction } from "../function";

export const CLOUD_WATCH_OPERATOR: JobFunction = {
  title: "CloudWatch operator",
  purpose: "Sees alarms, dashboards and metrics, tries alarms out and mutes none.",
  in: "every-account",
  hours: 4,
  incompatibleWith: [],
  statements: () => [],
};
