import { z } from "zod";
import { ALARMS, EVENT_RULES } from ".";
import type { AlarmKey, RuleKey } from ".";
import { CIS_VERSIONS, VARIANTS } from "./definition";
import type { AlarmDefinition, Need, RuleDefinition } from "./definition";
import { DEFAULT_SEVERITY, SEVERITIES } from "./severity";
import { TARGET_ARN } from "../../aws/event-targets";
import { TRUSTED_ADVISOR_CATEGORIES } from "../../aws/trusted-advisor-checks";
import { distinct } from "../fields/lists";
import { wholeNumber } from "../fields/numbers";
import { text } from "../fields/text";

const reason = text(/\S.{8,}\S/, "a sentence of at least 10 characters", "The SIEM reports these")
  .optional()
  .describe("Why, for those who review it. Required where it is disabled.");
const disabled = z.boolean().default(false).describe("Whether it is left out. Needs a `reason`.");
const severity = (byDefault: string) =>
  z
    .enum(SEVERITIES)
    .optional()
    .describe(`How soon somebody should look; decides who is notified. Default: \`${byDefault}\`.`);
/** AWS has no limit; more of anything in five minutes would be an alarm that is never triggered. */
const MOST_EVENTS = 1_000_000;
const threshold = wholeNumber(1, MOST_EVENTS)
  .optional()
  .meta({ examples: [10] });

const WHERE: Readonly<Record<Need, string>> = {
  logBucketReads: " Only where `trail.dataEvents.logBuckets` has such reads recorded.",
  logBucketReadsByPeople:
    " Only where `trail.dataEvents.logBuckets` has such reads recorded, and `access` has people who read logs.",
};
const where = ({ needs, onlyWith }: Pick<RuleDefinition, "needs" | "onlyWith">): string =>
  (onlyWith === undefined ? "" : ` Only with \`baseline.deployment: ${onlyWith}\`.`) +
  (needs === undefined ? "" : WHERE[needs]);

const alarm = ({ securityHub, severity: byDefault, title, tunedThreshold, ...conditions }: AlarmDefinition) =>
  z
    .strictObject({
      disabled,
      reason,
      severity: severity(byDefault),
      threshold: threshold.describe(
        `Events within five minutes that trigger it. Default: ${tunedThreshold === undefined ? "1" : `${tunedThreshold}, exact 1`}.`,
      ),
      variant: z.enum(VARIANTS).optional().describe("Which of the two texts. Default: `detection.variant`."),
    })
    .prefault({})
    .describe(`${title}.${securityHub === undefined ? "" : ` Security Hub: ${securityHub}.`}` + where(conditions));

const rule = ({ severity: byDefault, title, ...conditions }: RuleDefinition) =>
  z
    .strictObject({
      disabled,
      reason,
      severity: severity(byDefault),
      targets: distinct(
        z
          .array(
            text(
              TARGET_ARN,
              "the ARN of an SNS topic, an SQS queue, a Lambda function, a Kinesis stream or a Step Functions state machine",
              "arn:aws:lambda:eu-west-1:333333333333:function:isolate",
            ),
          )
          .max(4, "must be at most 4: a rule has five targets, one of them the topic"),
        "target",
      )
        .default([])
        .describe(
          "ARNs of what gets the event besides the topic, in the audit account and the home region: SNS topics, SQS queues, " +
            "Lambda functions, Kinesis streams, Step Functions state machines; at most four. Default: none.",
        ),
    })
    .prefault({})
    .describe(`${title}.${where(conditions)}`);

const each = <Key extends string, Definition, Schema>(
  definitions: Readonly<Record<Key, Definition>>,
  make: (definition: Definition) => Schema,
): Record<Key, Schema> =>
  Object.fromEntries(Object.entries<Definition>(definitions).map(([key, value]) => [key, make(value)])) as Record<
    Key,
    Schema
  >;

const customAlarm = z
  .strictObject({
    title: text(/^\S.{2,98}\S$/, "4 to 100 characters", "A payroll table was read").describe(
      "What happened, as a headline, 4 to 100 characters.",
    ),
    advice: z
      .string()
      .max(500, "must be at most 500 characters")
      .default("")
      .describe("What to do, at most 500 characters. Default: nothing."),
    pattern: z
      .string()
      .meta({ examples: ['{ ($.eventSource = "dynamodb.amazonaws.com") && ($.eventName = "DeleteTable") }'] })
      .describe("CloudWatch Logs filter pattern of the CloudTrail events that count, at most 1,024 characters."),
    severity: z
      .enum(SEVERITIES)
      .default(DEFAULT_SEVERITY)
      .describe("How soon somebody should look; decides who is notified."),
    threshold: threshold.describe("Events within five minutes that trigger it. Default: 1."),
  })
  .describe("An alarm of your own.");

/** EventBridge has no limit; a hundred years, as the archive has. */
const MOST_ARCHIVE_DAYS = 36_500;

const trustedAdvisor = z
  .strictObject({
    disabled,
    reason,
    statuses: distinct(z.array(z.enum(["ERROR", "WARN"])).min(1), "status")
      .default(["ERROR", "WARN"])
      .describe("Results that are reported: `ERROR` is red, action recommended, `WARN` is yellow, to be looked into."),
    categories: distinct(z.array(z.enum(TRUSTED_ADVISOR_CATEGORIES)), "category")
      .default(["security"])
      .describe("Categories whose checks are reported; an empty list: only `checks`."),
    checks: distinct(z.array(z.string().meta({ examples: ["MFA on Root Account"] })), "check")
      .default([])
      .describe("Names of single checks that are reported besides. Default: none."),
    severity: z
      .enum(SEVERITIES)
      .default(DEFAULT_SEVERITY)
      .describe("How soon somebody should look; decides who is notified."),
  })
  .prefault({})
  .describe(
    "Results of AWS Trusted Advisor, of every account. Most checks need AWS Business Support+ or higher in each of them.",
  );

export const detection = z
  .strictObject({
    cisVersion: z
      .enum(CIS_VERSIONS)
      .default("5.0")
      .describe("Version of CIS AWS Foundations, in quotes, whose monitored events are alarms."),
    variant: z
      .enum(VARIANTS)
      .default("tuned")
      .describe(
        "`exact`: the filter patterns that AWS Security Hub's CloudWatch controls demand to the letter; `tuned`: the same " +
          "intent without the known noise.",
      ),
    alarms: z
      .strictObject(each<AlarmKey, AlarmDefinition, ReturnType<typeof alarm>>(ALARMS, alarm))
      .prefault({})
      .describe("Settings of single alarms; docs/alarms.md lists them."),
    customAlarms: z
      .record(text(/^[a-z][A-Za-z0-9]{2,39}$/, "3 to 40 letters and digits in camelCase", "payrollReads"), customAlarm)
      .default({})
      .describe("Alarms of your own on CloudTrail events, by a key in camelCase. Default: none."),
    rules: z
      .strictObject(each<RuleKey, RuleDefinition, ReturnType<typeof rule>>(EVENT_RULES, rule))
      .prefault({})
      .describe("Settings of the EventBridge rules on the security event bus."),
    archiveDays: wholeNumber(1, MOST_ARCHIVE_DAYS)
      .default(365)
      .meta({ examples: [90] })
      .describe("Days that the security event bus archives events, for replay, 1 to 36,500."),
    trustedAdvisor,
  })
  .prefault({})
  .describe("Alarms, event rules, and what they report.");
