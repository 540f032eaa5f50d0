import { Construct } from "constructs";
import type { Environment } from "../environment";
import type { CiSubjects } from "./ci-subjects";
import { FunctionRole } from "./function-role";
import type { FunctionRoleProps } from "./function-role";
import { OidcProvider } from "./oidc-provider";
import { trustJobs } from "./trust";

type CiRole = Pick<
  FunctionRoleProps,
  "boundaryArn" | "description" | "hours" | "policyArns" | "roleName" | "statements"
> & {
  /** Others that may assume it. */
  readonly trust?: FunctionRoleProps["trust"] | readonly [];
};

export interface CiRolesProps {
  readonly environment: Environment;
  readonly provider: {
    readonly url: string;
    readonly audience: string;
    readonly existing: boolean;
  };
  readonly subjects: CiSubjects;
  readonly plan: CiRole;
  readonly apply: CiRole;
}

/**
 * Two roles of a pipeline and the provider that vouches for its jobs: one that reads, for plans of what is proposed, and one
 * that changes, for what was decided.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export class CiRoles extends Construct {
  readonly planRoleArn: string;
  readonly applyRoleArn: string;

  constructor(scope: Construct, id: string, { apply, environment, plan, provider, subjects }: CiRolesProps) {
    super(scope, id);
    const { arn, host } = new OidcProvider(this, "provider", {
      environment,
      url: provider.url,
      audiences: [provider.audience],
      existing: provider.existing,
    });
    const role = (name: "apply" | "plan", { trust = [], ...props }: CiRole) =>
      new FunctionRole(this, name, {
        environment,
        ...props,
        trust: [
          trustJobs({
            providerArn: arn,
            host,
            audience: provider.audience,
            subjects: subjects[name],
            wildcards: subjects.wildcards,
            claims: subjects.claims,
          }),
          ...trust,
        ],
      }).arn;
    this.planRoleArn = role("plan", plan);
    this.applyRoleArn = role("apply", apply);
  }
}
