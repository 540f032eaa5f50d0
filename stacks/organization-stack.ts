import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { deployableRegionsOf } from "../aws/regions";
import type { LandingZone } from "../config/landing-zone";
import type { Account } from "../config/accounts/settings";
import { AccessAnalyzerRole } from "../modules/accessanalyzer/access-analyzer-role";
import { OptInRegion } from "../modules/account/opt-in-region";
import { InspectorDelegatedAdministrator } from "../modules/inspector/delegated-administrator";
import { MultiAccountSetupRole } from "../modules/config/multi-account-setup-role";
import { DelegatedAdministrator } from "../modules/organizations/delegated-administrator";
import { MemberAccount } from "../modules/organizations/member-account";
import { OrganizationPolicy } from "../modules/organizations/organization-policy";
import { LOG_ARCHIVE_ID_TO_COME, ORGANIZATION_ID_TO_COME } from "../config/guardrails";
import { Organization } from "../modules/organizations/organization";
import { OrganizationalUnits } from "../modules/organizations/organizational-units";
import { LandingZoneStack } from "./landing-zone-stack";
import type { StackAccount } from "./landing-zone-stack";

/** AWS works on 6 regions of an account at a time and refuses more. */
const OPT_IN_REGIONS_AT_ONCE = 6;

/** The management account's view of the organization: settings, units, accounts, delegated administrators, guardrails. */
export class OrganizationStack extends LandingZoneStack {
  /** `o-...` */
  readonly organizationId: string;
  /** `r-...` */
  readonly rootId: string;
  private readonly accountIds: ReadonlyMap<string, string>;

  constructor(scope: Construct, landingZone: LandingZone) {
    const { accounts, audit, deployment, management, organization } = landingZone;
    // Amazon Inspector has an administrator in every region.
    super(
      scope,
      "organization",
      landingZone,
      { slug: management.slug, accountId: management.id },
      { everyRegion: true },
    );
    const environment = this.home;

    const { id, rootId, trustedAccess } = new Organization(this, "organization", {
      environment,
      existingId: organization.id,
      trustedServices: organization.trustedServices,
      policyTypes: organization.policyTypes,
      keepsPolicyTypes: organization.hasOtherPolicyTypes,
    });
    this.organizationId = id;
    this.rootId = rootId;

    const { organizationalUnits } = organization;
    const units = new OrganizationalUnits(this, "organizational-unit", { environment, rootId, organizationalUnits });

    const accountIds = new Map([[management.slug, management.id]]);
    this.accountIds = accountIds;
    for (const account of accounts.filter(({ slug }) => slug !== management.slug)) {
      const { accountId } = new MemberAccount(this, `account-${account.slug}`, {
        environment,
        name: account.name,
        email: account.email,
        // Without a unit it stays where it is, or is created in the root.
        parentId: account.organizationalUnit === undefined ? undefined : units.idOf(account.organizationalUnit),
        roleName: deployment.role,
        existingId: account.id,
        dependsOn: account.organizationalUnit === undefined && account.id === undefined ? [trustedAccess] : undefined,
      });
      accountIds.set(account.slug, accountId);
    }

    for (const { slug } of accounts) {
      const enabled: ITerraformDependable[] = [];
      for (const region of landingZone.baseline.regionsToEnable) {
        const before = enabled.at(-OPT_IN_REGIONS_AT_ONCE);
        const optIn = new OptInRegion(this, `region-${slug}-${region}`, {
          environment,
          region,
          // The management account must not name itself.
          accountId: slug === management.slug ? undefined : accountIds.get(slug),
          dependsOn: before === undefined ? [trustedAccess] : [trustedAccess, before],
        });
        enabled.push(optIn.enabled);
      }
    }

    new DelegatedAdministrator(this, "audit-administers", {
      environment,
      accountId: this.account(audit).accountId,
      services: organization.delegatedServices,
      existing: organization.existingDelegations,
      after: [{ ready: trustedAccess }],
    });

    this.delegateInspector(trustedAccess);

    if (management.configMultiAccountRole === "create") {
      new MultiAccountSetupRole(this, "config-multi-account-setup", { environment, after: [{ ready: trustedAccess }] });
    }
    if (landingZone.baseline.accessAnalyzer && management.accessAnalyzerServiceLinkedRole === "create") {
      new AccessAnalyzerRole(this, "access-analyzer-role", { environment, after: [{ ready: trustedAccess }] });
    }

    this.addGuardrails(id, units, trustedAccess);
  }

  /** Later policies of a place first: a statement that moves, moves to a later one, and is never in none of them. */
  private addGuardrails(organizationId: string, units: OrganizationalUnits, trustedAccess: ITerraformDependable): void {
    const { guardrails, logArchive, name } = this.landingZone;
    const later = new Map<string, ITerraformDependable[]>();
    for (const policy of [...guardrails].reverse()) {
      const place = policy.key.replace(/-[0-9]+$/, "");
      const after = later.get(place) ?? [];
      const paths = policy.organizationalUnits;
      const { attachments } = new OrganizationPolicy(this, policy.key, {
        environment: this.home,
        policyName: policy.name,
        type: policy.type,
        description: `Protects the landing zone ${name}; made from the names it deploys`,
        content: policy.content
          .replaceAll(ORGANIZATION_ID_TO_COME, organizationId)
          .replaceAll(LOG_ARCHIVE_ID_TO_COME, this.account(logArchive).accountId),
        targets: new Map(
          paths.length === 0 ? [["root", this.rootId]] : paths.map((path) => [units.slugOf(path), units.idOf(path)]),
        ),
        policyTypes: trustedAccess,
        after,
      });
      later.set(place, [...after, ...attachments]);
    }
  }

  /** Makes the audit account Inspector's administrator where it scans, and leaves it so in every other region. */
  private delegateInspector(trustedAccess: ITerraformDependable): void {
    const { audit, inspector, partition } = this.landingZone;
    for (const region of deployableRegionsOf(partition)) {
      const id = `inspector-administrator-${region}`;
      if (inspector?.scansIn.has(region) !== true) {
        InspectorDelegatedAdministrator.leave(this, id);
        continue;
      }
      new InspectorDelegatedAdministrator(this, id, {
        environment: this.in(region),
        accountId: this.account(audit).accountId,
        isExisting: inspector.delegated === "existing",
        after: [{ ready: trustedAccess }],
      });
    }
  }

  /** Where another stack finds an account: its id as configured, or as AWS gave it. */
  account({ slug }: Pick<Account, "slug">): StackAccount {
    const accountId = this.accountIds.get(slug);
    if (accountId === undefined) {
      throw new Error(`the account "${slug}" is not part of this landing zone`);
    }
    return { slug, accountId };
  }
}
