import type { Construct } from "constructs";
import type { Account } from "../config/accounts/settings";
import { documentCount, documentName, documentsOf } from "../config/access/documents";
import { JOB_OF_PIPELINES } from "../config/access/keys";
import type { Access, AccessFunction } from "../config/access/settings";
import type { LandingZone } from "../config/landing-zone";
import { accountRootArn, permissionSetArn, roleArn } from "../modules/iam/arns";
import { FunctionPolicies } from "../modules/iam/function-policies";
import { FunctionRole } from "../modules/iam/function-role";
import { OidcProvider } from "../modules/iam/oidc-provider";
import { PermissionsBoundary } from "../modules/iam/permissions-boundary";
import type { PolicyStatement } from "../modules/iam/policy-document";
import { SamlProvider } from "../modules/iam/saml-provider";
import { TRUST_NOBODY, trustJobs, trustRoles, trustSaml, trustUsers } from "../modules/iam/trust";
import { accessBoundary } from "./access-boundary";
import { awsPolicyArn, holders, statementContext } from "./access-context";
import { addAccessIdentity } from "./access-identity";
import { LandingZoneStack } from "./landing-zone-stack";
import type { OrganizationStack } from "./organization-stack";
import { PIPELINES, pipelineSid, pipelinesOf } from "./pipeline-roles";
import type { Pipeline } from "./pipeline-roles";

/** Ids of the constructs of providers, which their addresses in the state are made of. */
const SAML = "saml";
const oidc = (pipeline: Pipeline) => `oidc-${pipeline}`;

/**
 * What people and pipelines get into one account by: the roles of the functions that are there, the boundary of what they may
 * do at most and the providers that they trust; in the account with the users, these and their groups. An account that is
 * about to leave gets none of it but the role that pipelines plan with, as the rest of it is planned with that.
 */
export class AccessStack extends LandingZoneStack {
  private readonly organization: OrganizationStack;
  private readonly slug: string;
  private readonly access: Access;

  constructor(
    scope: Construct,
    landingZone: LandingZone,
    access: Access,
    account: Account,
    organization: OrganizationStack,
    /** How many policies of its own a function has, by its key. */
    private readonly documentCounts: ReadonlyMap<string, number>,
  ) {
    super(scope, `access-${account.slug}`, landingZone, organization.account(account), { mayBeRemade: true });
    this.organization = organization;
    this.slug = account.slug;
    this.access = access;
    this.addAccess(account);
    this.leaveProviders();
  }

  /** One for each account that has something of it. */
  static all(scope: Construct, landingZone: LandingZone, organization: OrganizationStack): AccessStack[] {
    const { access, accounts } = landingZone;
    if (access === undefined) {
      return [];
    }
    const slugs = new Set([access.identityAccount, ...access.functions.flatMap((job) => job.accounts)]);
    const context = statementContext(landingZone, organization);
    const counts = new Map(access.functions.map((job) => [job.key, documentCount(job, context)]));
    return accounts
      .filter(({ slug }) => slugs.has(slug))
      .map((account) => new AccessStack(scope, landingZone, access, account, organization, counts));
  }

  private addAccess(account: Account): void {
    const { access, landingZone, organization } = this;
    const isLeaving = account.leaving === true;
    const isKept = ({ key }: AccessFunction) =>
      !isLeaving || (JOB_OF_PIPELINES.get(key) === "plan" && pipelinesOf(access).length > 0);
    const functions = access.functions.filter(
      (job) => job.create && job.accounts.includes(account.slug) && isKept(job),
    );
    if (functions.length > 0) {
      this.addRoles(functions, isLeaving);
    }
    if (!isLeaving && account.slug === access.identityAccount && access.through.includes("users")) {
      addAccessIdentity(this, { environment: this.home, landingZone, access, organization });
    }
  }

  private addRoles(functions: readonly AccessFunction[], isLeaving: boolean): void {
    const { access, home: environment, landingZone, organization, slug } = this;
    const isBootstrapped = access.ci.bootstrapped && slug === landingZone.management.slug;
    // Permission sets have it as theirs, too.
    const { policyArn: boundaryArn } = new PermissionsBoundary(this, "boundary", {
      environment,
      policyName: access.boundary,
      statements: accessBoundary(landingZone.partition),
      existing: isBootstrapped,
    });
    const samlProvider = isLeaving ? undefined : this.addSamlProvider();
    const jobs = this.addPipelines();
    for (const job of functions) {
      const context = { ...statementContext(landingZone, organization), here: slug };
      const { documents } = documentsOf(job, context, this.documentCounts.get(job.key));
      const own = new FunctionPolicies(this, `policies-${job.key}`, {
        environment,
        description: job.purpose,
        policies: new Map(documents.map((statements, index) => [documentName(job, index), statements])),
      });
      const people = isLeaving ? [] : this.trustOfPeople(job, samlProvider);
      const trust = [...people, ...jobs(job.key)];
      // Permission sets make roles of their own.
      const [first = access.through.some((way) => way !== "identity-center") ? TRUST_NOBODY : undefined, ...others] =
        trust;
      if (first !== undefined) {
        new FunctionRole(this, `role-${job.key}`, {
          environment,
          roleName: job.role,
          description: job.purpose,
          hours: job.settings.hours,
          trust: [first, ...others],
          policyArns: Object.fromEntries([
            ...own.policyArns.map((arn, index) => [`own-${index + 1}`, arn] as const),
            ...job.managedPolicies.map((policy) => [`aws-${policy}`, awsPolicyArn(landingZone, policy)] as const),
          ]),
          boundaryArn,
          sourceNetworks: job.settings.sourceNetworks,
          existing: isBootstrapped && JOB_OF_PIPELINES.has(job.key),
        });
      }
    }
  }

  /** Others may use a provider of people or pipelines that is not in the file any more: it stays, and no role trusts it. */
  private leaveProviders(): void {
    const isMade = (id: string) => this.node.tryFindChild(id) !== undefined;
    if (!isMade(SAML)) {
      SamlProvider.leave(this, SAML);
    }
    if (this.slug === this.landingZone.management.slug) {
      for (const id of PIPELINES.map(oidc).filter((id) => !isMade(id))) {
        OidcProvider.leave(this, id);
      }
    }
  }

  private trustOfPeople(job: AccessFunction, samlProvider: string | undefined): PolicyStatement[] {
    const { access, home, organization } = this;
    const { organizationId } = organization;
    const { sessionTags, sourceNetworks } = job.settings;
    const users = holders(access, "users", job.key);
    const subjects = holders(access, "saml", job.key);
    const identities = accountRootArn(home, organization.account({ slug: access.identityAccount }).accountId);
    const demands = { sessionTags, sourceNetworks };
    return [
      ...(users.length === 0 ? [] : [trustUsers([identities], { organizationId, userNames: users, ...demands })]),
      ...(subjects.length === 0 || samlProvider === undefined
        ? []
        : [trustSaml(home, { providerArn: samlProvider, subjects }, demands)]),
    ];
  }

  private addSamlProvider(): string | undefined {
    const { access, home } = this;
    const { saml } = access;
    if (saml === undefined || !access.through.includes("saml")) {
      return undefined;
    }
    const { existing, metadata, name } = saml;
    return metadata === undefined
      ? `arn:${home.partition}:iam::${home.accountId}:saml-provider/${name}`
      : new SamlProvider(this, SAML, { environment: home, providerName: name, metadata, existing }).providerArn;
  }

  /** In the management account the pipelines themselves; in others, the role of those who plan has the one there. */
  private addPipelines(): (key: string) => PolicyStatement[] {
    const { access, home: environment, landingZone, organization, slug } = this;
    const { management } = landingZone;
    if (slug !== management.slug) {
      const reviewer = access.functions.find(({ key }) => key === "reviewer");
      const { organizationId } = organization;
      return (key) =>
        key === "reviewer" && reviewer !== undefined
          ? [
              trustRoles(
                [accountRootArn(environment, management.id)],
                [
                  roleArn(environment, management.id, reviewer.role),
                  ...(access.through.includes("identity-center")
                    ? [permissionSetArn(environment, management.id, reviewer.permissionSet)]
                    : []),
                ],
                { organizationId },
              ),
            ]
          : [];
    }
    const statements = pipelinesOf(access).map(([name, { apply, audience, issuer, plan, provider }]) => {
      const { providerArn: arn } = new OidcProvider(this, oidc(name), {
        environment,
        url: `https://${issuer}`,
        audiences: [audience],
        existing: provider === "existing" || access.ci.bootstrapped,
      });
      const sid = pipelineSid(name);
      return { apply: trustJobs(sid, arn, apply), plan: trustJobs(sid, arn, plan) };
    });
    return (key) => {
      const what = JOB_OF_PIPELINES.get(key);
      return what === undefined ? [] : statements.map((trust) => trust[what]);
    };
  }
}
