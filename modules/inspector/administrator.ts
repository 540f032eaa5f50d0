import { Inspector2Enabler } from "@cdktf/provider-aws/lib/inspector2-enabler";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { pathOf } from "../checks";
import { PREVENT_DESTROY } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { after } from "../waiting";
import type { Waited } from "../waiting";
import { forget } from "../forget";
import { checkScans, DEFAULT_SCANS, resourceTypesOf } from "./scan-types";
import type { ScanType } from "./scan-types";
import { INSPECTOR_TIMEOUTS } from "./timeouts";

/** The environment is the account that administers Amazon Inspector, in one region. */
export interface InspectorAdministratorProps extends EnvironmentProps {
  /**
   * What is scanned there; Terraform switches off the others that it knows.
   * @default ["ec2", "ecr", "lambda"]
   */
  readonly scans?: readonly ScanType[];
  /**
   * What has to be there before: the `InspectorDelegatedAdministrator` of the region.
   * @default - it is there
   */
  readonly after?: readonly Waited[];
}

/**
 * Amazon Inspector of its delegated administrator: it comes before those of the members, and never in one enabler with them.
 * Enabling what is on already is no error.
 *
 * While it is in the code, a plan that would destroy it fails; `InspectorAdministrator.leave` leaves the scans on instead.
 *
 * @example
 * const administrator = new InspectorAdministrator(this, "inspector");
 * const joining = new InspectorOrganizationConfiguration(this, "joining", { after: [administrator] });
 * new InspectorMember(this, "production", { accountId: "333333333333", after: [joining] });
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/31307
 */
export class InspectorAdministrator extends Construct {
  /** The switch itself. */
  readonly enabler: Inspector2Enabler;
  /** For what needs an administrator whose Inspector is on. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: InspectorAdministratorProps = {}) {
    super(scope, id);
    const { scans = DEFAULT_SCANS } = props;
    checkScans(pathOf(scope, id), scans);
    const environment = environmentOf(scope, id, props);
    this.enabler = new Inspector2Enabler(this, "Default", {
      ...inEnvironment(environment),
      accountIds: [environment.accountId],
      resourceTypes: resourceTypesOf(scans),
      timeouts: INSPECTOR_TIMEOUTS,
      dependsOn: after(this, ...(props.after ?? [])),
      lifecycle: PREVENT_DESTROY,
    });
    this.ready = this.enabler;
  }

  /** Leaves the scans of an administrator on that the code does not make any more: one that was directly in the stack. */
  static leave(stack: TerraformStack, id: string): void {
    forget(stack, `${Inspector2Enabler.tfResourceType}.${id}`);
  }
}
