/** A repository of GitHub, and what protects its deployments. */
export interface GithubRepository {
  readonly owner: string;
  readonly repository: string;
  /**
   * Number of the owner. With `repositoryId`, tokens are matched by both: a name can be given to another, a number cannot.
   * @default - by name alone
   */
  readonly ownerId?: string;
  /** Number of the repository. */
  readonly repositoryId?: string;
  /** Branch whose jobs may plan, besides pull requests. */
  readonly defaultBranch: string;
  /**
   * Protected environment whose jobs may apply.
   * @default - jobs of the default branch may
   */
  readonly environment?: string;
}

/** What the tokens of jobs have to say. */
export interface CiSubjects {
  readonly plan: readonly string[];
  readonly apply: readonly string[];
  /** Whether `*` in them matches anything. */
  readonly wildcards: boolean;
  /**
   * Values of other claims that AWS knows of the provider.
   * @default - none
   */
  readonly claims?: Readonly<Record<string, string>>;
}

/**
 * What `sub` is in the tokens of a repository's jobs, exactly: of pull requests and the default branch for a plan, of the
 * environment, or else the default branch, to apply. Pull requests from forks get no token. A job with an environment
 * names it instead of its branch.
 *
 * Repositories made or renamed since 15 July 2026 carry the numbers of owner and repository in it, older ones do not. Where
 * the numbers are given, both forms of the subject are trusted, and the claims with the numbers have to agree in any case.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export function githubSubjects(github: GithubRepository): CiSubjects {
  const { defaultBranch, environment, owner, ownerId, repository, repositoryId } = github;
  const hasIds = ownerId !== undefined && repositoryId !== undefined;
  const names = [`${owner}/${repository}`, ...(hasIds ? [`${owner}@${ownerId}/${repository}@${repositoryId}`] : [])];
  const branch = `ref:refs/heads/${defaultBranch}`;
  const of = (...contexts: string[]) => names.flatMap((name) => contexts.map((context) => `repo:${name}:${context}`));
  return {
    plan: of("pull_request", branch),
    apply: of(environment === undefined ? branch : `environment:${environment}`),
    wildcards: false,
    claims: hasIds ? { repository_id: repositoryId, repository_owner_id: ownerId } : undefined,
  };
}

/** A project of GitLab. Before GitLab 18.2.2 a fork's pipeline could carry the subject of a protected branch. */
export interface GitlabProject {
  /** With its groups: `platform/landing-zone`. */
  readonly project: string;
  /** Branch, protected, whose jobs may apply. */
  readonly defaultBranch: string;
}

/**
 * What `sub` is in the tokens of a project's jobs: of any branch of the project for a plan, as merge requests name theirs, of
 * the default branch to apply.
 *
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
export function gitlabSubjects({ defaultBranch, project }: GitlabProject): CiSubjects {
  const branch = (name: string) => `project_path:${project}:ref_type:branch:ref:${name}`;
  return { plan: [branch("*")], apply: [branch(defaultBranch)], wildcards: true };
}
