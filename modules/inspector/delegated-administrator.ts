import { Inspector2DelegatedAdminAccount } from "@cdktf/provider-aws/lib/inspector2-delegated-admin-account";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { adopt } from "../adopt";
import { PREVENT_DESTROY } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { forget } from "../forget";
import { UNCHANGING_TIMEOUTS } from "./timeouts";

export interface InspectorDelegatedAdministratorProps {
  /** The management account, in one region: each has a delegated administrator of its own, which AWS wants to be the same. */
  readonly environment: Environment;
  /** Twelve digits of the account that administers Amazon Inspector. */
  readonly accountId: string;
  /** Whether it is the administrator already and is adopted. */
  readonly isExisting: boolean;
  /** The organization that trusts Amazon Inspector. */
  readonly trustedAccess: ITerraformDependable;
}

/**
 * Lets one member account administer Amazon Inspector for the organization in a region. Enabling what is enabled already is
 * no error to the provider; AWS refuses a second administrator. Without it every member is dissociated, so a plan that would
 * destroy it fails.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/designating-admin.html
 */
export class InspectorDelegatedAdministrator extends Construct {
  constructor(scope: Construct, id: string, props: InspectorDelegatedAdministratorProps) {
    super(scope, id);
    const { accountId, environment, isExisting, trustedAccess } = props;
    const administrator = new Inspector2DelegatedAdminAccount(this, "Default", {
      ...inEnvironment(environment),
      accountId,
      timeouts: UNCHANGING_TIMEOUTS,
      dependsOn: [trustedAccess],
      lifecycle: PREVENT_DESTROY,
    });
    if (isExisting) {
      adopt(administrator, accountId);
    }
  }

  /** Leaves an administrator as it is that the code does not make any more: one that was directly in the stack. */
  static leave(stack: TerraformStack, id: string): void {
    forget(stack, `${Inspector2DelegatedAdminAccount.tfResourceType}.${id}`);
  }
}
