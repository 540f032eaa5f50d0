import { Inspector2Enabler } from "@cdktf/provider-aws/lib/inspector2-enabler";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { PREVENT_DESTROY } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { forget } from "../forget";
import { resourceTypesOf } from "./scan-types";
import type { ScanType } from "./scan-types";
import { INSPECTOR_TIMEOUTS } from "./timeouts";

export interface InspectorAdministratorProps {
  /** The account that administers Amazon Inspector, in one region. */
  readonly environment: Environment;
  /** What is scanned there; Terraform switches off the others that it knows. */
  readonly scans: readonly ScanType[];
}

/**
 * Amazon Inspector of its delegated administrator: it comes before those of the members, and never in one enabler with them.
 * Enabling what is on already is no error.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/31307
 */
export class InspectorAdministrator extends Construct {
  /** For what needs an administrator whose Inspector is on. */
  readonly enabled: ITerraformDependable;

  constructor(scope: Construct, id: string, { environment, scans }: InspectorAdministratorProps) {
    super(scope, id);
    this.enabled = new Inspector2Enabler(this, "Default", {
      ...inEnvironment(environment),
      accountIds: [environment.accountId],
      resourceTypes: resourceTypesOf(scans),
      timeouts: INSPECTOR_TIMEOUTS,
      lifecycle: PREVENT_DESTROY,
    });
  }

  /** Leaves the scans of an administrator on that the code does not make any more: one that was directly in the stack. */
  static leave(stack: TerraformStack, id: string): void {
    forget(stack, `${Inspector2Enabler.tfResourceType}.${id}`);
  }
}
