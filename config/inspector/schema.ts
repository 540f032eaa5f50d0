import { z } from "zod";
import { distinct } from "../fields/lists";
import { wholeNumber } from "../fields/numbers";
import { slugOf } from "../keys";
import { SCAN_TYPES } from "../../aws/inspector-regions";
import { classic } from "./classic-schema";
import { findings } from "./findings-schema";
import { suppressions } from "./suppressions-schema";
import { instanceTags, targets } from "./targets-schema";

/** @see https://docs.aws.amazon.com/inspector/latest/user/scanning-resources.html */
const scans = distinct(z.array(z.enum(SCAN_TYPES)).min(1), "scan")
  .default(["ec2", "ecr", "lambda"])
  .describe(
    "What is scanned in every account and governed region: `ec2` (instances), `ecr` (container images), `lambda` " +
      "(functions and layers), `lambda-code` (code of functions; needs `lambda`). What is not named here is switched off in the " +
      "accounts of the landing zone. Default: all but the code.",
  );

/** @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inspector.html */
const enrolment = z
  .enum(["organization", "policy"])
  .default("organization")
  .describe(
    "How accounts are enrolled: `organization`, by the audit account; `policy`, by an Inspector policy of AWS Organizations, " +
      "which is not made here and not fought: only the delegation, suppressions and findings are made.",
  );

const delegated = z
  .enum(["new", "existing"])
  .default("new")
  .describe(
    "Whether the audit account is Inspector's delegated administrator already, in every governed region: then it is adopted.",
  );

/** @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_AutoEnable.html */
const newAccounts = z
  .enum(["enroll", "leave"])
  .optional()
  .describe(
    "Accounts that join the organization: `enroll`, AWS switches on the scans above; `leave`, what is set for them stays as " +
      "it is. Accounts of this file are enrolled either way. Default: `enroll`; `leave` where the delegation is adopted, as " +
      "scans of code repositories may be on for them, which hashicorp/aws 5.100.0 does not know, and AWS does not say " +
      "that they would stay on.",
  );

/** @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_AssociateMember.html */
const associated = distinct(z.array(z.string().meta({ examples: ["shop-production"] })), "account", {
  identity: slugOf,
})
  .default([])
  .meta({ examples: [["all"]] })
  .describe(
    "Accounts that AWS has associated with the audit account already, in every governed region with Amazon Inspector: members " +
      "of a delegation that is adopted, and accounts that joined while `newAccounts` was `enroll`. AWS refuses to associate " +
      "them again, so they are imported. Names, ids in quotes, or `all` alone. Not needed any more once they are deployed. " +
      "Default: none.",
  );

const MOST_ASSUMED = 10_000_000;
const assumed = z
  .strictObject({
    instances: wholeNumber(0, MOST_ASSUMED)
      .default(0)
      .meta({ examples: [40] })
      .describe("Instances, on average."),
    images: wholeNumber(0, MOST_ASSUMED)
      .default(0)
      .meta({ examples: [200] })
      .describe("Images pushed in a month."),
    functions: wholeNumber(0, MOST_ASSUMED)
      .default(0)
      .meta({ examples: [60] })
      .describe("Functions, on average."),
  })
  .prefault({})
  .describe(
    "What all accounts and regions together are assumed to have, for the table of costs only. Default: nothing.",
  );

export const inspector = z
  .strictObject({
    scans,
    enrolment,
    delegated,
    newAccounts,
    associated,
    suppressions,
    findings,
    instanceTags,
    targets,
    classic,
    assumed,
  })
  .optional()
  .describe(
    "Amazon Inspector for the whole organization, administered by the audit account. It costs by what it scans. " +
      "Default: this project neither switches it on nor off.",
  );
