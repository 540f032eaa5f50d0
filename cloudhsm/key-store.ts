import {
  ConnectCustomKeyStoreCommand,
  DescribeCustomKeyStoresCommand,
  DescribeKeyCommand,
  DisconnectCustomKeyStoreCommand,
} from "@aws-sdk/client-kms";
import type { CustomKeyStoresListEntry, KMSClient } from "@aws-sdk/client-kms";

/** A custom key store as KMS describes it. */
export interface KeyStore {
  readonly id: string;
  readonly name: string;
  readonly type: "cloudhsm" | "external";
  readonly clusterId?: string;
  /** CONNECTED, CONNECTING, DISCONNECTED, DISCONNECTING or FAILED. */
  readonly state: string;
  /** Why it failed. */
  readonly errorCode?: string;
}

/** The store of a name, if there is one. */
export async function findKeyStore(kms: KMSClient, name: string): Promise<KeyStore | undefined> {
  try {
    const { CustomKeyStores: [store] = [] } = await kms.send(
      new DescribeCustomKeyStoresCommand({ CustomKeyStoreName: name }),
    );
    return store === undefined ? undefined : keyStoreOf(store);
  } catch (error) {
    if (isNamed(error, "CustomKeyStoreNotFoundException")) {
      return undefined;
    }
    throw error;
  }
}

export async function connectKeyStore(kms: KMSClient, id: string): Promise<void> {
  await kms.send(new ConnectCustomKeyStoreCommand({ CustomKeyStoreId: id }));
}

export async function disconnectKeyStore(kms: KMSClient, id: string): Promise<void> {
  await kms.send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId: id }));
}

/** A key of a store. */
export interface StoreKey {
  readonly id: string;
  readonly state: string;
  readonly storeId?: string;
}

/** The key of an alias, if there is one. */
export async function findKey(kms: KMSClient, alias: string): Promise<StoreKey | undefined> {
  try {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: alias }));
    return KeyMetadata === undefined
      ? undefined
      : {
          id: KeyMetadata.KeyId ?? alias,
          state: KeyMetadata.KeyState ?? "unknown",
          ...(KeyMetadata.CustomKeyStoreId === undefined ? {} : { storeId: KeyMetadata.CustomKeyStoreId }),
        };
  } catch (error) {
    if (isNamed(error, "NotFoundException")) {
      return undefined;
    }
    throw error;
  }
}

export function isNamed(error: unknown, name: string): error is Error {
  return error instanceof Error && error.name === name;
}

function keyStoreOf(store: CustomKeyStoresListEntry): KeyStore {
  return {
    id: store.CustomKeyStoreId ?? "",
    name: store.CustomKeyStoreName ?? "",
    type: store.CustomKeyStoreType === "EXTERNAL_KEY_STORE" ? "external" : "cloudhsm",
    ...(store.CloudHsmClusterId === undefined ? {} : { clusterId: store.CloudHsmClusterId }),
    state: store.ConnectionState ?? "unknown",
    ...(store.ConnectionErrorCode === undefined ? {} : { errorCode: store.ConnectionErrorCode }),
  };
}
