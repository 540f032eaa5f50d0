import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { adopt } from "../adopt";
import { DESCRIPTION_STAYS } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { policyDocument } from "./policy-document";
import type { PolicyStatement } from "./policy-document";
import { IAM_LIMITS, policyLength } from "./policy-limits";
import { onlyFromNetworks } from "./source-networks";

const SECONDS_OF_AN_HOUR = 3600;

export interface FunctionRoleProps {
  readonly environment: Environment;
  readonly roleName: string;
  /** One sentence, at most 1,000 characters. */
  readonly description: string;
  /** Longest session, 1 to 12; a session that is opened from another role's ends after one in any case. */
  readonly hours: number;
  /** Who may assume it: see `trust.ts`. */
  readonly trust: readonly [PolicyStatement, ...PolicyStatement[]];
  /** ARNs of the policies of what it may and may not do, by names that stay the same: see `FunctionPolicies`. */
  readonly policyArns: Readonly<Record<string, string>>;
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
  /**
   * Whether it exists already and is adopted, without the policies in it, which stay.
   * @default false
   */
  readonly existing?: boolean;
}

/**
 * The role of a job function: one that people assume for a while, with the policies of the function and nothing else.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html
 */
export class FunctionRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: FunctionRoleProps) {
    super(scope, id);
    const { environment, roleName, sourceNetworks = [] } = props;
    const role = new IamRole(this, "Default", {
      ...inEnvironment(environment),
      name: roleName,
      description: props.description,
      maxSessionDuration: props.hours * SECONDS_OF_AN_HOUR,
      permissionsBoundary: props.boundaryArn,
      assumeRolePolicy: trustPolicy(roleName, props.trust),
    });
    if (props.existing === true) {
      adopt(role, roleName);
    }
    const policies = new Map(Object.entries(props.policyArns));
    if (sourceNetworks.length > 0) {
      const networks = new IamPolicy(this, "networks", {
        lifecycle: DESCRIPTION_STAYS,
        ...inEnvironment(environment),
        name: `${roleName}-networks`,
        description: "Nothing from other networks",
        policy: policyDocument(onlyFromNetworks(sourceNetworks)),
      });
      policies.set("networks", networks.arn);
    }
    if (policies.size > IAM_LIMITS.policiesEach) {
      throw new Error(
        `the role ${roleName} would need ${policies.size} policies; IAM allows ${IAM_LIMITS.policiesEach}`,
      );
    }
    for (const [name, policyArn] of policies) {
      const attached = { ...inEnvironment(environment), role: role.name, policyArn };
      new IamRolePolicyAttachment(this, `attached-${name}`, attached);
    }
    this.arn = role.arn;
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
