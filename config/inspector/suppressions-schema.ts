import { z } from "zod";
import { FORMATS } from "../../aws/formats";
import { TEXT_CRITERIA } from "../../aws/inspector-criteria";
import type { TextCriterion } from "../../aws/inspector-criteria";
import { distinct, repeatable } from "../fields/lists";
import { formatted, text } from "../fields/text";

/** AWS takes ten of a kind, of 1 to 1,024 characters; `*` alone would be an empty beginning. */
const texts = distinct(
  z.array(formatted(FORMATS.inspectorCriterion)).min(1).max(10, "must be at most 10, as AWS takes no more"),
  "value",
);

const score = (most: number, what: string) =>
  z
    .strictObject({
      from: z.number().min(0).max(most).default(0).describe("Least score. Default: `0`."),
      to: z.number().min(0).max(most).describe(`Greatest score, at most ${most}.`),
    })
    .optional()
    .describe(what);

const criteria = z
  .strictObject({
    ...(Object.fromEntries(
      TEXT_CRITERIA.map((key) => [
        key,
        texts.optional().describe(`Values of \`${key}\`, one of which a finding has to have.`),
      ]),
    ) as Record<TextCriterion, z.ZodOptional<typeof texts>>),
    epssScore: score(1, "Probability that the vulnerability is exploited, 0 to 1."),
    inspectorScore: score(10, "Amazon Inspector's score, 0 to 10."),
    resourceTags: z
      .record(text(/^.{1,128}$/, "1 to 128 characters", "Environment"), text(/^.{0,256}$/, "at most 256 characters"))
      .optional()
      .describe("Tags of the resource, one of which it has to have, at most 10."),
  })
  .describe(
    "Which findings: all criteria have to be met, each by one of its values. A value is compared whole; one that ends " +
      "with `*` by how it begins.",
  );

const suppression = z.strictObject({
  name: text(
    /^(?=.{1,60}$)[a-z0-9](-?[a-z0-9])*$/,
    "1 to 60 lower-case letters, digits and single hyphens between them",
    "log4j-in-batch",
  ).describe("Name of the suppression; the filter's begins with that of the landing zone."),
  reason: text(
    /^\S.{8,398}\S$/,
    "a sentence of 10 to 400 characters",
    "The batch image never parses what others send; see RISK-311",
  ).describe("Why, for those who review it; it stands in the filter."),
  expires: z.iso
    .date("a date such as 2027-03-31")
    .meta({ examples: ["2027-03-31"] })
    .describe(
      "Last day that it is right, `YYYY-MM-DD`, at most 366 days ahead. Later it is a warning, with `--strict` an error; the " +
        "filter stays until it is taken out of the file.",
    ),
  criteria,
});

/** @see https://docs.aws.amazon.com/inspector/latest/user/findings-managing-supression-rules.html */
export const suppressions = repeatable(z.array(suppression), "conflicts/inspector compares their names")
  .default([])
  .describe(
    "Findings that are hidden, in every account and governed region: they are kept, and told to nobody. Default: none.",
  );
