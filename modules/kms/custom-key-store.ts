import { DataAwsKmsCustomKeyStore } from "@cdktf/provider-aws/lib/data-aws-kms-custom-key-store";
import { KmsCustomKeyStore } from "@cdktf/provider-aws/lib/kms-custom-key-store";
import type { KmsCustomKeyStoreConfig } from "@cdktf/provider-aws/lib/kms-custom-key-store";
import type { ITerraformDependable, Precondition, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { PREVENT_DESTROY } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { keep } from "../kept";
import { NOT_CONNECTED } from "./key-material";
import type { KeyMaterial } from "./key-material";

interface CustomKeyStoreProps {
  readonly environment: Environment;
  /** Name of the key store, unique in the account and Region. */
  readonly name: string;
}

export interface CloudHsmKeyStoreProps extends CustomKeyStoreProps {
  /** `cluster-...`: activated, with active HSMs in two zones, and not used by another key store. */
  readonly clusterId: string;
  /** The HSMs, which have to be there first. */
  readonly hsms: readonly ITerraformDependable[];
  /** Refuses the key store as long as the cluster is not ready. */
  readonly precondition: Precondition;
  /** The self-signed certificate of the cluster's owner, in PEM. The provider compares it as text. */
  readonly trustAnchor: string;
  /** Expression for the password of `kmsuser`; null but when the key store is made. */
  readonly password: string;
}

export interface ExternalKeyStoreProps extends CustomKeyStoreProps {
  readonly connectivity: "public-endpoint" | "vpc-endpoint-service";
  /** `https://` and a host. */
  readonly endpoint: string;
  /** Ends with `/kms/xks/v1`. */
  readonly path: string;
  /** Name of the VPC endpoint service; only with `vpc-endpoint-service`. */
  readonly endpointService?: string;
  /** Expressions for the credential of the proxy; null but when the key store is made. */
  readonly credential: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

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
  readonly id: string;
  /** Its id once it is connected; before that something that KMS and Terraform refuse. */
  private readonly idIfConnected: string;

  protected constructor(
    scope: Construct,
    id: string,
    { environment, name }: CustomKeyStoreProps,
    config: Omit<KmsCustomKeyStoreConfig, "customKeyStoreName">,
  ) {
    super(scope, id);
    const store = new KmsCustomKeyStore(this, "Default", {
      ...inEnvironment(environment),
      customKeyStoreName: name,
      ...config,
    });
    this.id = store.id;
    const found = new DataAwsKmsCustomKeyStore(this, "state", {
      ...inEnvironment(environment),
      customKeyStoreId: store.id,
    });
    const state = `data.${found.terraformResourceType}.${found.friendlyUniqueId}`;
    this.idIfConnected = `\${${state}.connection_state == "CONNECTED" ? ${state}.id : "${NOT_CONNECTED}"}`;
  }

  /** Refuses to destroy a key store that the code does not make any more: one that was directly in the stack. */
  static keep(stack: TerraformStack, id: string, { environment, name }: CustomKeyStoreProps): void {
    keep(stack, environment, KmsCustomKeyStore.tfResourceType, id, { custom_key_store_name: name });
  }

  /** What a key in this key store is made of. */
  material(externalKeyId?: string): KeyMaterial {
    return { keyStoreId: this.idIfConnected, externalKeyId };
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
    super(scope, id, props, {
      customKeyStoreType: "AWS_CLOUDHSM",
      cloudHsmClusterId: props.clusterId,
      trustAnchorCertificate: props.trustAnchor,
      keyStorePassword: props.password,
      dependsOn: [...props.hsms],
      lifecycle: {
        ...PREVENT_DESTROY,
        ignoreChanges: ["key_store_password"],
        precondition: [props.precondition],
        postcondition: [
          {
            condition: "${self.key_store_password != null}",
            errorMessage:
              "The key store is made with the password of kmsuser, which is not given. " +
              "Give it in the environment, as TF_VAR_key_store_password, for this deployment alone.",
          },
        ],
      },
    });
  }
}

/**
 * A key store outside of AWS, behind an external key store proxy. The credential of the proxy is needed once, when the key
 * store is made; a plan that would make it without it fails.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/create-xks-keystore.html
 */
export class ExternalKeyStore extends CustomKeyStore {
  constructor(scope: Construct, id: string, props: ExternalKeyStoreProps) {
    const { accessKeyId, secretAccessKey } = props.credential;
    super(scope, id, props, {
      customKeyStoreType: "EXTERNAL_KEY_STORE",
      xksProxyConnectivity: props.connectivity === "public-endpoint" ? "PUBLIC_ENDPOINT" : "VPC_ENDPOINT_SERVICE",
      xksProxyUriEndpoint: props.endpoint,
      xksProxyUriPath: props.path,
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
              "Give it in the environment, as TF_VAR_xks_proxy_access_key_id and TF_VAR_xks_proxy_secret_access_key, " +
              "for this deployment alone.",
          },
        ],
      },
    });
  }
}
