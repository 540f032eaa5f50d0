import { z } from "zod";
import { SEVERITIES } from "../detection/severity";
import { wholeNumber } from "../fields/numbers";

const alertOf = (severity: string) =>
  z
    .enum([...SEVERITIES, "none"])
    .describe(`Alert topic of new findings of the severity ${severity}; \`none\`: they are only kept.`);

/** @see https://docs.aws.amazon.com/inspector/latest/user/findings-understanding-severity.html */
export const findings = z
  .strictObject({
    alerts: z
      .strictObject({
        critical: alertOf("critical").default("critical"),
        high: alertOf("high").default("high"),
        medium: alertOf("medium").default("none"),
        low: alertOf("low").default("none"),
      })
      .prefault({})
      .describe("Who is told of a finding, by its severity."),
    retentionDays: wholeNumber(1, 36_500)
      .default(365)
      .meta({ examples: [730] })
      .describe("Days that the bucket of findings in the log archive keeps them."),
  })
  .prefault({})
  .describe("What becomes of findings: alerts, and a bucket of the log archive that keeps all of them.");
