import { connect } from "../../cloudhsm/connect";
import type { Attempt, Connection } from "../../cloudhsm/connect";
import { CONNECTION_ERRORS, explain, REFUSALS } from "../../cloudhsm/connection-errors";
import { awsError, fakeKms, minutes } from "./fakes";
import type { StoreState } from "./fakes";

const state = (ConnectionState: string, ConnectionErrorCode?: string): StoreState => ({
  ConnectionState,
  ...(ConnectionErrorCode === undefined ? {} : { ConnectionErrorCode }),
});

interface Outcome {
  readonly connection: Connection;
  readonly changes: readonly string[];
  readonly seen: readonly string[];
}

async function connected(
  states: readonly StoreState[],
  after: Readonly<Record<string, readonly StoreState[] | Error>> = {},
  other: Partial<Attempt> = {},
): Promise<Outcome> {
  const { changes, kms } = fakeKms(states, after);
  const seen: string[] = [];
  const connection = await connect({
    kms,
    name: "small-logs",
    reconnect: false,
    patience: minutes(20),
    onDone: () => undefined,
    onState: (text) => seen.push(text),
    ...other,
  });
  return { connection, changes, seen };
}

const CONNECTS = { ConnectCustomKeyStore: [state("CONNECTING"), state("CONNECTING"), state("CONNECTED")] };

describe("connecting a key store", () => {
  it("begins, and waits until it is connected", async () => {
    const { changes, connection, seen } = await connected([state("DISCONNECTED")], CONNECTS);
    expect(connection).toMatchObject({ kind: "connected", already: false });
    expect({ changes, seen }).toEqual({ changes: ["ConnectCustomKeyStore"], seen: ["CONNECTING", "CONNECTING"] });
  });

  it("leaves a store alone that is connected", async () => {
    const { changes, connection } = await connected([state("CONNECTED")]);
    expect(connection).toMatchObject({ kind: "connected", already: true });
    expect(changes).toEqual([]);
  });

  it("waits for a connection that a run before has begun", async () => {
    const { changes, connection } = await connected([state("CONNECTING"), state("CONNECTING"), state("CONNECTED")]);
    expect(connection).toMatchObject({ kind: "connected", already: false });
    expect(changes).toEqual([]);
  });

  it("waits for a disconnection that a run before has begun, then connects", async () => {
    const { changes, connection } = await connected([state("DISCONNECTING"), state("DISCONNECTED")], CONNECTS);
    expect(connection.kind).toBe("connected");
    expect(changes).toEqual(["ConnectCustomKeyStore"]);
  });

  it("gives up after the time, and leaves KMS to it", async () => {
    const { connection, seen } = await connected([state("DISCONNECTED")], {
      ConnectCustomKeyStore: [state("CONNECTING")],
    });
    expect(connection).toMatchObject({ kind: "waiting", store: { state: "CONNECTING" } });
    expect(seen.length).toBeGreaterThan(100);
  });

  it("ends with Ctrl-C, having begun what it has begun", async () => {
    const controller = new AbortController();
    const { changes, kms } = fakeKms([state("DISCONNECTED")], CONNECTS);
    const work = connect({
      kms,
      name: "small-logs",
      reconnect: false,
      patience: minutes(20, controller.signal),
      onDone: () => undefined,
      onState: () => {
        controller.abort();
      },
    });
    await expect(work).rejects.toThrow(/abort/i);
    expect(changes).toEqual(["ConnectCustomKeyStore"]);
  });

  it("says when there is no store", async () => {
    const { connection } = await connected([]);
    expect(connection).toEqual({ kind: "missing" });
  });

  it("does not disconnect a store that failed, and explains it", async () => {
    const { changes, connection } = await connected([state("FAILED", "USER_LOCKED_OUT")]);
    expect(connection).toMatchObject({
      kind: "failed",
      explanation: { cause: expect.stringContaining("locked out") as string },
    });
    expect(changes).toEqual([]);
  });

  it("disconnects it first when asked to, and waits for that", async () => {
    const { changes, connection } = await connected(
      [state("FAILED", "USER_LOCKED_OUT")],
      { DisconnectCustomKeyStore: [state("DISCONNECTING"), state("DISCONNECTED")], ...CONNECTS },
      { reconnect: true },
    );
    expect(connection.kind).toBe("connected");
    expect(changes).toEqual(["DisconnectCustomKeyStore", "ConnectCustomKeyStore"]);
  });

  it.each([...CONNECTION_ERRORS.cloudhsm.keys()])("explains a try that ends in %s", async (code) => {
    const { connection } = await connected([state("DISCONNECTED")], {
      ConnectCustomKeyStore: [state("CONNECTING"), state("FAILED", code)],
    });
    expect(connection).toMatchObject({
      kind: "failed",
      store: { errorCode: code },
      explanation: explain(code, "cloudhsm"),
    });
  });

  it.each([...REFUSALS.keys()])("explains what KMS refuses to begin with %s", async (name) => {
    const { connection } = await connected([state("DISCONNECTED")], { ConnectCustomKeyStore: awsError(name) });
    expect(connection).toMatchObject({
      kind: "refused",
      problem: expect.stringContaining(`(${name}: AWS says no)`) as string,
    });
  });

  it("does not swallow other errors", async () => {
    const denied = { ConnectCustomKeyStore: awsError("AccessDeniedException") };
    await expect(connected([state("DISCONNECTED")], denied)).rejects.toThrow("AWS says no");
  });
});

describe("the explanation of a connection error code", () => {
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_CustomKeyStoresListEntry.html
  const DOCUMENTED = [
    "INVALID_CREDENTIALS CLUSTER_NOT_FOUND NETWORK_ERRORS INTERNAL_ERROR INSUFFICIENT_CLOUDHSM_HSMS USER_LOCKED_OUT",
    "USER_NOT_FOUND USER_LOGGED_IN SUBNET_NOT_FOUND INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET XKS_PROXY_ACCESS_DENIED",
    "XKS_PROXY_NOT_REACHABLE XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND XKS_PROXY_INVALID_RESPONSE XKS_PROXY_TIMED_OUT",
    "XKS_PROXY_INVALID_CONFIGURATION XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION XKS_PROXY_INVALID_TLS_CONFIGURATION",
  ].flatMap((line) => line.split(" "));

  it("is there for every code that AWS documents", () => {
    const explained = Object.values(CONNECTION_ERRORS).flatMap((codes) => [...codes.keys()]);
    expect([...new Set(explained)].sort()).toEqual([...DOCUMENTED].sort());
  });

  it("is another for the credentials of a proxy than for those of kmsuser", () => {
    expect(explain("INVALID_CREDENTIALS", "cloudhsm").cause).toContain("kmsuser");
    expect(explain("INVALID_CREDENTIALS", "external").cause).toContain("proxy");
  });

  it("names AWS's page for a code that is new", () => {
    expect(explain("NEW_CODE", "external")).toMatchObject({
      page: "https://docs.aws.amazon.com/kms/latest/developerguide/xks-troubleshooting.html",
    });
  });
});
