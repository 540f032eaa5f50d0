import type { HealthMetric } from "../detection/health";
import type { Severity } from "../detection/severity";
import type { Names } from "../names";

/** An alarm on what keeps the results of CIS scans from being kept. */
interface CisAlarmDefinition {
  readonly title: string;
  readonly advice: string;
  readonly severity: Severity;
  readonly metric: (names: Names) => HealthMetric & { readonly evaluationPeriods?: number };
}

const ONE_HOUR = 3600;

/** They cannot be disabled: CIS scans send no event, so that nobody would miss their results. */
export const CIS_ALARMS: Readonly<Record<string, CisAlarmDefinition>> = {
  cisCollectorFails: {
    title: "Results of CIS scans cannot be collected",
    advice:
      "The log of the function says which scan and why: a region of Amazon Inspector, the bucket of findings or its key " +
      "refuses it. It tries again every hour; Inspector keeps results for a while only.",
    severity: "high",
    /** @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
    metric: ({ cisCollector }) => ({
      namespace: "AWS/Lambda",
      metricName: "Errors",
      dimensions: { FunctionName: cisCollector },
      statistic: "Sum",
      periodSeconds: ONE_HOUR,
      comparison: ">=",
      threshold: 1,
      missingData: "notBreaching",
    }),
  },
  cisCollectorSilent: {
    title: "Nobody collects the results of CIS scans",
    advice: "For three hours the function published nothing: its schedule, the function or its role was changed.",
    severity: "high",
    metric: ({ inspectorNamespace }) => ({
      namespace: inspectorNamespace,
      metricName: "CisScansWaiting",
      dimensions: {},
      statistic: "SampleCount",
      periodSeconds: ONE_HOUR,
      evaluationPeriods: 3,
      comparison: "<",
      threshold: 1,
      missingData: "breaching",
    }),
  },
};
