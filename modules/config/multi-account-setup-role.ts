import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { after } from "../waiting";
import type { Waited } from "../waiting";

/** The environment is the management account. */
export interface MultiAccountSetupRoleProps extends EnvironmentProps {
  /**
   * What has to be there before: the organization that trusts `config-multiaccountsetup.amazonaws.com`.
   * @default - it does
   */
  readonly after?: readonly Waited[];
}

/**
 * `AWSServiceRoleForConfigMultiAccountSetup` in the management account, with which AWS Config deploys rules and conformance
 * packs to the organization. AWS makes it when the management account deploys the first, but not when a delegated
 * administrator does. IAM refuses to make it twice.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/config-rule-multi-account-deployment.html
 */
export class MultiAccountSetupRole extends Construct {
  /** ARN of the role. */
  readonly roleArn: string;
  /** The role itself. */
  readonly role: IamServiceLinkedRole;
  /** The role: rules of the organization wait for it. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: MultiAccountSetupRoleProps = {}) {
    super(scope, id);
    this.role = new IamServiceLinkedRole(this, "Default", {
      ...inEnvironment(environmentOf(scope, id, props)),
      awsServiceName: "config-multiaccountsetup.amazonaws.com",
      dependsOn: after(this, ...(props.after ?? [])),
    });
    this.roleArn = this.role.arn;
    this.ready = this.role;
  }
}
