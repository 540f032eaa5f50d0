import { Inspector2DelegatedAdminAccount } from "@cdktf/provider-aws/lib/inspector2-delegated-admin-account";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, pathOf } from "../checks";
import { adopt } from "../adopt";
import { PREVENT_DESTROY } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { after } from "../waiting";
import type { Waited } from "../waiting";
import { forget } from "../forget";
import { UNCHANGING_TIMEOUTS } from "./timeouts";

/**
 * The environment is the management account, in one region: each has a delegated administrator of its own, which AWS wants to be
 * the same.
 */
export interface InspectorDelegatedAdministratorProps extends EnvironmentProps {
  /** Twelve digits of the account that administers Amazon Inspector. */
  readonly accountId: string;
  /**
   * Whether it is the administrator already and is adopted.
   * @default false
   */
  readonly isExisting?: boolean;
  /**
   * What has to be there before: the organization that trusts `inspector2.amazonaws.com`.
   * @default - it does
   */
  readonly after?: readonly Waited[];
}

/**
 * Lets one member account administer Amazon Inspector for the organization in a region. Enabling what is enabled already is
 * no error to the provider; AWS refuses a second administrator. Without it every member is dissociated, so a plan that would
 * destroy it fails.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/designating-admin.html
 */
export class InspectorDelegatedAdministrator extends Construct {
  /** The delegation itself. */
  readonly delegation: Inspector2DelegatedAdminAccount;
  /** The delegation: whatever the administrator does waits for it. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: InspectorDelegatedAdministratorProps) {
    super(scope, id);
    checkFormats(pathOf(scope, id), props, { accountId: FORMATS.accountId });
    const { accountId, isExisting = false } = props;
    const administrator = new Inspector2DelegatedAdminAccount(this, "Default", {
      ...inEnvironment(environmentOf(scope, id, props)),
      accountId,
      timeouts: UNCHANGING_TIMEOUTS,
      dependsOn: after(this, ...(props.after ?? [])),
      lifecycle: PREVENT_DESTROY,
    });
    if (isExisting) {
      adopt(administrator, accountId);
    }
    this.delegation = administrator;
    this.ready = administrator;
  }

  /** Leaves an administrator as it is that the code does not make any more: one that was directly in the stack. */
  static leave(stack: TerraformStack, id: string): void {
    forget(stack, `${Inspector2DelegatedAdminAccount.tfResourceType}.${id}`);
  }
}
