import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import type { Environment } from "../modules/environment";

/**
 * The account, region and partition of whoever calls the module, as far as its constructs need them: each is looked up by
 * a data source when it is asked for, and one that nothing asks for costs nothing. Once for each provider of a stack:
 * data sources of aliases have the alias in their names.
 */
export function callersEnvironment(stack: TerraformStack, provider: AwsProvider): Environment {
  const suffix = provider.alias === undefined ? "" : `-${provider.alias}`;
  const once = new Map<string, string>();
  const find = (key: string, look: () => string): string => {
    const found = once.get(key) ?? look();
    once.set(key, found);
    return found;
  };
  return {
    provider,
    get accountId() {
      return find("account", () => new DataAwsCallerIdentity(stack, `caller${suffix}`, { provider }).accountId);
    },
    get partition() {
      return find("partition", () => new DataAwsPartition(stack, `partition${suffix}`, { provider }).partition);
    },
    get region() {
      return find("region", () => new DataAwsRegion(stack, `region${suffix}`, { provider }).name);
    },
  };
}
