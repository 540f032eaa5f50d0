import { z } from "zod";
import { excludedAccounts } from "../fields/excluded-accounts";
import { distinct } from "../fields/lists";
import { HOURS, resourceType } from "./recording-schema";
import { arn, text } from "../fields/text";
import { guardProblem } from "../../patterns/guard";

const key = text(/^[a-z][A-Za-z0-9]{2,39}$/, "3 to 40 letters and digits in camelCase", "bucketsHaveOwners");

/** AWS Config refuses what does not parse, and only when it is deployed. */
function isGuard({ issues, value }: z.core.ParsePayload<string>): void {
  const problem = value === "" ? undefined : guardProblem(value);
  if (problem !== undefined) {
    const params = { allowed: "rules in CloudFormation Guard 2" };
    issues.push({ code: "custom", path: [], input: value, message: `not Guard text: ${problem}`, params });
  }
}

const common = {
  title: text(/^\S.{2,248}\S$/, "4 to 250 characters", "Buckets have an owner tag").describe(
    "What it reports, as a headline, 4 to 250 characters.",
  ),
  controls: distinct(
    z.array(text(/^\S.{0,98}\S$/, "2 to 100 characters", "PCI DSS 4.0 10.3.2")).min(1, "must name at least one"),
    "control",
  ).describe("Controls that it serves, at least one: of a standard, or of your own."),
  resourceTypes: distinct(z.array(resourceType), "type")
    .default([])
    .describe("Types whose changes it looks at. Default: all that are recorded."),
  excludedAccounts: excludedAccounts("Accounts that it is not deployed in"),
};

const policyRule = z
  .strictObject({
    ...common,
    policy: z
      .string()
      .min(1, "must not be empty")
      .max(10_000, "must be at most 10,000 characters")
      .check(isGuard)
      .meta({ examples: ["rule has_owner { configuration.tags.owner !empty }"] })
      .describe(
        "CloudFormation Guard 2 text that the recorded configuration has to satisfy, at most 10,000 characters.",
      ),
  })
  .describe("A rule written in CloudFormation Guard.");

const functionRule = z
  .strictObject({
    ...common,
    functions: distinct(
      z
        .array(
          arn(
            "lambda",
            "any",
            "function:[A-Za-z0-9_-]{1,64}",
            "the ARN of a Lambda function, without a version",
            "arn:aws:lambda:eu-west-1:333333333333:function:owner-tags",
          ),
        )
        .min(1, "must name at least one"),
      "region of a function",
      { fix: "name one function a region", identity: (functionArn) => functionArn.split(":")[3] ?? functionArn },
    ).describe(
      "ARNs of Lambda functions in the audit account, one in each region where the rule shall be: AWS Config invokes none " +
        "of another region.",
    ),
    periodHours: z
      .literal(HOURS)
      .optional()
      .meta({ examples: [24] })
      .describe(
        "Hours between two evaluations, 1, 3, 6, 12 or 24, in place of evaluations on change. Default: on change.",
      ),
    parameters: z
      .record(z.string(), z.string())
      .default({})
      .describe("Parameters that the function is given, as texts."),
  })
  .describe("A rule that a Lambda function decides.");

/** Rules of your own, in the two forms that AWS Config knows. */
export const customRules = {
  policyRules: z
    .record(key, policyRule)
    .default({})
    .describe("Rules of your own in CloudFormation Guard, by a key in camelCase. Default: none."),
  functionRules: z
    .record(key, functionRule)
    .default({})
    .describe("Rules of your own that Lambda functions decide, by a key in camelCase. Default: none."),
};
