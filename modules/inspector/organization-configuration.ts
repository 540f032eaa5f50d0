import { Inspector2OrganizationConfiguration } from "@cdktf/provider-aws/lib/inspector2-organization-configuration";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { PREVENT_DESTROY } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { forget } from "../forget";
import type { ScanType } from "./scan-types";
import { INSPECTOR_TIMEOUTS } from "./timeouts";

export interface InspectorOrganizationConfigurationProps {
  /** The account that administers Amazon Inspector, in one region. */
  readonly environment: Environment;
  /** What is switched on in accounts that join the organization. */
  readonly scans: readonly ScanType[];
  /** The administrator's own Inspector, before which AWS refuses. */
  readonly administrator: ITerraformDependable;
}

/**
 * What Amazon Inspector switches on in accounts that join the organization. Terraform cannot import it: it sends all four scans
 * that it knows when it first makes it, and switches all four off when it destroys it, so a plan that would fails. It never
 * names scans of code repositories.
 *
 * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_UpdateOrganizationConfiguration.html
 */
export class InspectorOrganizationConfiguration extends Construct {
  /** For members, which come after it. */
  readonly configured: ITerraformDependable;

  constructor(scope: Construct, id: string, props: InspectorOrganizationConfigurationProps) {
    super(scope, id);
    const { administrator, environment, scans } = props;
    this.configured = new Inspector2OrganizationConfiguration(this, "Default", {
      ...inEnvironment(environment),
      autoEnable: {
        ec2: scans.includes("ec2"),
        ecr: scans.includes("ecr"),
        lambda: scans.includes("lambda"),
        lambdaCode: scans.includes("lambdaCode"),
      },
      timeouts: INSPECTOR_TIMEOUTS,
      dependsOn: [administrator],
      lifecycle: PREVENT_DESTROY,
    });
  }

  /** Leaves a configuration as it is that the code does not make any more: one that was directly in the stack. */
  static leave(stack: TerraformStack, id: string): void {
    forget(stack, `${Inspector2OrganizationConfiguration.tfResourceType}.${id}`);
  }
}
