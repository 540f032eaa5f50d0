import { z } from "zod";
import { RETENTION_DAYS } from "../../aws/log-retention-days";

export const trail = z
  .strictObject({
    cloudWatchLogsRetentionDays: z
      .literal(RETENTION_DAYS)
      .default(365)
      .describe(
        "Days that CloudWatch Logs keeps the trail's events, where they can be searched; one of the values it allows.",
      )
      .meta({ examples: [90] }),
  })
  .prefault({})
  .describe("The organization trail.");
