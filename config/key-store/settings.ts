import type { Immutable } from "../immutable";
import type { Configuration } from "../schema";

type Settings = Immutable<NonNullable<Configuration["keyStore"]>>;
type CloudHsmSettings = Extract<Settings, { readonly type: "cloudhsm" }>;
type ExternalSettings = Extract<Settings, { readonly type: "external" }>;

/** A KMS custom key store, resolved. */
export type KeyStore = CloudHsmKeyStore | ExternalKeyStore;

export interface CloudHsmKeyStore extends Omit<CloudHsmSettings, "logs" | "network"> {
  readonly logs: readonly KeyStoreLog[];
  /** Those of `logs` that are encrypted with its key now. */
  readonly encrypts: readonly KeyStoreLog[];
  readonly network: HsmNetworkSettings;
  /** Text of the certificate, in PEM with lines of 64 characters; there from `phase: store` on. */
  readonly trustAnchor?: string;
}

export interface ExternalKeyStore extends Omit<ExternalSettings, "logs"> {
  readonly logs: readonly KeyStoreLog[];
  /** Those of `logs` that are encrypted with its key now. */
  readonly encrypts: readonly KeyStoreLog[];
}

/** Logs that a key store in the home region can encrypt. */
export type KeyStoreLog = Exclude<Settings["logs"][number], "replica">;

/** The addresses of a VPC that is made, or subnets that exist. */
export type HsmNetworkSettings = { readonly cidr: string } | { readonly subnets: readonly string[] };
