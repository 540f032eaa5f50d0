import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface AccessAnalyzerRoleProps {
  /** The management account. */
  readonly environment: Environment;
  /** The organization that trusts `access-analyzer.amazonaws.com`. */
  readonly trustedAccess: ITerraformDependable;
}

/**
 * `AWSServiceRoleForAccessAnalyzer` in the management account, with which IAM Access Analyzer sees the organization. AWS makes
 * it with the first analyzer of an account, and here none is made: a delegated administrator has those of the organization.
 * IAM refuses to make it twice.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-using-service-linked-roles.html
 * @see https://github.com/aws-samples/aws-security-reference-architecture-examples/tree/main/aws_sra_examples/solutions/iam/iam_access_analyzer
 */
export class AccessAnalyzerRole extends Construct {
  constructor(scope: Construct, id: string, { environment, trustedAccess }: AccessAnalyzerRoleProps) {
    super(scope, id);
    new IamServiceLinkedRole(this, "Default", {
      ...inEnvironment(environment),
      awsServiceName: "access-analyzer.amazonaws.com",
      dependsOn: [trustedAccess],
    });
  }
}
