import { DataAwsKmsCustomKeyStore } from "@cdktf/provider-aws/lib/data-aws-kms-custom-key-store";
import { KmsCustomKeyStore } from "@cdktf/provider-aws/lib/kms-custom-key-store";
import type { KmsCustomKeyStoreConfig } from "@cdktf/provider-aws/lib/kms-custom-key-store";
import { Fn, Op, TerraformStack, TerraformVariable } from "cdktf";
import type { ITerraformDependable, Precondition } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormat, checkFormats, checkOneOf, isKnown, nameOf, pathOf, refuse } from "../checks";
import { PREVENT_DESTROY } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { Environment, EnvironmentProps } from "../environment";
import { keep } from "../kept";
import { after, isElsewhere } from "../waiting";
import { NOT_CONNECTED } from "./key-material";
import type { KeyMaterial } from "./key-material";

/** What key stores have in common. */
export interface CustomKeyStoreProps extends EnvironmentProps {
  /**
   * Name of the key store, unique in the account and Region; 1 to 256 characters.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly name?: string;
  /**
   * What a plan of a key says besides when it is refused because the key store is not connected.
   * @default - the command of AWS that connects it
   */
  readonly connectionAdvice?: string;
}

/** A CloudHSM cluster that can have a key store: an `HsmCluster`. */
export interface KeyStoreCluster {
  /** `cluster-...` */
  readonly clusterId: string;
  /** The HSMs, which have to be there first: active ones in two zones; none, where they are there. */
  readonly hsms: readonly ITerraformDependable[];
  /** Refuses the key store as long as the cluster is not activated. */
  activated(what: string): Precondition;
}

export interface CloudHsmKeyStoreProps extends CustomKeyStoreProps {
  /**
   * The cluster, or the id of one that exists, `cluster-...`: activated, with active HSMs in two zones, and not used by another
   * key store. Where another stack makes it, KMS is who refuses one that is not activated.
   */
  readonly cluster: KeyStoreCluster | string;
  /** The self-signed certificate of the cluster's owner, in PEM, of at most 5,000 characters. The provider compares it as text. */
  readonly trustAnchor: string;
  /**
   * Expression such as `${var.password}` for the password of `kmsuser`; null but when the key store is made.
   * @default - a sensitive variable of the stack, called as the construct, with `_password`
   */
  readonly password?: string;
}

export interface ExternalKeyStoreProps extends CustomKeyStoreProps {
  /**
   * How KMS reaches the proxy: over the internet, or by a VPC endpoint service.
   * @default "public-endpoint", or "vpc-endpoint-service" with an endpointService
   */
  readonly connectivity?: "public-endpoint" | "vpc-endpoint-service";
  /** `https://` and a host; with a VPC endpoint service, its private DNS name. */
  readonly endpoint: string;
  /**
   * Ends with `/kms/xks/v1`.
   * @default "/kms/xks/v1"
   */
  readonly path?: string;
  /**
   * Name of the VPC endpoint service, `com.amazonaws.vpce....`
   * @default - none: the proxy has a public endpoint
   */
  readonly endpointService?: string;
  /**
   * Expressions such as `var.id` or `${var.id}` for the credential of the proxy; null but when the key store is made.
   * @default - two sensitive variables of the stack, called as the construct, with `_access_key_id` and `_secret_access_key`
   */
  readonly credential?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/create-keystore.html */
const LEAST_HSMS = 2;

/** What the credential is where none is given; of the form that AWS demands, and refused when a key store is made. */
const NO_ACCESS_KEY = "A".repeat(20);
const NO_SECRET_KEY = "A".repeat(43);

/**
 * A KMS custom key store. It is made disconnected: no resource of Terraform connects it, and keys need a connected one.
 * Terraform believes that a key store is deleted even when KMS refuses to delete it, so that it cannot be destroyed here.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-store-overview.html
 */
abstract class CustomKeyStore extends Construct {
  /** Id of the key store, `cks-...`. */
  readonly keyStoreId: string;
  /** The key store itself. */
  readonly store: KmsCustomKeyStore;
  /** The key store, which has yet to be connected before keys are made in it. */
  readonly ready: ITerraformDependable;
  private readonly connectionAdvice?: string;
  /** Its id once it is connected; before that something that KMS and Terraform refuse. */
  private readonly idIfConnected: string;

  protected constructor(
    scope: Construct,
    id: string,
    props: CustomKeyStoreProps,
    configOf: (store: Construct) => Omit<KmsCustomKeyStoreConfig, "customKeyStoreName">,
  ) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { name = nameOf(where) } = props;
    checkFormats(where, { name }, { name: FORMATS.keyStoreName });
    const environment = environmentOf(scope, id, props);
    const store = new KmsCustomKeyStore(this, "Default", {
      ...inEnvironment(environment),
      customKeyStoreName: name,
      ...configOf(this),
    });
    this.keyStoreId = store.id;
    this.store = store;
    this.ready = store;
    this.connectionAdvice = props.connectionAdvice;
    const found = new DataAwsKmsCustomKeyStore(this, "state", {
      ...inEnvironment(environment),
      customKeyStoreId: store.id,
    });
    // By attributes, which keys of other stacks get as outputs of this one, as they were when it was last deployed.
    this.idIfConnected = Fn.conditional(Op.eq(found.connectionState, "CONNECTED"), found.id, NOT_CONNECTED) as string;
  }

  /** Refuses to destroy a key store that the code does not make any more: one that was directly in the stack. */
  static keep(
    stack: TerraformStack,
    id: string,
    { environment, name }: { readonly environment: Environment; readonly name: string },
  ): void {
    keep(stack, environment, KmsCustomKeyStore.tfResourceType, id, { custom_key_store_name: name });
  }

  /**
   * What a key in this key store is made of: `material` of a `LogKey`, a `CustomerManagedKey` and the others. For keys of another
   * stack, deploy this one again once the key store is connected: they know what it knew then.
   *
   * @param externalKeyId id of the key in an external key manager, 1 to 128 letters, digits and `_.-`: needed there, and there only,
   * as HSMs make keys themselves
   * @throws Error when it is missing, or is none
   */
  material(externalKeyId?: string): KeyMaterial {
    const { connectionAdvice } = this;
    checkKeyId(this, externalKeyId);
    return { keyStoreId: this.idIfConnected, externalKeyId, ...(connectionAdvice && { connectionAdvice }) };
  }
}

/**
 * A key store in a CloudHSM cluster. The password of `kmsuser` is needed once, when the key store is made; KMS changes it
 * as it connects, and what was given is of no use from then on. A plan that would make the key store without it fails.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/create-keystore.html
 */
export class CloudHsmKeyStore extends CustomKeyStore {
  constructor(scope: Construct, id: string, props: CloudHsmKeyStoreProps) {
    const where = pathOf(scope, id);
    const { cluster, trustAnchor } = props;
    checkFormat(where, "cluster", clusterIdOf(cluster), FORMATS.clusterId);
    checkFormat(where, "trustAnchor", trustAnchor, FORMATS.certificate);
    if (typeof cluster !== "string" && cluster.hsms.length > 0 && cluster.hsms.length < LEAST_HSMS) {
      refuse(where, "cluster", { got: `${cluster.hsms.length} HSMs`, allowed: "HSMs in two zones" });
    }
    if (props.password !== undefined && isKnown(props.password)) {
      refuse(where, "password", { got: "a text", allowed: "an expression such as ${var.password}" });
    }
    super(scope, id, props, (store) => {
      // Another stack's state is not asked for in a condition of this one.
      const here =
        typeof cluster === "string" || cluster.hsms.some((hsm) => isElsewhere(store, hsm)) ? undefined : cluster;
      const password = props.password ?? `\${${secret(store, "password", "Password of kmsuser")}}`;
      return {
        customKeyStoreType: "AWS_CLOUDHSM",
        cloudHsmClusterId: clusterIdOf(cluster),
        trustAnchorCertificate: trustAnchor,
        keyStorePassword: password,
        dependsOn: typeof cluster === "string" ? undefined : after(store, ...cluster.hsms.map((ready) => ({ ready }))),
        lifecycle: {
          ...PREVENT_DESTROY,
          ignoreChanges: ["key_store_password"],
          precondition: here && [here.activated("A key store")],
          postcondition: [
            {
              condition: "${self.key_store_password != null}",
              errorMessage:
                "The key store is made with the password of kmsuser, which is not given. " +
                `Give it in the environment, as ${inShell(password)}, for this deployment alone.`,
            },
          ],
        },
      };
    });
  }
}

function clusterIdOf(cluster: KeyStoreCluster | string): string {
  return typeof cluster === "string" ? cluster : cluster.clusterId;
}

/**
 * A variable that is null but when something is made, in a name that shells take; answers with its expression.
 *
 * @param of what the value is, in one word or more with `_`
 */
function secret(store: Construct, of: string, description: string): string {
  const variable = new TerraformVariable(store, of, {
    type: "string",
    sensitive: true,
    description: `${description}: only where the key store is made`,
  });
  const path = store.node.scopes.slice(store.node.scopes.indexOf(TerraformStack.of(store)) + 1);
  variable.overrideLogicalId([...path.map(({ node }) => node.id), of].join("_").replaceAll(/[^A-Za-z0-9_]/g, "_"));
  // cdktf leaves null out, and Terraform would ask for the value.
  variable.addOverride("default", null);
  return `var.${variable.friendlyUniqueId}`;
}

/** The environment variable of an expression of a variable. */
function inShell(expression: string): string {
  return `TF_VAR_${/\bvar\.(\w+)/.exec(expression)?.[1] ?? "..."}`;
}

/**
 * A key store outside of AWS, behind an external key store proxy. The credential of the proxy is needed once, when the key
 * store is made; a plan that would make it without it fails.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/create-xks-keystore.html
 */
export class ExternalKeyStore extends CustomKeyStore {
  constructor(scope: Construct, id: string, props: ExternalKeyStoreProps) {
    checkExternal(pathOf(scope, id), props);
    const { connectivity = props.endpointService === undefined ? "public-endpoint" : "vpc-endpoint-service" } = props;
    super(scope, id, props, (store) => {
      const { accessKeyId, secretAccessKey } = bare(props.credential) ?? {
        accessKeyId: secret(store, "access_key_id", "Credential of the proxy"),
        secretAccessKey: secret(store, "secret_access_key", "The other half of the credential"),
      };
      return {
        customKeyStoreType: "EXTERNAL_KEY_STORE",
        xksProxyConnectivity: connectivity === "public-endpoint" ? "PUBLIC_ENDPOINT" : "VPC_ENDPOINT_SERVICE",
        xksProxyUriEndpoint: props.endpoint,
        xksProxyUriPath: props.path ?? "/kms/xks/v1",
        xksProxyVpcEndpointServiceName: props.endpointService,
        xksProxyAuthenticationCredential: {
          accessKeyId: `\${coalesce(${accessKeyId}, "${NO_ACCESS_KEY}")}`,
          rawSecretAccessKey: `\${coalesce(${secretAccessKey}, "${NO_SECRET_KEY}")}`,
        },
        lifecycle: {
          ...PREVENT_DESTROY,
          ignoreChanges: ["xks_proxy_authentication_credential"],
          postcondition: [
            {
              condition:
                `\${self.xks_proxy_authentication_credential[0].access_key_id != "${NO_ACCESS_KEY}" && ` +
                `self.xks_proxy_authentication_credential[0].raw_secret_access_key != "${NO_SECRET_KEY}"}`,
              errorMessage:
                "The key store is made with the credential of the external key store proxy, which is not given. " +
                `Give it in the environment, as ${inShell(accessKeyId)} and ${inShell(secretAccessKey)}, ` +
                "for this deployment alone.",
            },
          ],
        },
      };
    });
  }
}

function checkKeyId(store: Construct, externalKeyId: string | undefined): void {
  const where = `${store.node.path}: material`;
  if (store instanceof ExternalKeyStore) {
    checkFormat(where, "externalKeyId", externalKeyId ?? "", FORMATS.xksKeyId);
  } else if (externalKeyId !== undefined) {
    refuse(where, "externalKeyId", { got: externalKeyId, allowed: "none: HSMs make the key" });
  }
}

/** Expressions without the braces around them. */
function bare(credential: ExternalKeyStoreProps["credential"]): ExternalKeyStoreProps["credential"] {
  const of = (expression: string): string => /^\$\{(?!TfToken)([^${}]+)\}$/.exec(expression)?.[1] ?? expression;
  return credential && { accessKeyId: of(credential.accessKeyId), secretAccessKey: of(credential.secretAccessKey) };
}

/** Refuses a credential that is written down, without repeating it. */
function checkCredential(where: string, credential: ExternalKeyStoreProps["credential"]): void {
  for (const [prop, value] of Object.entries<string>({ ...credential })) {
    if (isKnown(value) && !/^[a-z_]\w*\./.test(value)) {
      refuse(where, `credential.${prop}`, { got: "a text", allowed: "an expression such as var.id" });
    }
  }
}

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html */
function checkExternal(where: string, props: ExternalKeyStoreProps): void {
  checkCredential(where, props.credential);
  checkFormats(where, props, {
    endpoint: FORMATS.xksEndpoint,
    path: FORMATS.xksPath,
    endpointService: FORMATS.xksEndpointService,
  });
  checkOneOf(where, "connectivity", props.connectivity, ["public-endpoint", "vpc-endpoint-service"]);
  const { connectivity, endpointService } = props;
  if (connectivity !== undefined && (connectivity === "vpc-endpoint-service") !== (endpointService !== undefined)) {
    refuse(where, "endpointService", { got: endpointService, allowed: "with vpc-endpoint-service, and with it only" });
  }
}
