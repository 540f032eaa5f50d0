import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { DESCRIPTION_STAYS } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import type { ExceptedActions, PolicyStatement } from "./policy-document";
import { withPolicyVariables } from "./policy-variable";
import { policyWithin } from "./policy-within";

export interface FunctionPoliciesProps {
  readonly environment: Environment;
  /** One sentence, at most 1,000 characters. */
  readonly description: string;
  /** Statements of each policy, by its name. A permission set wants policies of the same names in every account. */
  readonly policies: ReadonlyMap<string, readonly (ExceptedActions | PolicyStatement)[]>;
}

/**
 * What a job function may and may not do in an account, in as many customer-managed policies as it needs. Roles and permission
 * sets have them attached.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html
 */
export class FunctionPolicies extends Construct {
  readonly arns: readonly string[];

  constructor(scope: Construct, id: string, props: FunctionPoliciesProps) {
    super(scope, id);
    const { description, environment, policies } = props;
    this.arns = [...policies].map(
      ([name, statements], index) =>
        new IamPolicy(this, index === 0 ? "Default" : String(index + 1), {
          lifecycle: DESCRIPTION_STAYS,
          ...inEnvironment(environment),
          name,
          description,
          policy: withPolicyVariables(policyWithin(`the function ${name}`, statements)),
        }).arn,
    );
  }
}
