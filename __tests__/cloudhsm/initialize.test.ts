import type { Cluster } from "../../cloudhsm/client";
import { initialize } from "../../cloudhsm/initialize";
import type { Initialization } from "../../cloudhsm/initialize";
import { cluster, CLUSTER_ID, fakeCloudHsm, minutes, refusal } from "./fakes";
import { certificate, pem, rsaKeys } from "./x509/authority";

let ours: string;
let theirs: string;

beforeAll(async () => {
  const keys = await rsaKeys();
  ours = await pem(certificate({ subject: "CN=HSM", keys }));
  theirs = await pem(certificate({ subject: "CN=HSM of another", keys }));
});

const withCertificate = (state: string, ClusterCertificate: string): Cluster =>
  cluster(state, { Certificates: { ClusterCertificate } });

async function initialized(
  states: readonly Cluster[],
  onInitialize?: () => void,
  other: Partial<Initialization> = {},
): Promise<{ after: Cluster; changes: string[] }> {
  const { changes, cloudHsm } = fakeCloudHsm(
    states.map((state) => [state]),
    {
      onInitialize: () => {
        onInitialize?.();
        return Promise.resolve();
      },
    },
  );
  const after = await initialize({
    cloudHsm,
    clusterId: CLUSTER_ID,
    certificate: ours,
    trustAnchor: "anchor",
    patience: minutes(20),
    onDone: () => undefined,
    onState: () => undefined,
    ...other,
  });
  return { after, changes };
}

describe("initializing a cluster", () => {
  it("uploads, and waits, though AWS shows for a moment what was before", async () => {
    const { after, changes } = await initialized([
      cluster("UNINITIALIZED"),
      cluster("UNINITIALIZED"),
      cluster("INITIALIZE_IN_PROGRESS"),
      withCertificate("INITIALIZED", ours),
    ]);
    expect(after.State).toBe("INITIALIZED");
    expect(changes).toEqual([`initialize ${CLUSTER_ID}`]);
  });

  it("goes on with what a run before has begun", async () => {
    const { after, changes } = await initialized([
      cluster("INITIALIZE_IN_PROGRESS"),
      withCertificate("INITIALIZED", ours),
    ]);
    expect(after.State).toBe("INITIALIZED");
    expect(changes).toEqual([]);
  });

  it.each(["INITIALIZED", "ACTIVE"])("leaves a cluster alone that is %s with this certificate", async (state) => {
    const { after, changes } = await initialized([withCertificate(state, ours.replaceAll("\n", "\r\n"))]);
    expect(after.State).toBe(state);
    expect(changes).toEqual([]);
  });

  it("refuses a cluster that has another certificate", async () => {
    await expect(initialized([withCertificate("ACTIVE", theirs)])).rejects.toThrow(
      /is ACTIVE with another certificate than this one: a cluster is initialized once/,
    );
  });

  it("goes on where the answer of AWS was lost, as the second try is refused", async () => {
    const lost = (): never => {
      throw refusal("CloudHsmInvalidRequestException");
    };
    const { after } = await initialized(
      [cluster("UNINITIALIZED"), cluster("INITIALIZE_IN_PROGRESS"), withCertificate("INITIALIZED", ours)],
      lost,
    );
    expect(after.State).toBe("INITIALIZED");
  });

  it("fails where AWS refuses", async () => {
    const refused = (): never => {
      throw refusal("CloudHsmInvalidRequestException");
    };
    await expect(initialized([cluster("UNINITIALIZED")], refused)).rejects.toThrow("AWS says no");
  });

  it("fails with AWS's reason where it gave up", async () => {
    const states = [
      cluster("UNINITIALIZED"),
      cluster("INITIALIZE_IN_PROGRESS"),
      cluster("UNINITIALIZED", { StateMessage: "Invalid certificate" }),
    ];
    await expect(initialized(states)).rejects.toThrow("AWS did not initialize the cluster: Invalid certificate");
  });

  it("answers with what is under way after the time", async () => {
    const { after } = await initialized([cluster("UNINITIALIZED"), cluster("INITIALIZE_IN_PROGRESS")]);
    expect(after.State).toBe("INITIALIZE_IN_PROGRESS");
  });
});
