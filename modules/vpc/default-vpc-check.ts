import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { Environment } from "../environment";
import { OwnVpcs } from "./own-vpcs";
import { terraformLiteral } from "../terraform-literal";

export interface DefaultVpcCheckProps {
  readonly environment: Environment;
  /** What to do about it, as a sentence for the reader of the plan. */
  readonly advice: string;
}

/**
 * Warns in every plan and apply while a default VPC exists in an account and region: what is started in it with default
 * settings can be reached from the internet. The check changes nothing and fails nothing.
 *
 * @see https://developer.hashicorp.com/terraform/language/checks
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
 */
export class DefaultVpcCheck extends Construct {
  constructor(scope: Construct, id: string, { advice, environment }: DefaultVpcCheckProps) {
    super(scope, id);
    const { idsExpression } = new OwnVpcs(this, "vpcs", { kind: "default", environment });
    const where = `Account ${environment.accountId} has a default VPC in ${environment.region}`;
    const stack = TerraformStack.of(this);
    stack.addOverride(`check.${stack.getLogicalId(this.node)}.assert`, [
      {
        condition: `\${length(${idsExpression}) == 0}`,
        error_message: `${where}: \${join(", ", ${idsExpression})}. ${terraformLiteral(advice)}`,
      },
    ]);
  }
}
