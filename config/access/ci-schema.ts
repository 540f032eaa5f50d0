import { z } from "zod";
import { text } from "../fields/text";

const provider = z
  .enum(["new", "existing"])
  .default("new")
  .describe(
    "Whether the OIDC provider has to be made in the management account, or exists there: an account can have one of an " +
      "issuer. Find out with `aws iam list-open-id-connect-providers`. When the pipeline is taken out of the file the provider " +
      "stays, made or not, and no role trusts it.",
  );

const id = (what: string) =>
  text(/^[1-9][0-9]{0,18}$/, "digits in quotes", "123456789")
    .optional()
    .describe(
      `Number of the ${what}, in quotes: \`gh api repos/OWNER/REPOSITORY --jq '.owner.id, .id'\`. With both numbers a ` +
        "repository of the same name that somebody else makes later gets nothing. Default: names alone decide.",
    );

/** What git allows in the name of a branch, without what policies or tokens give a meaning: no `*`, `?`, `:` and `$`. */
const branchName = (example: string) =>
  text(
    /^(?!.*(\.\.|\/\/|@\{))[A-Za-z0-9_]([A-Za-z0-9_./@+-]{0,253}[A-Za-z0-9_+-])?$/,
    "the name of a branch: letters, digits and _./@+-",
    example,
  );

/** @see https://docs.github.com/en/actions/reference/security/oidc */
const github = z
  .strictObject({
    owner: text(/^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$/, "the name of a user or organization", "example-org").describe(
      "User or organization that the repository belongs to.",
    ),
    repository: text(/^(?!\.{1,2}$)[A-Za-z0-9_.-]{1,100}$/, "the name of a repository", "landing-zone").describe(
      "Name of the repository, without its owner.",
    ),
    ownerId: id("owner"),
    repositoryId: id("repository"),
    defaultBranch: branchName("main")
      .default("main")
      .describe("Branch whose pipeline may plan, besides those of pull requests. Protect it."),
    environment: text(
      /^[A-Za-z0-9_.-][A-Za-z0-9_. -]{0,254}$/,
      "the name of an environment: letters, digits, blanks and _.-",
      "production",
    )
      .optional()
      .describe(
        "Environment whose jobs may apply; protect it with reviewers, and limit its branches: with `ownerId` and `repositoryId` only " +
          "jobs of `defaultBranch` may. Default: jobs of " +
          "`defaultBranch` without an environment may.",
      ),
    provider,
  })
  .optional()
  .describe("A repository of github.com whose workflows plan and apply. Default: none.");

/** @see https://docs.gitlab.com/ci/cloud_services/aws/ */
const gitlab = z
  .strictObject({
    host: text(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/, "the name of a host", "gitlab.com")
      .default("gitlab.com")
      .describe(
        "Host of GitLab, 18.2.2 or newer: before, a pipeline of a fork's merge request could get the token of a branch.",
      ),
    group: text(
      /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/,
      "the path of a group",
      "example-org/platform",
    ).describe("Path of the group, subgroups with `/` between them."),
    project: text(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, "the name of a project", "landing-zone").describe(
      "Name of the project in its path.",
    ),
    branch: branchName("main")
      .default("main")
      .describe("Protected branch whose pipeline may apply. Pipelines of any branch may plan."),
    protectedEnvironment: z
      .boolean()
      .default(false)
      .describe(
        "Whether only jobs of a protected environment of the tier `production` may apply, and no other job of `branch`. For GitLab 18.7 or " +
          "newer, once the project's attribute `ci_id_token_sub_claim_components` is `project_path`, `ref_type`, `ref`, " +
          "`environment_protected` and `deployment_tier`, in this order.",
      ),
    audience: text(/^[A-Za-z0-9:/._-]{1,255}$/, "1 to 255 letters, digits and :/._-", "https://gitlab.com")
      .optional()
      .describe("`aud` of the `id_tokens` of the job. Default: `https://` and `host`."),
    provider,
  })
  .optional()
  .describe("A project of GitLab whose pipelines plan and apply. Default: none.");

export const ci = z
  .strictObject({
    github,
    gitlab,
    bootstrapped: z
      .boolean()
      .default(false)
      .describe(
        "Whether `landing-zone bootstrap` makes the providers and the two roles before the first deployment, so that a pipeline can " +
          "do that. The stack `access-management` then takes them over by import, and fails where they are not there.",
      ),
  })
  .prefault({})
  .describe(
    "Pipelines that assume the roles of `reviewer` and `deployer` in the management account with OIDC tokens, without keys.",
  );
