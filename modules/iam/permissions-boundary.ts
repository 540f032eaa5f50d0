import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { adopt } from "../adopt";
import { DESCRIPTION_STAYS } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import type { ExceptedActions, PolicyStatement } from "./policy-document";
import { policyWithin } from "./policy-within";

/** AWS gives no policy another description. */
export const BOUNDARY_DESCRIPTION = "The most that roles of job functions may do";

export interface PermissionsBoundaryProps {
  readonly environment: Environment;
  readonly policyName: string;
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
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    { environment, existing = false, policyName, statements }: PermissionsBoundaryProps,
  ) {
    super(scope, id);
    const policy = policyWithin(`the boundary ${policyName}`, statements);
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
    this.arn = made.arn;
  }
}
