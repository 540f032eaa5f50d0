import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import type { ExceptedActions, PolicyStatement } from "./policy-document";
import { withPolicyVariables } from "./policy-variable";
import { splitPolicy } from "./split-policy";

export interface FunctionPoliciesProps {
  readonly environment: Environment;
  /** Name of the first; others have `-2` and so on at their ends. */
  readonly name: string;
  /** One sentence, at most 1,000 characters. */
  readonly description: string;
  readonly statements: readonly (ExceptedActions | PolicyStatement)[];
  /**
   * How many policies there are at least. A permission set wants the same in every account.
   * @default - as few as they fit in
   */
  readonly least?: number;
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
    const { description, environment, least, name, statements } = props;
    const documents = splitPolicy(`the function ${name}`, statements, { least });
    this.arns = documents.map((document, index) => {
      const policyName = functionPolicyName(name, index);
      return new IamPolicy(this, index === 0 ? "Default" : String(index + 1), {
        ...inEnvironment(environment),
        name: policyName,
        description,
        policy: withPolicyVariables(document),
      }).arn;
    });
  }
}

/** Name of a function's policy, the first being number 0. */
export function functionPolicyName(name: string, index: number): string {
  return index === 0 ? name : `${name}-${index + 1}`;
}
