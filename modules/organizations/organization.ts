import { OrganizationsOrganization } from "@cdktf/provider-aws/lib/organizations-organization";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { adopt } from "../adopt";
import { PREVENT_DESTROY } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface OrganizationProps {
  /** The management account. */
  readonly environment: Environment;
  /**
   * `o-...` of an organization that exists already and is adopted.
   * @default - the organization is created
   */
  readonly existingId?: string;
  /** Service principals with trusted access. The list is complete: a service that is not in it loses access. */
  readonly trustedServices: readonly string[];
  /** Policy types enabled on the root. The list is complete too. */
  readonly policyTypes: readonly string[];
  /**
   * Whether the policy types of an organization stay as they are once it is in the state: for one that has types which the
   * provider does not know, and would disable.
   * @default false
   */
  readonly keepsPolicyTypes?: boolean;
}

/**
 * The AWS Organization, with all features.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_support-all-features.html
 */
export class Organization extends Construct {
  /** `o-...` */
  readonly id: string;
  /** Parent of the uppermost organizational units and accounts. */
  readonly rootId: string;
  /** Trusted access: what builds on it waits for this. */
  readonly trustedAccess: ITerraformDependable;

  constructor(scope: Construct, id: string, props: OrganizationProps) {
    super(scope, id);
    const organization = new OrganizationsOrganization(this, "Default", {
      ...inEnvironment(props.environment),
      featureSet: "ALL",
      awsServiceAccessPrincipals: [...props.trustedServices],
      enabledPolicyTypes: [...props.policyTypes],
      lifecycle: props.keepsPolicyTypes
        ? { ...PREVENT_DESTROY, ignoreChanges: ["enabled_policy_types"] }
        : PREVENT_DESTROY,
    });
    if (props.existingId !== undefined) {
      adopt(organization, props.existingId);
    }
    this.id = props.existingId ?? organization.id;
    this.trustedAccess = organization;
    this.rootId = organization.roots.get(0).id;
  }
}
