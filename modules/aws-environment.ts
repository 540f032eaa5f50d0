import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import { FORMATS } from "../aws/formats";
import { REGIONS } from "../aws/regions";
import { checkFormats, isKnown, refuse } from "./checks";
import { hasEnvironment, setEnvironment } from "./environment";
import type { Environment } from "./environment";

/** The account and the region of a stack. */
export interface AwsEnvironmentProps {
  /** Twelve digits. The provider refuses to work in another account. */
  readonly accountId: string;
  /** Region name such as `eu-west-1`. */
  readonly region: string;
  /**
   * `aws`, `aws-cn` or `aws-us-gov`.
   * @default - that of the region
   */
  readonly partition?: string;
  /**
   * What else the provider is configured with: `profile`, `assumeRole`, `defaultTags`.
   * @default - nothing
   */
  readonly provider?: Omit<AwsProviderConfig, "alias" | "allowedAccountIds" | "region">;
}

/**
 * The AWS provider of a stack, for one account and region. Modules of the stack that are given no environment use the first
 * one; a further one, of another region, is given to modules as their `environment`.
 *
 * @example
 * awsEnvironment(stack, { accountId: "111111111111", region: "eu-west-1" });
 * new PasswordPolicy(stack, "password-policy");
 *
 * @throws Error when the account or the region cannot be
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs#allowed_account_ids-1
 */
export function awsEnvironment(stack: TerraformStack, props: AwsEnvironmentProps): Environment {
  const { accountId, provider, region } = props;
  const where = stack.node.path;
  checkFormats(where, props, { accountId: FORMATS.accountId });
  const partition = props.partition ?? REGIONS.get(region)?.partition;
  if (partition === undefined || !isKnown(region)) {
    return refuse(where, "region", {
      got: region,
      allowed: "the name of a region; with partition for one that is newer",
    });
  }
  const isFirst = !hasEnvironment(stack);
  const environment = {
    accountId,
    partition,
    region,
    provider: new AwsProvider(stack, isFirst ? "aws" : `aws-${region}`, {
      ...provider,
      ...(isFirst ? {} : { alias: region }),
      region,
      allowedAccountIds: [accountId],
    }),
  };
  if (isFirst) {
    setEnvironment(stack, environment);
  }
  return environment;
}
