import { z } from "zod";
import { distinct } from "../fields/lists";
import { arn, regionName, text } from "../fields/text";

const id = "0-[A-Za-z0-9]{8}";
const arnOf = (resource: string, form: string, example: string) =>
  arn("inspector", "any", resource, form, `arn:aws-us-gov:inspector:us-gov-west-1:444444444444:${example}`);

const existing = z
  .strictObject({
    resourceGroup: arnOf(`resourcegroup/${id}`, "the ARN of a resource group", "resourcegroup/0-AB6DMKnv").describe(
      "ARN of its resource group, which Terraform cannot import: it stays as it is.",
    ),
    target: arnOf(`target/${id}`, "the ARN of an assessment target", "target/0-nvgVhaxX").describe(
      "ARN of the assessment target, which is imported.",
    ),
    template: arnOf(
      `target/${id}/template/${id}`,
      "the ARN of an assessment template",
      "target/0-nvgVhaxX/template/0-it5r2S4T",
    ).describe("ARN of its assessment template, which is imported."),
  })
  .optional()
  .describe("A target that exists, with its template, and is adopted. Default: it is made.");

const classicTarget = z.strictObject({
  name: text(
    /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/,
    "1 to 128 letters, digits, dots, hyphens and underscores, beginning with a letter or digit",
    "production-servers",
  ).describe("Name of the assessment target and its template. Unique among these targets."),
  account: z
    .string()
    .meta({ examples: ["shop-production"] })
    .describe("Account of the instances: `management`, `log-archive`, `audit` or the name of a workload account."),
  region: regionName.describe("Governed region of the instances."),
  tags: z
    .record(z.string().min(1).max(128), z.string().max(256))
    .default({})
    .meta({ examples: [{ Environment: "production" }] })
    .describe("Tags of the instances. Default: all instances of the region."),
  durationSeconds: z
    .number()
    .int("must be a whole number")
    .min(180, "must be at least 180")
    .max(86_400, "must be at most 86,400")
    .default(3600)
    .meta({ examples: [28_800] })
    .describe("How long a run takes, 180 to 86,400 seconds."),
  rulesPackages: distinct(
    z.array(arnOf(`rulespackage/${id}`, "the ARN of a rules package", "rulespackage/0-4oQgcI4G")).min(1),
    "rules package",
  )
    .optional()
    .describe("ARNs of rules packages. Default: all that the region has, which a data source asks AWS for."),
  events: z
    .strictObject({
      topic: arn(
        "sns",
        "any",
        "[A-Za-z0-9_.-]{1,256}",
        "the ARN of an SNS topic",
        "arn:aws-us-gov:sns:us-gov-west-1:444444444444:assessments",
      ).describe("ARN of the topic, in the same region; its policy has to let Amazon Inspector publish."),
      of: distinct(
        z
          .array(
            z.enum([
              "ASSESSMENT_RUN_STARTED",
              "ASSESSMENT_RUN_COMPLETED",
              "ASSESSMENT_RUN_STATE_CHANGED",
              "FINDING_REPORTED",
            ]),
          )
          .min(1),
        "event",
      )
        .default(["ASSESSMENT_RUN_COMPLETED", "FINDING_REPORTED"])
        .meta({ examples: [["FINDING_REPORTED"]] })
        .describe("What is told."),
    })
    .optional()
    .describe("Who is told of runs and findings. Default: nobody."),
  schedule: text(
    /^(rate\([1-9][0-9]* (minutes?|hours?|days?)\)|cron\([^()]{9,200}\))$/,
    "a rate or cron expression of EventBridge",
    "rate(7 days)",
  )
    .optional()
    .describe("When it runs: an expression of EventBridge, whose rule starts it. Default: only by hand."),
  existing,
  forget: z
    .boolean()
    .default(false)
    .describe(
      "Whether Terraform forgets the target, with all that belongs to it, without a call to AWS; it can be removed from the " +
        "file after that deployment.",
    ),
});

/** @see https://docs.aws.amazon.com/inspector/v1/userguide/inspector_introduction.html */
export const classic = z
  .strictObject({
    acknowledgeEndOfSupport: z
      .boolean()
      .default(false)
      .describe("Whether you know that Amazon Inspector Classic ended on 20 May 2026 in commercial regions."),
    targets: distinct(z.array(classicTarget), "target", { field: "name" })
      .default([])
      .describe("Assessment targets of Amazon Inspector Classic, each in one account and region. Default: none."),
  })
  .optional()
  .describe(
    "Amazon Inspector Classic, for partitions and states that still have it: `targets` above is today's way. Default: off.",
  );
