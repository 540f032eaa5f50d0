import { Inspector2Enabler } from "@cdktf/provider-aws/lib/inspector2-enabler";
import { Inspector2MemberAssociation } from "@cdktf/provider-aws/lib/inspector2-member-association";
import { TerraformStack } from "cdktf";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, pathOf } from "../checks";
import { adopt } from "../adopt";
import { PREVENT_DESTROY } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { forget } from "../forget";
import { after } from "../waiting";
import type { Waited } from "../waiting";
import { checkScans, DEFAULT_SCANS, resourceTypesOf } from "./scan-types";
import type { ScanType } from "./scan-types";
import { INSPECTOR_TIMEOUTS, UNCHANGING_TIMEOUTS } from "./timeouts";

/** The environment is the account that administers Amazon Inspector, in one region. */
export interface InspectorMemberProps extends EnvironmentProps {
  /** Twelve digits of another account of the organization; the management account is one, too. */
  readonly accountId: string;
  /**
   * Whether AWS has associated it already, and would refuse to do so again: then the association is imported.
   * @default false
   */
  readonly isAssociated?: boolean;
  /**
   * What is scanned there; Terraform switches off the others that it knows.
   * @default ["ec2", "ecr", "lambda"]
   */
  readonly scans?: readonly ScanType[];
  /**
   * What comes before all members: the `InspectorAdministrator`, and the `InspectorOrganizationConfiguration`.
   * @default - both are there
   */
  readonly after?: readonly Waited[];
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
  /** The association itself. */
  readonly association: Inspector2MemberAssociation;
  /** The switch of its scans. */
  readonly enabler: Inspector2Enabler;
  /** What depends on it comes when the account is scanned. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: InspectorMemberProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { accountId, isAssociated = false, scans = DEFAULT_SCANS } = props;
    checkFormats(where, props, { accountId: FORMATS.accountId });
    checkScans(where, scans);
    const environment = environmentOf(scope, id, props);
    const association = new Inspector2MemberAssociation(this, "association", {
      ...inEnvironment(environment),
      accountId,
      timeouts: UNCHANGING_TIMEOUTS,
      dependsOn: after(this, ...(props.after ?? [])),
      lifecycle: PREVENT_DESTROY,
    });
    // The name of the enabler, so that both are known by the id of the construct.
    association.overrideLogicalId(TerraformStack.of(this).getLogicalId(this.node));
    if (isAssociated) {
      adopt(association, accountId);
    }
    this.enabler = new Inspector2Enabler(this, "Default", {
      ...inEnvironment(environment),
      accountIds: [accountId],
      resourceTypes: resourceTypesOf(scans),
      timeouts: INSPECTOR_TIMEOUTS,
      dependsOn: [association],
      lifecycle: PREVENT_DESTROY,
    });
    this.association = association;
    this.ready = this.enabler;
  }

  /** Leaves a member associated, and its scans on, that the code does not make any more: one that was directly in the stack. */
  static leave(stack: TerraformStack, id: string): void {
    for (const { tfResourceType } of [Inspector2Enabler, Inspector2MemberAssociation]) {
      forget(stack, `${tfResourceType}.${id}`);
    }
  }
}
