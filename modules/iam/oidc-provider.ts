import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { adopt } from "../adopt";
import { PREVENT_DESTROY } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { forget } from "../forget";

export interface OidcProviderProps {
  readonly environment: Environment;
  /** With its scheme: `https://token.actions.githubusercontent.com`. */
  readonly url: string;
  /** What tokens have to be made for; one that is adopted keeps those that it has. */
  readonly audiences: readonly [string, ...string[]];
  /** Whether it exists already and is adopted: an account has one of each address. */
  readonly existing: boolean;
}

/**
 * An OpenID Connect provider whose tokens roles of the account may trust. No thumbprints are given: AWS verifies providers by
 * its own list of certificate authorities, and finds the thumbprint of others itself.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export class OidcProvider extends Construct {
  readonly arn: string;
  /** As condition keys begin. */
  readonly host: string;

  constructor(scope: Construct, id: string, { audiences, environment, existing, url }: OidcProviderProps) {
    super(scope, id);
    const { accountId, partition } = environment;
    this.host = url.replace(/^https:\/\//, "");
    const provider = new IamOpenidConnectProvider(this, "Default", {
      ...inEnvironment(environment),
      url,
      clientIdList: [...audiences],
      // What an adopted provider has stays: others use it, too.
      lifecycle: { ...PREVENT_DESTROY, ignoreChanges: ["thumbprint_list", ...(existing ? ["client_id_list"] : [])] },
    });
    if (existing) {
      adopt(provider, `arn:${partition}:iam::${accountId}:oidc-provider/${this.host}`);
    }
    this.arn = provider.arn;
  }

  /** Leaves a provider as it is that the code does not make any more: one that was directly in the stack. */
  static leave(stack: TerraformStack, id: string): void {
    forget(stack, `${IamOpenidConnectProvider.tfResourceType}.${id}`);
  }
}
