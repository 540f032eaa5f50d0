import { z } from "zod";
import { DEFAULT_SEVERITY, SEVERITIES } from "../detection/severity";
import { wholeNumber } from "../fields/numbers";
import { RETENTION_DAYS } from "../../aws/log-retention-days";

const minutes = (most: number, byDefault: number) =>
  wholeNumber(1, most)
    .default(byDefault)
    .meta({ examples: [15] });

const agent = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe(
        "Whether every account and region gets the CloudWatch agent's configurations as SSM parameters, a log group for " +
          "logons, a policy for instance roles, and alarms. Installing the agent on the hosts stays yours.",
      ),
    retentionDays: z
      .literal(RETENTION_DAYS)
      .default(365)
      .describe("Days that CloudWatch Logs keeps the hosts' security logs; one of the values it allows.")
      .meta({ examples: [90] }),
    memoryPercent: z
      .number()
      .min(1, "must be at least 1")
      .max(100, "must be at most 100")
      .default(90)
      .meta({ examples: [95] })
      .describe("Memory use of a host, in percent, that triggers an alarm when it lasts a quarter of an hour."),
    failedLogons: wholeNumber(1, 1_000_000)
      .default(10)
      .meta({ examples: [5] })
      .describe(
        "Failed logons by SSH, sudo or Windows within five minutes, of all hosts of a region, that trigger an alarm.",
      ),
    severity: z
      .enum(SEVERITIES)
      .default(DEFAULT_SEVERITY)
      .describe("How soon somebody should look; decides who is notified."),
  })
  .prefault({})
  .describe("The CloudWatch agent: memory and disk use, and the logons that CloudTrail does not record.");

const sessions = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe(
        "Whether Session Manager writes every shell session of every account and region to a bucket of the log archive.",
      ),
    idleMinutes: minutes(60, 20).describe("Minutes without input after which a session ends, 1 to 60."),
    maxMinutes: minutes(1440, 60).describe("Minutes after which a session ends whatever happens, 1 to 1,440."),
  })
  .prefault({})
  .describe("Session Manager.");

export const hosts = z
  .strictObject({ agent, sessions })
  .prefault({})
  .describe("What is known of EC2 instances and other hosts.");
