import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface ConfigServiceLinkedRoleProps {
  readonly environment: Environment;
  /** IAM refuses to create the role twice, so an account that used Config before has it already. */
  readonly presence: "create" | "existing";
}

/** ARN of `AWSServiceRoleForConfig` in an account, whether it exists or not. */
export function configServiceLinkedRoleArn({
  accountId,
  partition,
}: Pick<Environment, "accountId" | "partition">): string {
  return `arn:${partition}:iam::${accountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
}

/**
 * `AWSServiceRoleForConfig`, with which AWS Config reads an account. Only Config can assume it and nobody can widen it.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html
 */
export class ConfigServiceLinkedRole extends Construct {
  readonly roleArn: string;
  /** Empty when the role exists already. */
  readonly dependables: ITerraformDependable[];

  constructor(scope: Construct, id: string, { environment, presence }: ConfigServiceLinkedRoleProps) {
    super(scope, id);
    this.roleArn = configServiceLinkedRoleArn(environment);
    this.dependables =
      presence === "existing"
        ? []
        : [
            new IamServiceLinkedRole(this, "Default", {
              ...inEnvironment(environment),
              awsServiceName: "config.amazonaws.com",
            }),
          ];
  }
}
