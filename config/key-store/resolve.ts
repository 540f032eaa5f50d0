import type { Configuration } from "../schema";
import type { HsmNetworkSettings, KeyStore, KeyStoreLog } from "./settings";

/** Addresses of the VPC of the HSMs, where none are chosen. */
const CIDR = "10.111.0.0/24";

/**
 * The key store, and which logs are encrypted with its key.
 *
 * @param trustAnchor text of the certificate that `keyStore.trustAnchor` names
 */
export function keyStoreOf(
  { archive, keyStore }: Pick<Configuration, "archive" | "keyStore">,
  trustAnchor?: string,
): KeyStore | undefined {
  if (keyStore === undefined) {
    return undefined;
  }
  const logs = keyStore.logs.filter((log): log is KeyStoreLog => log !== "replica");
  const isUsed = keyStore.phase === "active" && archive.encryption === keyStore.type;
  const common = { logs, encrypts: isUsed ? logs : [] };
  return keyStore.type === "external"
    ? { ...keyStore, ...common }
    : { ...keyStore, ...common, trustAnchor, network: networkOf(keyStore.network) };
}

function networkOf({
  cidr = CIDR,
  subnets,
}: Extract<Configuration["keyStore"], { type: "cloudhsm" }>["network"]): HsmNetworkSettings {
  return subnets === undefined ? { cidr } : { subnets };
}
