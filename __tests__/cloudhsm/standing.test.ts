import { readStanding } from "../../cloudhsm/standing";
import { cluster, CLUSTER_ID, fakeCloudHsm, fakeEc2, fakeKms, PLAN, STORE_ID } from "./fakes";

describe("where the ceremony is", () => {
  it("is read from AWS: cluster, store, key, the last backup that can be restored, client host", async () => {
    const backups = [
      { BackupId: "backup-1", BackupState: "READY", CreateTimestamp: 1 },
      { BackupId: "backup-2", BackupState: "READY", CreateTimestamp: 2 },
      { BackupId: "backup-3", BackupState: "PENDING_DELETION", CreateTimestamp: 3 },
    ];
    const { changes, cloudHsm } = fakeCloudHsm([[cluster("ACTIVE")]], { backups });
    const key = { KeyId: "key-1", KeyState: "Unavailable", CustomKeyStoreId: STORE_ID };
    const { changes: ofKms, kms } = fakeKms(
      [{ ConnectionState: "FAILED", ConnectionErrorCode: "CLUSTER_NOT_FOUND" }],
      {},
      key,
    );
    const ec2 = fakeEc2({ InstanceId: "i-1", State: { Name: "running" } });
    expect(await readStanding({ cloudHsm, kms, ec2 }, PLAN)).toMatchObject({
      activated: true,
      cluster: { ClusterId: CLUSTER_ID, State: "ACTIVE" },
      store: { id: STORE_ID, state: "FAILED", errorCode: "CLUSTER_NOT_FOUND", clusterId: CLUSTER_ID },
      explanation: { cause: "KMS cannot find the CloudHSM cluster of the store." },
      key: { id: "key-1", state: "Unavailable", storeId: STORE_ID },
      backup: { BackupId: "backup-2" },
      clientHost: { id: "i-1", state: "running" },
    });
    expect([...changes, ...ofKms]).toEqual([]);
  });

  it("is nowhere when there is nothing", async () => {
    const { cloudHsm } = fakeCloudHsm([[]]);
    const { kms } = fakeKms([]);
    const standing = await readStanding({ cloudHsm, kms, ec2: fakeEc2() }, PLAN);
    expect(standing).toEqual({ plan: PLAN, activated: false });
  });

  it("asks for no cluster where the store is an external one", async () => {
    const { cloudHsm } = fakeCloudHsm([[cluster("ACTIVE")]]);
    const { kms } = fakeKms([{ ConnectionState: "CONNECTED" }]);
    const standing = await readStanding({ cloudHsm, kms, ec2: fakeEc2() }, { ...PLAN, type: "external" });
    expect(standing).toMatchObject({ activated: false, store: { state: "CONNECTED" } });
    expect(standing.cluster).toBeUndefined();
  });
});
