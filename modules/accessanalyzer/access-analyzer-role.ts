import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { after } from "../waiting";
import type { Waited } from "../waiting";

/** The environment is the management account. */
export interface AccessAnalyzerRoleProps extends EnvironmentProps {
  /**
   * What has to be there before: the organization that trusts `access-analyzer.amazonaws.com`.
   * @default - it does
   */
  readonly after?: readonly Waited[];
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
  /** ARN of the role. */
  readonly roleArn: string;
  /** The role itself. */
  readonly role: IamServiceLinkedRole;
  /** The role: analyzers wait for it. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: AccessAnalyzerRoleProps = {}) {
    super(scope, id);
    this.role = new IamServiceLinkedRole(this, "Default", {
      ...inEnvironment(environmentOf(scope, id, props)),
      awsServiceName: "access-analyzer.amazonaws.com",
      dependsOn: after(this, ...(props.after ?? [])),
    });
    this.roleArn = this.role.arn;
    this.ready = this.role;
  }
}
