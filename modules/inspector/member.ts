import { Inspector2Enabler } from "@cdktf/provider-aws/lib/inspector2-enabler";
import { Inspector2MemberAssociation } from "@cdktf/provider-aws/lib/inspector2-member-association";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { adopt } from "../adopt";
import { PREVENT_DESTROY } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { forget } from "../forget";
import { resourceTypesOf } from "./scan-types";
import type { ScanType } from "./scan-types";
import { INSPECTOR_TIMEOUTS, UNCHANGING_TIMEOUTS } from "./timeouts";

export interface InspectorMemberProps {
  /** The account that administers Amazon Inspector, in one region. */
  readonly environment: Environment;
  /** Twelve digits of another account of the organization; the management account is one, too. */
  readonly accountId: string;
  /** Whether AWS has associated it already, and would refuse to do so again: then the association is imported. */
  readonly isAssociated: boolean;
  /** What is scanned there; Terraform switches off the others that it knows. */
  readonly scans: readonly ScanType[];
  /** What comes before all members: the administrator's Inspector, and the organization's configuration. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * An account whose Amazon Inspector another administers: it is associated, then enabled, as AWS denies access to accounts that
 * are not associated. Each has an enabler of its own. One for all would fail with the first account that fails, switch
 * accounts off in an update, which no plan calls a loss, and would not wait for new ones.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/27646
 * @see https://github.com/hashicorp/terraform-provider-aws/pull/33935
 */
export class InspectorMember extends Construct {
  /** What depends on it comes when the account is scanned. */
  readonly enabled: ITerraformDependable;

  constructor(scope: Construct, id: string, props: InspectorMemberProps) {
    super(scope, id);
    const { accountId, dependsOn, environment, isAssociated, scans } = props;
    const association = new Inspector2MemberAssociation(this, "association", {
      ...inEnvironment(environment),
      accountId,
      timeouts: UNCHANGING_TIMEOUTS,
      dependsOn: [...dependsOn],
      lifecycle: PREVENT_DESTROY,
    });
    // The name of the enabler, so that both are known by the id of the construct.
    association.overrideLogicalId(id);
    if (isAssociated) {
      adopt(association, accountId);
    }
    this.enabled = new Inspector2Enabler(this, "Default", {
      ...inEnvironment(environment),
      accountIds: [accountId],
      resourceTypes: resourceTypesOf(scans),
      timeouts: INSPECTOR_TIMEOUTS,
      dependsOn: [association],
      lifecycle: PREVENT_DESTROY,
    });
  }

  /** Leaves a member associated, and its scans on, that the code does not make any more: one that was directly in the stack. */
  static leave(stack: TerraformStack, id: string): void {
    for (const { tfResourceType } of [Inspector2Enabler, Inspector2MemberAssociation]) {
      forget(stack, `${tfResourceType}.${id}`);
    }
  }
}
