import type { HealthMetric } from "../detection/health";
import type { Severity } from "../detection/severity";
import type { Names } from "../names";
import type { LogValidation } from "./settings";

/** An alarm on what the validator finds, or on the validator itself. */
interface ValidationAlarmDefinition {
  readonly title: string;
  readonly advice: string;
  readonly severity: Severity;
  readonly metric: (input: ValidationAlarmInput) => HealthMetric & { readonly evaluationPeriods?: number };
}

export interface ValidationAlarmInput {
  readonly names: Pick<Names, "logValidationDeadLetterQueue" | "logValidationNamespace" | "logValidator">;
  readonly settings: Pick<LogValidation, "graceMinutes" | "sweepMinutes">;
}

const FIVE_MINUTES = 300;
const ONE_HOUR = 3600;
/** CloudTrail delivers a digest every hour. */
const DIGEST_MINUTES = 60;
/** Beyond the grace of a digest and the time between two sweeps. */
const LATE_HOURS = 4;
const SILENT_TIMES = 3;

const published = (metricName: string, { names }: ValidationAlarmInput) =>
  ({ namespace: names.logValidationNamespace, metricName, dimensions: {} }) as const;

/** Whole hours with a sweep in each: what sweeps publish is not there more often. */
const sweepSeconds = ({ settings }: ValidationAlarmInput) => Math.ceil(settings.sweepMinutes / 60) * ONE_HOUR;

/**
 * Nothing was done for some times in a row that something should have been, in whole hours. Runs that get nothing done publish
 * none of it, or zero.
 */
const silent = (metricName: string, input: ValidationAlarmInput, everyMinutes: number) => ({
  ...published(metricName, input),
  statistic: "Sum" as const,
  periodSeconds: ONE_HOUR,
  evaluationPeriods: Math.ceil((SILENT_TIMES * everyMinutes) / 60),
  comparison: "<" as const,
  threshold: 1,
  missingData: "breaching" as const,
});

/** They cannot be disabled: a validator that nobody would miss is none. */
export const VALIDATION_ALARMS: Readonly<Record<string, ValidationAlarmDefinition>> = {
  logIntegrityFailures: {
    title: "Log files or digests were altered, removed, or never protected",
    advice:
      "The function's log, its table and the event of the finding say which. Preserve the versions of the objects, then run " +
      "`landing-zone verify-logs` over the days around it.",
    severity: "critical",
    metric: (input) => ({
      ...published("Failures", input),
      statistic: "Sum",
      periodSeconds: FIVE_MINUTES,
      comparison: ">=",
      threshold: 1,
      missingData: "notBreaching",
    }),
  },
  logsNotChecked: {
    title: "Log files or digests cannot be checked",
    advice: "Access is denied, a key cannot be used, or objects are archived: the function's log says which.",
    severity: "high",
    metric: (input) => ({
      ...published("NotChecked", input),
      statistic: "Sum",
      periodSeconds: sweepSeconds(input),
      evaluationPeriods: 3,
      comparison: ">=",
      threshold: 1,
      missingData: "notBreaching",
    }),
  },
  logValidationLate: {
    title: "The validation of logs lags behind",
    advice:
      "Some account and region has had no settled hour for long: the function's log names it. Digests are delivered late, or " +
      "messages wait in the queue.",
    severity: "high",
    metric: (input) => ({
      ...published("LagSeconds", input),
      statistic: "Maximum",
      periodSeconds: sweepSeconds(input),
      evaluationPeriods: 2,
      comparison: ">=",
      threshold: (input.settings.graceMinutes + input.settings.sweepMinutes) * 60 + LATE_HOURS * ONE_HOUR,
      missingData: "notBreaching",
    }),
  },
  logSweepsSilent: {
    title: "Nobody looks for logs that never arrived",
    advice: "The validator's schedule, function or role was changed, or its concurrency set to zero.",
    severity: "critical",
    metric: (input) => silent("Sweeps", input, input.settings.sweepMinutes),
  },
  logSweepGroupsSilent: {
    title: "Nobody works through the queue of the log validator",
    advice: "The function's event source mapping was disabled, or the queue, the function or its role changed.",
    severity: "critical",
    metric: (input) => silent("SweepGroups", input, input.settings.sweepMinutes),
  },
  digestEventsSilent: {
    title: "The log validator is not told of digests",
    advice:
      "The bucket's events, the rule in the log archive, the security bus or its rule was changed, or CloudTrail delivers no " +
      "digests. Sweeps go on to verify what arrives.",
    severity: "high",
    metric: (input) => silent("DigestEvents", input, DIGEST_MINUTES),
  },
  logValidatorFails: {
    title: "The log validator fails",
    advice: "Its log says why. What failed is tried again, five times, and set aside in its dead-letter queue.",
    severity: "high",
    /** @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
    metric: ({ names }) => ({
      namespace: "AWS/Lambda",
      metricName: "Errors",
      dimensions: { FunctionName: names.logValidator },
      statistic: "Sum",
      periodSeconds: ONE_HOUR,
      comparison: ">=",
      threshold: 1,
      missingData: "notBreaching",
    }),
  },
  logValidationDeadLetters: {
    title: "The log validator could not work through a message",
    advice: "The dead-letter queue has it. Mend what the function's log says, then move the message back.",
    severity: "high",
    metric: ({ names }) => ({
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: names.logValidationDeadLetterQueue },
      statistic: "Maximum",
      periodSeconds: FIVE_MINUTES,
      comparison: ">=",
      threshold: 1,
      missingData: "notBreaching",
    }),
  },
};
