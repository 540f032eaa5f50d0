import { z } from "zod";
import { existingConfig } from "./existing-config";
import { existingSessionPreferences } from "./existing-session-preferences";
import { repeatable } from "../fields/lists";
import { accountId, email, text } from "../fields/text";

const name = text(
  /^[A-Za-z0-9]([A-Za-z0-9 ._-]{0,48}[A-Za-z0-9])?$/,
  "1 to 50 letters, digits, blanks and ._- that begins and ends with a letter or digit",
  "shop-production",
);

const KEPT =
  "Not changed after the first deployment: from `create` to `existing` Terraform would try to delete the role, which AWS " +
  "refuses while it is in use.";

const configServiceLinkedRole = z
  .enum(["create", "existing"])
  .default("create")
  .describe(
    "Whether AWS Config's service-linked role has to be created in this account, or exists because Config was used " +
      "there before; IAM refuses to create it twice. Find out in the account with " +
      `\`aws iam get-role --role-name AWSServiceRoleForConfig\`. ${KEPT}`,
  );

const organizationalUnit = z
  .string()
  .meta({ examples: ["Workloads/Production"] })
  .optional()
  .describe(
    "Path of the organizational unit the account is in, one of `organization.organizationalUnits`: the names from the " +
      "root down with `/` between them. Default: an account with an `id` stays where it is, one without is created " +
      "directly below the root.",
  );

const existingId = accountId
  .optional()
  .describe(
    "Twelve digits, in quotes, of an account that is in the organization already; it is adopted. It is moved only if it " +
      "has an `organizationalUnit` here, keeps its name and tags, and is never closed or replaced. Default: the account " +
      "is created.",
  );

const rootEmail = email
  .meta({ examples: ["aws-audit@example.com"] })
  .describe(
    "Address of the account's root user, unique among all AWS accounts. AWS creates accounts with 6 to 64 ASCII " +
      "characters, none of them a blank or one of `\"'()<>[]:;,\\|%&`. An account that exists keeps the one it has.",
  );

const management = z
  .strictObject({
    name: name
      .default("management")
      .describe(
        "Name of the account, for people: 1 to 50 letters, digits, blanks and `._-`. Only read, never changed.",
      ),
    id: accountId.describe(
      "Twelve digits, in quotes. Required: the management account exists before anything can be deployed.",
    ),
    email: rootEmail,
    configServiceLinkedRole,
    configMultiAccountRole: z
      .enum(["create", "existing"])
      .default("create")
      .describe(
        "Whether the service-linked role with which AWS Config deploys rules to the whole organization has to be created, or " +
          "exists because rules were deployed before. Find out with " +
          `\`aws iam get-role --role-name AWSServiceRoleForConfigMultiAccountSetup\`. ${KEPT}`,
      ),
    accessAnalyzerServiceLinkedRole: z
      .enum(["create", "existing"])
      .default("create")
      .describe(
        "Whether IAM Access Analyzer's service-linked role, without which no analyzer sees the organization, has to be created, " +
          "or exists because an analyzer was made in this account before. Find out with " +
          `\`aws iam get-role --role-name AWSServiceRoleForAccessAnalyzer\`. ${KEPT}`,
      ),
    existingConfig,
    existingSessionPreferences,
  })
  .describe("The account that owns the organization and the organization trail.");

const core = (defaultName: string, purpose: string) =>
  z
    .strictObject({
      name: name
        .default(defaultName)
        .describe(
          "Name of the account in AWS, 1 to 50 letters, digits, blanks and `._-`, unique. Its stack is called after what " +
            "the account is for.",
        ),
      id: existingId,
      email: rootEmail,
      organizationalUnit,
      configServiceLinkedRole,
      existingConfig,
      existingSessionPreferences,
    })
    .describe(purpose);

const workload = z
  .strictObject({
    name: name.describe(
      "Name of the account in AWS, 1 to 50 letters, digits, blanks and `._-`, unique. It also names the account's stack, " +
        "`baseline-<name>` in lower case with hyphens, and so its state: another name means another account.",
    ),
    id: existingId,
    formerly: name
      .optional()
      .describe(
        "Name that the account had in this file before, where its address has changed, too: it is the same account. Needed for " +
          "the first `synth` after the change only. Default: none.",
      ),
    email: rootEmail,
    organizationalUnit,
    configServiceLinkedRole,
    existingConfig,
    existingSessionPreferences,
    leaving: z
      .boolean()
      .default(false)
      .describe(
        "Whether the account is about to leave this file: with the next deployment Terraform forgets what its stack made to " +
          "protect it, which stays in AWS, and destroys the rest. Not needed: an account may be removed at once. See docs/change.md.",
      ),
  })
  .describe("An account that people work in.");

export const accounts = z
  .strictObject({
    management,
    logArchive: core("log-archive", "The account that keeps every log and that nobody works in."),
    audit: core("audit", "The account that looks at all the others: it administers AWS Config for the organization."),
    workloads: repeatable(z.array(workload), "conflicts/accounts compares all accounts, those of the core as well")
      .default([])
      .describe("Every other account of the landing zone. Default: none."),
  })
  .describe("The AWS accounts of the landing zone.");
