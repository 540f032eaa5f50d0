import { IamSamlProvider } from "@cdktf/provider-aws/lib/iam-saml-provider";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, isKnown, nameOf, pathOf, refuse } from "../checks";
import { adopt } from "../adopt";
import { PREVENT_DESTROY } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { forget } from "../forget";

/** The environment is the account with the roles: a role trusts providers of its own account only. */
export interface SamlProviderProps extends EnvironmentProps {
  /**
   * At most 128 letters, digits and `._-`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly providerName?: string;
  /** Metadata document of the identity provider, XML of 1,000 to 10,000,000 characters. */
  readonly metadata: string;
  /**
   * Whether it exists already and is adopted.
   * @default false
   */
  readonly existing?: boolean;
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html */
const SHORTEST_METADATA = 1000;
const LONGEST_METADATA = 10_000_000;

/**
 * A SAML 2.0 identity provider whose people roles of the account may let in (`trustSaml`). While it is in the code, a plan that
 * would destroy it fails; `SamlProvider.leave` leaves it in the account instead.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html
 */
export class SamlProvider extends Construct {
  /** ARN of the provider. */
  readonly providerArn: string;
  /** The provider itself. */
  readonly provider: IamSamlProvider;
  /** The provider: roles that trust it wait for it. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: SamlProviderProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { existing = false, metadata, providerName = nameOf(where) } = props;
    checkFormats(where, { providerName }, { providerName: FORMATS.samlProviderName });
    if (isKnown(metadata) && (metadata.length < SHORTEST_METADATA || metadata.length > LONGEST_METADATA)) {
      refuse(where, "metadata", {
        got: `${metadata.length} characters`,
        allowed: "the metadata document of an identity provider, 1,000 to 10,000,000 characters",
      });
    }
    const environment = environmentOf(scope, id, props);
    const provider = new IamSamlProvider(this, "Default", {
      ...inEnvironment(environment),
      name: providerName,
      samlMetadataDocument: metadata,
      lifecycle: PREVENT_DESTROY,
    });
    if (existing) {
      const { accountId, partition } = environment;
      adopt(provider, `arn:${partition}:iam::${accountId}:saml-provider/${providerName}`);
    }
    this.providerArn = provider.arn;
    this.provider = provider;
    this.ready = provider;
  }

  /** Leaves a provider as it is that the code does not make any more: one that was directly in the stack. */
  static leave(stack: TerraformStack, id: string): void {
    forget(stack, `${IamSamlProvider.tfResourceType}.${id}`);
  }
}
