import type { KMSClient } from "@aws-sdk/client-kms";
import { connectKeyStore, disconnectKeyStore, findKeyStore } from "./key-store";
import type { KeyStore } from "./key-store";
import { REFUSALS, explain } from "./connection-errors";
import type { Explanation } from "./connection-errors";
import { waitUntil } from "./wait";
import type { Patience } from "./wait";

/** How a try to connect ended. */
export type Connection =
  | { readonly kind: "missing" }
  | { readonly kind: "connected"; readonly store: KeyStore; readonly already: boolean }
  | { readonly kind: "waiting"; readonly store: KeyStore }
  /** It failed, in this try or before; a failed store is disconnected first only when asked to. */
  | { readonly kind: "failed"; readonly store: KeyStore; readonly explanation: Explanation }
  /** AWS refused to begin. */
  | { readonly kind: "refused"; readonly store: KeyStore; readonly problem: string };

export interface Attempt {
  readonly kms: KMSClient;
  /** Name of the store. */
  readonly name: string;
  /** Disconnects a store that failed, and connects it again. */
  readonly reconnect: boolean;
  readonly patience: Patience;
  /** Called with what is done. */
  readonly onDone: (text: string) => void;
  /** Called with every state on the way. */
  readonly onState: (state: string) => void;
}

/**
 * Connects a store to its backing, and waits. May be run at any time: what is under way it waits for, what is connected it
 * leaves alone, and nothing is lost when it is ended, as KMS goes on by itself.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/connect-keystore.html
 */
export async function connect(attempt: Attempt): Promise<Connection> {
  const store = await findKeyStore(attempt.kms, attempt.name);
  if (store === undefined) {
    return { kind: "missing" };
  }
  switch (store.state) {
    case "CONNECTED":
      return { kind: "connected", store, already: true };
    case "CONNECTING":
      attempt.onDone("KMS connects it already");
      return end(await waitFor(attempt, store, ({ state }) => state !== "CONNECTING"));
    case "FAILED":
      return attempt.reconnect ? disconnectAndBegin(attempt, store) : end(store);
    case "DISCONNECTING":
      return beginWhenDisconnected(attempt, store);
    default:
      return begin(attempt, store);
  }
}

async function disconnectAndBegin(attempt: Attempt, store: KeyStore): Promise<Connection> {
  await disconnectKeyStore(attempt.kms, store.id);
  attempt.onDone(`disconnecting it, as it failed (${store.errorCode ?? "without a code"})`);
  return beginWhenDisconnected(attempt, store);
}

async function beginWhenDisconnected(attempt: Attempt, store: KeyStore): Promise<Connection> {
  const disconnected = await waitFor(attempt, store, ({ state }) => state === "DISCONNECTED");
  return disconnected.state === "DISCONNECTED"
    ? begin(attempt, disconnected)
    : { kind: "waiting", store: disconnected };
}

async function begin(attempt: Attempt, store: KeyStore): Promise<Connection> {
  try {
    await connectKeyStore(attempt.kms, store.id);
  } catch (error) {
    const refusal = error instanceof Error ? REFUSALS.get(error.name) : undefined;
    if (error instanceof Error && refusal !== undefined) {
      return { kind: "refused", store, problem: `${refusal} (${error.name}: ${error.message})` };
    }
    throw error;
  }
  attempt.onDone("connecting");
  return end(await waitFor(attempt, store, ({ state }) => state === "CONNECTED" || state === "FAILED"));
}

function end(store: KeyStore): Connection {
  switch (store.state) {
    case "CONNECTED":
      return { kind: "connected", store, already: false };
    case "FAILED":
      return { kind: "failed", store, explanation: explain(store.errorCode ?? "without a code", store.type) };
    default:
      return { kind: "waiting", store };
  }
}

async function waitFor(
  { kms, name, onState, patience }: Attempt,
  before: KeyStore,
  isWanted: (store: KeyStore) => boolean,
): Promise<KeyStore> {
  return waitUntil(
    async () => (await findKeyStore(kms, name)) ?? { ...before, state: "DELETED" },
    (store) => isWanted(store) || store.state === "DELETED",
    patience,
    ({ state }) => {
      onState(state);
    },
  );
}
