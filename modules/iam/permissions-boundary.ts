import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, checkNotEmpty, nameOf, pathOf } from "../checks";
import { adopt } from "../adopt";
import { DESCRIPTION_STAYS } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import type { ExceptedActions, PolicyStatement } from "./policy-document";
import { policyWithin } from "./policy-within";

/** AWS gives no policy another description. */
export const BOUNDARY_DESCRIPTION = "The most that roles of job functions may do";

/** Policies are global: one for all regions of the account. */
export interface PermissionsBoundaryProps extends EnvironmentProps {
  /**
   * At most 128 letters, digits and `+=,.@_-`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly policyName?: string;
  /** What roles may do at most; at least one statement, and at most 6,144 characters. */
  readonly statements: readonly (ExceptedActions | PolicyStatement)[];
  /**
   * Whether it exists already and is adopted.
   * @default false
   */
  readonly existing?: boolean;
}

/**
 * A policy that says what the roles which have it as their boundary may do at most; it allows nothing by itself.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export class PermissionsBoundary extends Construct {
  /** ARN of the policy. */
  readonly policyArn: string;
  /** The policy itself. */
  readonly policy: IamPolicy;
  /** The policy: roles wait for it. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: PermissionsBoundaryProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { existing = false, policyName = nameOf(where), statements } = props;
    checkFormats(where, { policyName }, { policyName: FORMATS.iamPolicyName });
    checkNotEmpty(where, "statements", statements);
    const policy = policyWithin(where, "statements", statements);
    const environment = environmentOf(scope, id, props);
    const made = new IamPolicy(this, "Default", {
      lifecycle: DESCRIPTION_STAYS,
      ...inEnvironment(environment),
      name: policyName,
      description: BOUNDARY_DESCRIPTION,
      policy,
    });
    if (existing) {
      adopt(made, `arn:${environment.partition}:iam::${environment.accountId}:policy/${policyName}`);
    }
    this.policyArn = made.arn;
    this.policy = made;
    this.ready = made;
  }
}
