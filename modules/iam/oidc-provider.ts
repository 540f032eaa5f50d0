import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Fn } from "cdktf";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, isKnown, pathOf } from "../checks";
import { adopt } from "../adopt";
import { PREVENT_DESTROY } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { forget } from "../forget";

const SCHEME = "https://";

/** The environment is the account with the roles: a role trusts providers of its own account only. */
export interface OidcProviderProps extends EnvironmentProps {
  /**
   * As the `iss` of its tokens, with its scheme and without a slash at its end, port or query; at most 255 characters:
   * `https://token.actions.githubusercontent.com`.
   */
  readonly url: string;
  /**
   * What tokens have to be made for; one that is adopted keeps those that it has.
   * @default ["sts.amazonaws.com"]
   */
  readonly audiences?: readonly string[];
  /**
   * Whether it exists already and is adopted: an account has one of each address.
   * @default false
   */
  readonly existing?: boolean;
}

/**
 * An OpenID Connect provider whose tokens roles of the account may trust. No thumbprints are given: AWS verifies providers by
 * its own list of certificate authorities, and finds the thumbprint of others itself. While it is in the code, a plan that
 * would destroy it fails; `OidcProvider.leave` leaves it in the account instead.
 *
 * @example
 * const github = new OidcProvider(this, "github", { url: "https://token.actions.githubusercontent.com" });
 * new FunctionRole(this, "deployment", {
 *   trust: [
 *     trustJobs("Deployment", github.providerArn, {
 *       StringEquals: { [`${github.host}:aud`]: "sts.amazonaws.com", [`${github.host}:sub`]: "repo:org/app:environment:production" },
 *     }),
 *   ],
 *   policyArns: { deploy: "arn:aws:iam::111111111111:policy/deploy" },
 * });
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export class OidcProvider extends Construct {
  /** ARN of the provider. */
  readonly providerArn: string;
  /** As condition keys begin. */
  readonly host: string;
  /** The provider itself. */
  readonly provider: IamOpenidConnectProvider;
  /** The provider: roles that trust it wait for it. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: OidcProviderProps) {
    super(scope, id);
    const { audiences = ["sts.amazonaws.com"], existing = false, url } = props;
    checkFormats(pathOf(scope, id), { audiences, url }, { audiences: FORMATS.oidcAudience, url: FORMATS.oidcUrl });
    const environment = environmentOf(scope, id, props);
    this.host = isKnown(url) ? url.replace(SCHEME, "") : Fn.replace(url, SCHEME, "");
    const provider = new IamOpenidConnectProvider(this, "Default", {
      ...inEnvironment(environment),
      url,
      clientIdList: [...audiences],
      // What an adopted provider has stays: others use it, too.
      lifecycle: { ...PREVENT_DESTROY, ignoreChanges: ["thumbprint_list", ...(existing ? ["client_id_list"] : [])] },
    });
    if (existing) {
      const { accountId, partition } = environment;
      adopt(provider, `arn:${partition}:iam::${accountId}:oidc-provider/${this.host}`);
    }
    this.providerArn = provider.arn;
    this.provider = provider;
    this.ready = provider;
  }

  /** Leaves a provider as it is that the code does not make any more: one that was directly in the stack. */
  static leave(stack: TerraformStack, id: string): void {
    forget(stack, `${IamOpenidConnectProvider.tfResourceType}.${id}`);
  }
}
