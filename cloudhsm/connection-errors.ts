/** What a code says, and what can be done. */
export interface Explanation {
  readonly cause: string;
  readonly action: string;
  readonly page: string;
}

export type StoreType = "cloudhsm" | "external";

const CLOUDHSM_PAGE = "https://docs.aws.amazon.com/kms/latest/developerguide/fix-keystore.html";
const EXTERNAL_PAGE = "https://docs.aws.amazon.com/kms/latest/developerguide/xks-troubleshooting.html";
const PASSWORD_PAGE = `${CLOUDHSM_PAGE}#fix-keystore-password`;

const NEW_PASSWORD =
  "Disconnect the store (`aws kms disconnect-custom-key-store`), set a new password by `user change-password " +
  "--username kmsuser --role crypto-user` in the CloudHSM CLI, and give KMS the same by `aws kms " +
  "update-custom-key-store --key-store-password`.";

const INTERNAL = "KMS could not complete the request because of an error of its own.";
const NETWORK = "Network errors keep KMS from the backing of the store; they usually pass.";

const CLOUDHSM: ReadonlyMap<string, Omit<Explanation, "page"> & { readonly page?: string }> = new Map(
  Object.entries({
    CLUSTER_NOT_FOUND: {
      cause: "KMS cannot find the CloudHSM cluster of the store.",
      action:
        "Was the cluster deleted, create one from its latest backup, disconnect the store (`aws kms " +
        "disconnect-custom-key-store`), and give it the new cluster by `aws kms update-custom-key-store " +
        "--cloud-hsm-cluster-id`.",
    },
    INSUFFICIENT_CLOUDHSM_HSMS: {
      cause: "The cluster has no active HSM; one is needed to connect, two in different zones to create keys.",
      action: "Deploy the key-store stack, which makes the HSMs that are missing.",
    },
    INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET: {
      cause: "A private subnet of the cluster has no free address; KMS needs one in each, better two.",
      action: "Free addresses in the subnets of the cluster.",
    },
    INTERNAL_ERROR: { cause: INTERNAL, action: "Nothing: the next try may do." },
    INVALID_CREDENTIALS: {
      cause: "The password that KMS has for kmsuser is not that of kmsuser in the cluster.",
      action: NEW_PASSWORD,
      page: PASSWORD_PAGE,
    },
    NETWORK_ERRORS: { cause: NETWORK, action: "Wait a few minutes." },
    SUBNET_NOT_FOUND: {
      cause: "A subnet of the cluster was deleted.",
      action:
        "Create a cluster from the latest backup in new subnets, disconnect the store (`aws kms " +
        "disconnect-custom-key-store`), and give it the new cluster by `aws kms update-custom-key-store " +
        "--cloud-hsm-cluster-id`.",
    },
    USER_LOCKED_OUT: {
      cause: "kmsuser is locked out of the cluster: five passwords were wrong.",
      action: NEW_PASSWORD,
      page: PASSWORD_PAGE,
    },
    USER_LOGGED_IN: {
      cause: "kmsuser is logged in to the cluster, so that KMS cannot change its password and log in.",
      action: "Log kmsuser out (`logout` in the CloudHSM CLI, on every host).",
      page: `${CLOUDHSM_PAGE}#login-kmsuser-2`,
    },
    USER_NOT_FOUND: {
      cause: "The cluster has no crypto user kmsuser.",
      action:
        "Create it by `user create --username kmsuser --role crypto-user` in the CloudHSM CLI, disconnect the store (`aws " +
        "kms disconnect-custom-key-store`), and give KMS its password by `aws kms update-custom-key-store " +
        "--key-store-password`.",
    },
  }),
);

const EXTERNAL: typeof CLOUDHSM = new Map(
  Object.entries({
    INTERNAL_ERROR: { cause: INTERNAL, action: "Nothing: the next try may do." },
    INVALID_CREDENTIALS: {
      cause: "The proxy does not accept the access key id or the secret access key that KMS has for it.",
      action: "Give KMS those of the proxy by `aws kms update-custom-key-store --xks-proxy-authentication-credential`.",
      page: `${EXTERNAL_PAGE}#fix-xks-credentials`,
    },
    NETWORK_ERRORS: { cause: NETWORK, action: "Wait a few minutes." },
    XKS_PROXY_ACCESS_DENIED: {
      cause: "The proxy denies the requests of KMS.",
      action: "Have the authorization rules of the proxy permit KMS to use it for you.",
      page: `${EXTERNAL_PAGE}#fix-xks-authorization`,
    },
    XKS_PROXY_INVALID_CONFIGURATION: {
      cause: "The configuration of the store does not fit the proxy.",
      action: "Compare keyStore.path with the path of the proxy.",
    },
    XKS_PROXY_INVALID_RESPONSE: {
      cause: "KMS cannot interpret the answer of the proxy.",
      action: "When it comes back, ask the vendor of the proxy.",
    },
    XKS_PROXY_INVALID_TLS_CONFIGURATION: {
      cause: "KMS cannot set up a TLS connection to the proxy.",
      action:
        "The proxy has to support TLS 1.2 or 1.3; its certificate has to be valid, of a CA that KMS trusts for external " +
        "key stores, and for the host of keyStore.endpoint.",
    },
    XKS_PROXY_NOT_REACHABLE: {
      cause: "KMS cannot reach the proxy, or the proxy none of the instances of the key manager.",
      action: "Compare keyStore.endpoint and keyStore.path with the proxy, and see that it and the key manager run.",
    },
    XKS_PROXY_TIMED_OUT: {
      cause: "The proxy does not answer KMS in time.",
      action:
        "See that the proxy and the key manager are quick enough; when it comes back, ask the vendor of the proxy.",
      page: `${EXTERNAL_PAGE}#fix-xks-latency`,
    },
    XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION: {
      cause: "The VPC endpoint service is not as KMS requires it.",
      action:
        "It has to be one for interface endpoints, of your account, with a network load balancer in two zones, without " +
        "acceptance, with cks.kms.REGION.amazonaws.com as an allowed principal and a verified private DNS name that the " +
        "TLS certificate names.",
    },
    XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND: {
      cause: "KMS cannot find the VPC endpoint service.",
      action: "Compare keyStore.endpointService with it, and allow cks.kms.REGION.amazonaws.com as its principal.",
    },
  }),
);

/** The codes that AWS documents for each kind of store. */
export const CONNECTION_ERRORS = { cloudhsm: CLOUDHSM, external: EXTERNAL } as const;

/**
 * What a connection error code says.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CustomKeyStoresListEntry.html
 */
export function explain(code: string, type: StoreType): Explanation {
  const page = type === "cloudhsm" ? CLOUDHSM_PAGE : EXTERNAL_PAGE;
  return {
    page,
    ...(CONNECTION_ERRORS[type].get(code) ?? {
      cause: "AWS had not documented this code when this program was written.",
      action: "Look it up on AWS's page.",
    }),
  };
}

/**
 * What KMS refuses to begin a connection with, while the store stays disconnected.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ConnectCustomKeyStore.html
 */
export const REFUSALS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    CloudHsmClusterNotActiveException:
      "The cluster is not active: it has to be initialized and activated, and no change of it may be under way.",
    CloudHsmClusterInvalidConfigurationException:
      "The cluster is not as KMS requires it: it needs an active HSM, and its security group " +
      "cloudhsm-cluster-<id>-sg rules that let its members reach each other on TCP 2223 to 2225.",
    CustomKeyStoreInvalidStateException:
      "The store is in a state that does not permit this, as another change of it is under way.",
    KMSInternalException: "KMS could not complete the request because of an error of its own; try again.",
  }),
);
