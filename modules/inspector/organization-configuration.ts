import { Inspector2OrganizationConfiguration } from "@cdktf/provider-aws/lib/inspector2-organization-configuration";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { pathOf } from "../checks";
import { PREVENT_DESTROY } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { forget } from "../forget";
import { after } from "../waiting";
import type { Waited } from "../waiting";
import { checkScans, DEFAULT_SCANS } from "./scan-types";
import type { ScanType } from "./scan-types";
import { INSPECTOR_TIMEOUTS } from "./timeouts";

/** The environment is the account that administers Amazon Inspector, in one region. */
export interface InspectorOrganizationConfigurationProps extends EnvironmentProps {
  /**
   * What is switched on in accounts that join the organization.
   * @default ["ec2", "ecr", "lambda"]
   */
  readonly scans?: readonly ScanType[];
  /**
   * What has to be there before: the `InspectorAdministrator`, without which AWS refuses.
   * @default - it is there
   */
  readonly after?: readonly Waited[];
}

/**
 * What Amazon Inspector switches on in accounts that join the organization. Terraform cannot import it: it sends all four scans
 * that it knows when it first makes it, and switches all four off when it destroys it, so a plan that would fails. It never
 * names scans of code repositories.
 *
 * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_UpdateOrganizationConfiguration.html
 */
export class InspectorOrganizationConfiguration extends Construct {
  /** The setting itself. */
  readonly configuration: Inspector2OrganizationConfiguration;
  /** For members, which come after it. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: InspectorOrganizationConfigurationProps = {}) {
    super(scope, id);
    const { scans = DEFAULT_SCANS } = props;
    checkScans(pathOf(scope, id), scans);
    this.configuration = new Inspector2OrganizationConfiguration(this, "Default", {
      ...inEnvironment(environmentOf(scope, id, props)),
      autoEnable: {
        ec2: scans.includes("ec2"),
        ecr: scans.includes("ecr"),
        lambda: scans.includes("lambda"),
        lambdaCode: scans.includes("lambdaCode"),
      },
      timeouts: INSPECTOR_TIMEOUTS,
      dependsOn: after(this, ...(props.after ?? [])),
      lifecycle: PREVENT_DESTROY,
    });
    this.ready = this.configuration;
  }

  /** Leaves a configuration as it is that the code does not make any more: one that was directly in the stack. */
  static leave(stack: TerraformStack, id: string): void {
    forget(stack, `${Inspector2OrganizationConfiguration.tfResourceType}.${id}`);
  }
}
