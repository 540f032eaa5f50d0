import { LocalBackend, S3Backend } from "cdktf";
import type { TerraformBackend, TerraformStack } from "cdktf";
import type { State } from "../config/state/settings";

/**
 * Gives a stack its Terraform state: a file beside `cdktf.out`, or an object in S3 locked by S3 itself.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export function addStateBackend(stack: TerraformStack, state: State): TerraformBackend {
  const stackId = stack.node.id;
  if (state.backend === "local") {
    // Relative to `cdktf.out/stacks/<stack>`, where Terraform runs; cdktf would write this machine's absolute path.
    return new LocalBackend(stack, { path: `../../../terraform.${stackId}.tfstate` });
  }
  // cdktf 0.21 does not know the argument: https://github.com/hashicorp/terraform-cdk/issues/3834
  stack.addOverride("terraform.backend.s3.use_lockfile", true);
  return new S3Backend(stack, {
    bucket: state.bucket,
    region: state.region,
    key: `${state.prefix}/${stackId}.tfstate`,
    encrypt: true,
    kmsKeyId: state.kmsKeyArn,
    assumeRole: state.roleArn === undefined ? undefined : { roleArn: state.roleArn },
  });
}
