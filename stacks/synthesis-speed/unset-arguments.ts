import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformResource } from "cdktf";

type Arguments = Record<string, unknown>;

/**
 * cdktf turns the name of every argument into snake case, with three regular expressions, and drops the arguments that
 * are not set at the very end: about fifty of each provider and the six meta-arguments of each resource. This drops
 * them first.
 */
export function dropUnsetArguments(): void {
  const provider = AwsProvider.prototype as unknown as Record<"synthesizeAttributes", (this: unknown) => Arguments>;
  const { synthesizeAttributes } = provider;
  provider.synthesizeAttributes = function () {
    return withoutUnset(synthesizeAttributes.call(this));
  };

  const metaArguments = Object.getOwnPropertyDescriptor(TerraformResource.prototype, "terraformMetaArguments");
  Object.defineProperty(TerraformResource.prototype, "terraformMetaArguments", {
    ...metaArguments,
    get(this: TerraformResource): Arguments {
      return withoutUnset(metaArguments?.get?.call(this) as Arguments);
    },
  });
}

function withoutUnset(all: Arguments): Arguments {
  const set: Arguments = {};
  for (const key of Object.keys(all)) {
    if (all[key] !== undefined) {
      set[key] = all[key];
    }
  }
  return set;
}
