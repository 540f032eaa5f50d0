import type { HealthMetric } from "../detection/health";
import type { Severity } from "../detection/severity";
import type { Names } from "../names";

/** An alarm, in the audit account, on what keeps findings from being made or kept. */
export interface InspectorAlarmDefinition {
  readonly title: string;
  readonly advice: string;
  readonly severity: Severity;
  readonly metric: (names: Names) => HealthMetric & { readonly evaluationPeriods?: number };
}

const FIVE_MINUTES = 300;
const ONE_HOUR = 3600;
const HOURS_PER_DAY = 24;

/** @see https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html */
const ofStream = ({ findingStream }: Names) =>
  ({
    namespace: "AWS/Firehose",
    dimensions: { DeliveryStreamName: findingStream },
    periodSeconds: FIVE_MINUTES,
    missingData: "notBreaching",
  }) as const;

/** Findings that do not arrive in the log archive. */
export const DELIVERY_ALARMS: Readonly<Record<string, InspectorAlarmDefinition>> = {
  findingDeliveryFails: {
    title: "Findings of Amazon Inspector cannot be written to the log archive",
    advice:
      "The log group of the stream says why: most often the policy of the bucket or of its key does not allow the " +
      "stream's role. Firehose tries for 24 hours, then the findings are lost; the archive of the security bus has them.",
    severity: "high",
    metric: (names) => ({
      ...ofStream(names),
      metricName: "DeliveryToS3.Success",
      statistic: "Minimum",
      comparison: "<",
      threshold: 1,
    }),
  },
  findingDeliveryLate: {
    title: "Findings of Amazon Inspector are more than an hour late in the log archive",
    advice: "Firehose has findings that it did not write for an hour. The log group of the stream says why.",
    severity: "high",
    metric: (names) => ({
      ...ofStream(names),
      metricName: "DeliveryToS3.DataFreshness",
      statistic: "Maximum",
      comparison: ">=",
      threshold: ONE_HOUR,
    }),
  },
  findingPartitions: {
    title: "Findings of Amazon Inspector are of more accounts and regions than Firehose partitions at once",
    advice:
      "What is beyond the limit is below errors/ in the bucket of findings, complete. Ask AWS for a higher quota of " +
      "active partitions of the stream.",
    severity: "medium",
    metric: (names) => ({
      ...ofStream(names),
      metricName: "PartitionCountExceeded",
      statistic: "Maximum",
      comparison: ">=",
      threshold: 1,
    }),
  },
};

/** What the probe publishes, twice an hour. */
const probed = ({ inspectorNamespace }: Names, metricName: string) =>
  ({ namespace: inspectorNamespace, metricName, dimensions: {}, periodSeconds: ONE_HOUR }) as const;

/** The same in every hour of a day: instances come and go, and the first scan takes a while. */
const forADay = (names: Names, metricName: string): ReturnType<InspectorAlarmDefinition["metric"]> => ({
  ...probed(names, metricName),
  statistic: "Minimum",
  comparison: ">=",
  threshold: 1,
  evaluationPeriods: HOURS_PER_DAY,
  missingData: "notBreaching",
});

const WHICH = "The log of the probe names them with AWS's reasons, `landing-zone check` with what to do for each.";

/** What Amazon Inspector does not scan, and does not say by itself. */
export const COVERAGE_ALARMS: Readonly<Record<string, InspectorAlarmDefinition>> = {
  instancesNotScanned: {
    title: "Amazon Inspector has not scanned EC2 instances for a day",
    advice: WHICH,
    severity: "high",
    metric: (names) => forADay(names, "InstancesNotScanned"),
  },
  othersNotScanned: {
    title: "Amazon Inspector has not scanned container images or functions for a day",
    advice: WHICH,
    severity: "low",
    metric: (names) => forADay(names, "OthersNotScanned"),
  },
  coverageUnknown: {
    title: "Nobody knows what Amazon Inspector scans",
    advice: "The probe could not read every region for three hours. Its log says what it could not read, and why.",
    severity: "medium",
    metric: (names) => ({
      ...probed(names, "InstancesNotScanned"),
      statistic: "SampleCount",
      comparison: "<",
      threshold: 1,
      evaluationPeriods: 3,
      missingData: "breaching",
    }),
  },
};
