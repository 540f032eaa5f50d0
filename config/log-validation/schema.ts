import { z } from "zod";
import { wholeNumber } from "../fields/numbers";

/**
 * Limits are AWS's: of schedules, and of how many invocations a queue may cause at the same time.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
export const logValidation = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .describe(
        "`false` takes the function, its schedule, its queue's mapping, its alarms and the bucket's events away; what is known of " +
          "verified digests stays. Without the section, what is deployed goes on as it is.",
      ),
    sweepMinutes: wholeNumber(15, 720)
      .default(60)
      .meta({ examples: [120] })
      .describe(
        "Minutes between two looks at every account and region for what never arrived, 15 to 720. CloudTrail delivers a digest " +
          "every hour.",
      ),
    graceMinutes: wholeNumber(60, 1440)
      .default(120)
      .meta({ examples: [180] })
      .describe("Minutes after its hour that a digest may arrive before it is missing, 60 to 1,440."),
    maximumConcurrency: wholeNumber(2, 100)
      .default(5)
      .meta({ examples: [10] })
      .describe("Invocations of the function at the same time, at most, 2 to 100: others wait in the queue."),
    securityHub: z
      .boolean()
      .default(false)
      .describe(
        "Whether findings are imported into AWS Security Hub CSPM of the audit account as well, where it has to be on in " +
          "`homeRegion`.",
      ),
  })
  .optional()
  .describe(
    "Continuous validation in the audit account: every digest that CloudTrail delivers is verified with its log files, and what " +
      "never arrives is looked for. Default: `landing-zone verify-logs` does it when somebody runs it.",
  );
