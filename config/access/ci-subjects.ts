import type { Configuration } from "../schema";
import type { OidcTrust } from "./settings";

type Pipelines = NonNullable<Configuration["access"]>["ci"];
type GitHub = NonNullable<Pipelines["github"]>;
type GitLab = NonNullable<Pipelines["gitlab"]>;

const GITHUB = "token.actions.githubusercontent.com";
/** What aws-actions/configure-aws-credentials asks GitHub for. */
const GITHUB_AUDIENCE = "sts.amazonaws.com";

/**
 * Which workflows of GitHub plan, and which apply.
 *
 * Repositories that were made or renamed since 15 July 2026 send the numbers of owner and repository in `sub`, others
 * their names alone; both are matched. Where the numbers are given, a token has to carry that of the repository besides,
 * so that the names of a repository that is gone are worth nothing to who takes them; and that of an environment the default
 * branch: GitHub makes an environment that somebody names, and lets every branch use it until it is limited.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function githubTrust(github: GitHub): OidcTrust {
  const { defaultBranch, environment, provider, repositoryId } = github;
  const branch = `ref:refs/heads/${defaultBranch}`;
  const applying = environment === undefined ? branch : `environment:${environment}`;
  const only = (contexts: readonly string[], claims: Readonly<Record<string, string>> = {}) => ({
    StringEquals: {
      [`${GITHUB}:aud`]: GITHUB_AUDIENCE,
      [`${GITHUB}:sub`]: repositoriesOf(github).flatMap((repository) =>
        contexts.map((context) => `repo:${repository}:${context}`),
      ),
      ...(repositoryId === undefined ? {} : { [`${GITHUB}:repository_id`]: repositoryId, ...claims }),
    },
  });
  return {
    provider,
    issuer: GITHUB,
    audience: GITHUB_AUDIENCE,
    plan: only(["pull_request", branch]),
    apply: only([applying], environment === undefined ? {} : { [`${GITHUB}:ref`]: `refs/heads/${defaultBranch}` }),
  };
}

/** A repository as `sub` names it, in the old form and, where the numbers are known, in the new one. */
function repositoriesOf({ owner, ownerId, repository, repositoryId }: GitHub): string[] {
  const old = `${owner}/${repository}`;
  return ownerId === undefined || repositoryId === undefined
    ? [old]
    : [`${owner}@${ownerId}/${repository}@${repositoryId}`, old];
}

/**
 * Which pipelines of GitLab plan, those of every branch, and which apply, those of the protected branch. Pipelines of merge
 * requests from forks carry the fork's path since GitLab 18.2.2, and so match neither.
 *
 * Of a token of GitLab, AWS compares `aud`, `sub` and what a project may put into `sub`: of an environment whether it is protected and
 * its tier, and not its name.
 *
 * @see https://docs.gitlab.com/ci/cloud_services/aws/
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/#token-payload
 * @see https://docs.gitlab.com/api/projects/#edit-a-project
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function gitlabTrust({
  audience,
  branch,
  group,
  host,
  project,
  protectedEnvironment,
  provider,
}: GitLab): OidcTrust {
  const branches = `project_path:${group}/${project}:ref_type:branch:ref:`;
  // No name of a branch has a colon.
  const environment = protectedEnvironment ? ":environment_protected:true:deployment_tier:production" : "";
  const aud = audience ?? `https://${host}`;
  return {
    provider,
    issuer: host,
    audience: aud,
    plan: { StringEquals: { [`${host}:aud`]: aud }, StringLike: { [`${host}:sub`]: `${branches}*` } },
    apply: { StringEquals: { [`${host}:aud`]: aud, [`${host}:sub`]: `${branches}${branch}${environment}` } },
  };
}
