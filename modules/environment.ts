import type { TerraformProvider } from "cdktf";

/**
 * Where a module puts its resources: one account, one region. AWS CDK calls it so, too.
 *
 * Modules are given an environment and never build a provider. Whether a region is a provider alias (hashicorp/aws 5)
 * or a `region` argument (hashicorp/aws 6) is decided here and in `stacks/account-providers.ts`, nowhere else. Two
 * resources have a `region` argument of their own, which version 6 calls otherwise: the stack set instance and the
 * aggregate authorization.
 */
export interface Environment {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** Twelve digits, or a token where AWS invents the account. */
  readonly accountId: string;
  /** Region name such as `eu-west-1`. */
  readonly region: string;
  readonly provider: TerraformProvider;
}

/**
 * The meta-arguments that put a resource into an environment:
 * `new S3Bucket(this, "Default", { ...inEnvironment(environment), bucket })`.
 */
export function inEnvironment(environment: Environment): { provider: TerraformProvider } {
  return { provider: environment.provider };
}
