import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { policyDocument } from "./policy-document";
import type { ExceptedActions, PolicyStatement } from "./policy-document";
import { IAM_LIMITS, policyLength } from "./policy-limits";
import { withPolicyVariables } from "./policy-variable";
import { onlyFromNetworks } from "./source-networks";
import { splitPolicy } from "./split-policy";

const SECONDS_OF_AN_HOUR = 3600;

export interface FunctionRoleProps {
  readonly environment: Environment;
  /** Also the name of its policies, with `-2` and so on where there are more. */
  readonly roleName: string;
  /** One sentence, at most 1,000 characters. */
  readonly description: string;
  /** Longest session, 1 to 12; a session that is opened from another role's ends after one in any case. */
  readonly hours: number;
  /** Who may assume it: see `trust.ts`. */
  readonly trust: readonly [PolicyStatement, ...PolicyStatement[]];
  /** What it may and may not do, in customer-managed policies. */
  readonly statements: readonly (ExceptedActions | PolicyStatement)[];
  /**
   * ARNs of policies that exist already.
   * @default - none
   */
  readonly policyArns?: readonly string[];
  /**
   * ARN of the policy that says what it may do at most.
   * @default - no boundary
   */
  readonly boundaryArn?: string;
  /**
   * CIDRs that its sessions may call from.
   * @default - anywhere
   */
  readonly sourceNetworks?: readonly string[];
}

/**
 * The role of a job function: one that people assume for a while, with the policies of the function and nothing else.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html
 */
export class FunctionRole extends Construct {
  readonly arn: string;
  readonly roleName: string;

  constructor(scope: Construct, id: string, props: FunctionRoleProps) {
    super(scope, id);
    const { environment, policyArns = [], roleName, sourceNetworks = [], statements } = props;
    const role = new IamRole(this, "Default", {
      ...inEnvironment(environment),
      name: roleName,
      description: props.description,
      maxSessionDuration: props.hours * SECONDS_OF_AN_HOUR,
      permissionsBoundary: props.boundaryArn,
      assumeRolePolicy: trustPolicy(roleName, props.trust),
    });
    const documents = splitPolicy(
      `the role ${roleName}`,
      sourceNetworks.length === 0 ? statements : [...statements, onlyFromNetworks(sourceNetworks)],
      { most: IAM_LIMITS.policiesEach - policyArns.length },
    );
    const own = documents.map((document, index) => {
      const suffix = index === 0 ? "" : `-${index + 1}`;
      return new IamPolicy(this, `policy${suffix}`, {
        ...inEnvironment(environment),
        name: `${roleName}${suffix}`,
        description: props.description,
        policy: withPolicyVariables(document),
      }).arn;
    });
    for (const [index, policyArn] of [...own, ...policyArns].entries()) {
      const name = index < own.length ? `own${index === 0 ? "" : `-${index + 1}`}` : `given-${index - own.length + 1}`;
      new IamRolePolicyAttachment(this, name, { ...inEnvironment(environment), role: role.name, policyArn });
    }
    this.arn = role.arn;
    this.roleName = roleName;
  }
}

/** @throws Error when AWS would refuse it for its length */
export function trustPolicy(roleName: string, statements: readonly PolicyStatement[]): string {
  const document = policyDocument(...statements);
  const length = policyLength(document);
  if (length > IAM_LIMITS.trustPolicy) {
    throw new Error(
      `the trust policy of the role ${roleName} has ${length} characters; IAM allows ${IAM_LIMITS.trustPolicy}`,
    );
  }
  return document;
}
