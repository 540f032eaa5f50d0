import { JOB_OF_PIPELINES } from "../config/access/keys";
import type { Access, AccessFunction, OidcTrust } from "../config/access/settings";
import type { AccessStatement } from "../config/access/statement";
import { statementsOf } from "../config/access/statements";
import type { LandingZone } from "../config/landing-zone";
import { policyDocument } from "../modules/iam/policy-document";
import type { PolicyStatement } from "../modules/iam/policy-document";
import { trustPolicy } from "../modules/iam/function-role";
import { onlyFromNetworks } from "../modules/iam/source-networks";
import { trustJobs } from "../modules/iam/trust";
import { accessBoundary } from "./access-boundary";
import { BOUNDARY_DESCRIPTION } from "../modules/iam/permissions-boundary";

export const PIPELINES = ["github", "gitlab"] as const;

export type Pipeline = (typeof PIPELINES)[number];

/** A role that jobs of pipelines assume, as IAM wants it. */
export interface PipelineRole {
  /** What its jobs do. */
  readonly job: "apply" | "plan";
  readonly roleName: string;
  readonly description: string;
  readonly sessionSeconds: number;
  /** Policy documents, as text. */
  readonly trust: string;
  readonly permissions: string;
}

/** What pipelines get in by, before Terraform has made anything. */
export interface PipelineRoles {
  readonly providers: readonly OidcTrust[];
  readonly boundary: { readonly policyName: string; readonly description: string; readonly policy: string };
  readonly roles: readonly PipelineRole[];
}

/** Most characters of what is in a role itself, blanks aside; AWS's own limit. */
export const LONGEST_INLINE = 10_240;

/** What stands for the id of an account that is yet to be made; conditions then ask for the organization. */
const ANY_ACCOUNT = "*";

/**
 * The roles of pipelines as `landing-zone bootstrap` makes them: with the trust, the statements and the boundary that the stack
 * `access-management` gives them, but for people, and for what is not known before the organization is deployed. Roles of accounts
 * that are yet to be made are those of the organization.
 *
 * @param organizationId `o-...`; absent: there is none yet
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceorgid
 */
export function pipelineRoles(landingZone: LandingZone, organizationId: string | undefined): PipelineRoles | undefined {
  const { access, management, partition } = landingZone;
  const pipelines = access === undefined ? [] : pipelinesOf(access);
  if (access?.ci.bootstrapped !== true || pipelines.length === 0) {
    return undefined;
  }
  const context = {
    landingZone,
    here: management.slug,
    // A policy variable: the organization of whoever assumes the role, which is the role's own.
    organizationId: organizationId ?? "${aws:PrincipalOrgID}",
    accountId: (slug: string) => landingZone.accounts.find((account) => account.slug === slug)?.id ?? ANY_ACCOUNT,
  };
  const inOrganization = (statement: AccessStatement): AccessStatement =>
    statement.Effect === "Allow" && [statement.Resource].flat().some((arn) => arn.includes(`:iam::${ANY_ACCOUNT}:`))
      ? {
          ...statement,
          Condition: { ...statement.Condition, StringEquals: { "aws:ResourceOrgID": context.organizationId } },
        }
      : statement;
  const roleOf = (job: AccessFunction, what: "apply" | "plan"): PipelineRole => ({
    job: what,
    roleName: job.role,
    description: job.purpose,
    sessionSeconds: job.sessionSeconds,
    trust: trustPolicy(
      job.role,
      pipelines.map(([name, trust]) =>
        trustJobs(
          pipelineSid(name),
          `arn:${partition}:iam::${management.id}:oidc-provider/${trust.issuer}`,
          trust[what],
        ),
      ),
    ),
    permissions: policyDocument(
      ...statementsOf(job, context).map((statement): PolicyStatement => inOrganization(statement)),
      ...(job.settings.sourceNetworks.length === 0 ? [] : [onlyFromNetworks(job.settings.sourceNetworks)]),
    ),
  });
  return {
    providers: pipelines.map(([, trust]) => trust),
    boundary: {
      policyName: access.boundary,
      description: BOUNDARY_DESCRIPTION,
      policy: policyDocument(...accessBoundary(partition)),
    },
    roles: access.functions.flatMap((job) => {
      const what = JOB_OF_PIPELINES.get(job.key);
      return what === undefined ? [] : [roleOf(job, what)];
    }),
  };
}

export function pipelinesOf({ ci }: Access): [name: Pipeline, trust: OidcTrust][] {
  return PIPELINES.flatMap((name) => {
    const trust = ci[name];
    return trust === undefined ? [] : [[name, trust] satisfies [Pipeline, OidcTrust]];
  });
}

/** Of the statement of a trust policy about a pipeline's jobs. */
export function pipelineSid(name: Pipeline): string {
  return `JobsOf${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}
