import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { DESCRIPTION_STAYS } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import type { ExceptedActions, PolicyStatement } from "./policy-document";
import { policyWithin } from "./policy-within";

export interface PermissionsBoundaryProps {
  readonly environment: Environment;
  readonly policyName: string;
  readonly statements: readonly (ExceptedActions | PolicyStatement)[];
}

/**
 * A policy that says what the roles which have it as their boundary may do at most; it allows nothing by itself.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export class PermissionsBoundary extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { environment, policyName, statements }: PermissionsBoundaryProps) {
    super(scope, id);
    const policy = policyWithin(`the boundary ${policyName}`, statements);
    this.arn = new IamPolicy(this, "Default", {
      lifecycle: DESCRIPTION_STAYS,
      ...inEnvironment(environment),
      name: policyName,
      description: "The most that roles of job functions may do",
      policy,
    }).arn;
  }
}
