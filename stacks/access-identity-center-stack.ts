import type { Construct } from "constructs";
import { documentCount, documentName } from "../config/access/documents";
import type { Access, AccessFunction, IdentityCenter as Settings } from "../config/access/settings";
import type { LandingZone } from "../config/landing-zone";
import type { Environment } from "../modules/environment";
import { Assignments } from "../modules/sso/assignments";
import { IdentityCenter } from "../modules/sso/identity-center";
import { PermissionSet } from "../modules/sso/permission-set";
import type { PermissionSetProps } from "../modules/sso/permission-set";
import { awsPolicyArn, rolesOf, statementContext } from "./access-context";
import type { AccessStack } from "./access-stack";
import { LandingZoneStack } from "./landing-zone-stack";
import type { OrganizationStack } from "./organization-stack";

type Rights = Pick<PermissionSetProps, "awsPolicyArns" | "boundaryName" | "policyNames" | "statements">;

/**
 * The functions as permission sets of IAM Identity Center, assigned to groups. It is in the management account, as nobody
 * else may assign what is assigned there, and in the one region of Identity Center.
 */
export class AccessIdentityCenterStack extends LandingZoneStack {
  private constructor(
    scope: Construct,
    landingZone: LandingZone,
    private readonly access: Access,
    settings: Settings,
    private readonly organization: OrganizationStack,
    stacks: readonly AccessStack[],
  ) {
    super(scope, "access-identity-center", landingZone, organization.account(landingZone.management), {
      mayBeRemade: true,
    });
    // Accounts have to have the policies that permission sets name.
    for (const stack of stacks) {
      this.addDependency(stack);
    }
    const environment = this.in(settings.region);
    if (access.through.includes("identity-center")) {
      this.addPermissionSets(environment, settings);
    }
  }

  private addPermissionSets(environment: Environment, settings: Settings): void {
    const { access, organization } = this;
    const { identityStoreId, instanceArn: arn } = settings;
    const center = new IdentityCenter(this, "identity-center", {
      environment,
      instance: arn === undefined || identityStoreId === undefined ? undefined : { arn, identityStoreId },
    });
    const { instanceArn } = center;
    for (const job of access.functions) {
      const permissionSet = new PermissionSet(this, `permission-set-${job.key}`, {
        environment,
        instanceArn,
        permissionSetName: job.permissionSet,
        description: job.purpose,
        hours: job.settings.hours,
        ...this.rightsOf(job),
      });
      new Assignments(this, `assignments-${job.key}`, {
        environment,
        permissionSet,
        groupId: center.groupId(job.key, job.identityCenterGroup),
        accounts: new Map(this.accountsOf(job).map((slug) => [slug, organization.account({ slug }).accountId])),
      });
    }
  }

  /** The stack, if the file says where Identity Center is; where people do not get in by it any more, with nothing in it. */
  static ifWanted(
    scope: Construct,
    landingZone: LandingZone,
    organization: OrganizationStack,
    stacks: readonly AccessStack[],
  ): AccessIdentityCenterStack | undefined {
    const { access } = landingZone;
    const settings = access?.identityCenter;
    return access === undefined || settings === undefined
      ? undefined
      : new AccessIdentityCenterStack(scope, landingZone, access, settings, organization, stacks);
  }

  /** The function's policies in each account. Whoever breaks the glass goes on from the identity account. */
  private rightsOf(job: AccessFunction): Rights {
    const { access, landingZone, organization } = this;
    if (!job.create) {
      const { condition: Condition, resources } = rolesOf(job, landingZone, organization);
      return {
        statements: [
          {
            Sid: "AssumeTheRoleForEmergencies",
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Resource: resources,
            ...(Condition === undefined ? {} : { Condition }),
          },
        ],
      };
    }
    const count = documentCount(job, statementContext(landingZone, organization));
    return {
      policyNames: Array.from({ length: count }, (_, index) => documentName(job, index)),
      awsPolicyArns: job.managedPolicies.map((name) => awsPolicyArn(landingZone, name)),
      boundaryName: access.boundary,
    };
  }

  private accountsOf(job: AccessFunction): string[] {
    const leaving = this.landingZone.accounts.filter((account) => account.leaving === true).map(({ slug }) => slug);
    const slugs = job.create ? job.accounts : [this.access.identityAccount];
    return slugs.filter((slug) => !leaving.includes(slug));
  }
}
