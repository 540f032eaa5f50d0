import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormat, checkFormats, checkNotEmpty, pathOf } from "../checks";
import { DESCRIPTION_STAYS } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import type { ExceptedActions, PolicyStatement } from "./policy-document";
import { withPolicyVariables } from "./policy-variable";
import { jointly } from "../waiting";
import { policyWithin } from "./policy-within";

/** Statements of a policy of IAM. */
export type Statements = readonly (ExceptedActions | PolicyStatement)[];

/** Policies are global: one of each for all regions of the account. */
export interface FunctionPoliciesProps extends EnvironmentProps {
  /**
   * One sentence, at most 1,000 characters. IAM never changes it.
   * @default - none
   */
  readonly description?: string;
  /**
   * Statements of each policy, by its name of at most 128 letters, digits and `+=,.@_-`; at most 6,144 characters each. A
   * permission set wants policies of the same names in every account. IAM's own variables such as `${aws:username}` are left
   * to it.
   */
  readonly policies: Readonly<Record<string, Statements>> | ReadonlyMap<string, Statements>;
}

/**
 * What a job function may and may not do in an account, in as many customer-managed policies as it needs. Roles and permission
 * sets have them attached.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html
 */
export class FunctionPolicies extends Construct {
  /** In the order of the names: what `FunctionRole` is given. */
  readonly policyArns: readonly string[];
  /** The policies themselves. */
  readonly policies: readonly IamPolicy[];
  /** All policies. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: FunctionPoliciesProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { description } = props;
    const policies = [...(props.policies instanceof Map ? props.policies : Object.entries(props.policies))] as [
      string,
      Statements,
    ][];
    checkFormats(where, props, { description: FORMATS.iamDescription });
    checkNotEmpty(where, "policies", policies);
    for (const [name, statements] of policies) {
      checkFormat(where, "policies", name, FORMATS.iamPolicyName);
      checkNotEmpty(where, `policies.${name}`, statements);
    }
    const environment = environmentOf(scope, id, props);
    this.policies = policies.map(
      ([name, statements], index) =>
        new IamPolicy(this, index === 0 ? "Default" : String(index + 1), {
          lifecycle: DESCRIPTION_STAYS,
          ...inEnvironment(environment),
          name,
          description,
          policy: withPolicyVariables(policyWithin(where, `policies.${name}`, statements)),
        }),
    );
    this.policyArns = this.policies.map(({ arn }) => arn);
    this.ready = jointly(this, this.policies);
  }
}
