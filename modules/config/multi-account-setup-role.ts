import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface MultiAccountSetupRoleProps {
  /** The management account. */
  readonly environment: Environment;
  /** The organization that trusts `config-multiaccountsetup.amazonaws.com`. */
  readonly trustedAccess: ITerraformDependable;
}

/**
 * `AWSServiceRoleForConfigMultiAccountSetup` in the management account, with which AWS Config deploys rules and conformance
 * packs to the organization. AWS makes it when the management account deploys the first, but not when a delegated
 * administrator does. IAM refuses to make it twice.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/config-rule-multi-account-deployment.html
 */
export class MultiAccountSetupRole extends Construct {
  constructor(scope: Construct, id: string, { environment, trustedAccess }: MultiAccountSetupRoleProps) {
    super(scope, id);
    new IamServiceLinkedRole(this, "Default", {
      ...inEnvironment(environment),
      awsServiceName: "config-multiaccountsetup.amazonaws.com",
      dependsOn: [trustedAccess],
    });
  }
}
