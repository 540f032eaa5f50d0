import { IamSamlProvider } from "@cdktf/provider-aws/lib/iam-saml-provider";
import type { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { adopt } from "../adopt";
import { PREVENT_DESTROY } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { forget } from "../forget";

export interface SamlProviderProps {
  /** The account with the roles: a role trusts providers of its own account only. */
  readonly environment: Environment;
  readonly providerName: string;
  /** Metadata document of the identity provider, XML of 1,000 to 10,000,000 characters. */
  readonly metadata: string;
  /** Whether it exists already and is adopted. */
  readonly existing: boolean;
}

/**
 * A SAML 2.0 identity provider whose people roles of the account may let in.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html
 */
export class SamlProvider extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { environment, existing, metadata, providerName }: SamlProviderProps) {
    super(scope, id);
    const { accountId, partition } = environment;
    const provider = new IamSamlProvider(this, "Default", {
      ...inEnvironment(environment),
      name: providerName,
      samlMetadataDocument: metadata,
      lifecycle: PREVENT_DESTROY,
    });
    if (existing) {
      adopt(provider, `arn:${partition}:iam::${accountId}:saml-provider/${providerName}`);
    }
    this.arn = provider.arn;
  }

  /** Leaves a provider as it is that the code does not make any more: one that was directly in the stack. */
  static leave(stack: TerraformStack, id: string): void {
    forget(stack, `${IamSamlProvider.tfResourceType}.${id}`);
  }
}
