import { findCluster, isActivated } from "../../cloudhsm/cluster";
import type { WantedCluster } from "../../cloudhsm/cluster";
import type { Cluster } from "../../cloudhsm/client";
import { cluster, fakeCloudHsm } from "./fakes";

const named = (ClusterId: string, Name: string, State = "ACTIVE"): Cluster =>
  cluster(State, { ClusterId, TagList: [{ Key: "Name", Value: Name }] });

async function found(clusters: readonly Cluster[], wanted: Partial<WantedCluster> = {}): Promise<string | undefined> {
  const { cloudHsm } = fakeCloudHsm([clusters]);
  return (await findCluster(cloudHsm, { name: "small-hsm", ...wanted }))?.ClusterId;
}

describe("the cluster of a landing zone", () => {
  const ours = named("cluster-ours", "small-hsm");
  const theirs = named("cluster-theirs", "other");

  it("is the one that is asked for", async () => {
    expect(await found([ours, theirs], { id: "cluster-theirs" })).toBe("cluster-theirs");
    await expect(found([ours], { id: "cluster-none" })).rejects.toThrow(
      "there is no cluster cluster-none: cluster-ours (ACTIVE)",
    );
  });

  it("is that of the store, else the one with the name, and never one that somebody else has there", async () => {
    expect(await found([ours, theirs], { ofStore: "cluster-theirs" })).toBe("cluster-theirs");
    expect(await found([ours, theirs], { ofStore: "cluster-gone" })).toBe("cluster-ours");
    expect(await found([theirs])).toBeUndefined();
    expect(await found([theirs], { ofStore: "cluster-gone" })).toBeUndefined();
  });

  it("is none of those that are deleted", async () => {
    expect(await found([named("cluster-old", "small-hsm", "DELETED")])).toBeUndefined();
  });

  it("has to be named where several can be meant", async () => {
    const both = [ours, named("cluster-twin", "small-hsm")];
    await expect(found(both)).rejects.toThrow(
      "more than one cluster can be meant, name it by --cluster: cluster-ours (ACTIVE), cluster-twin (ACTIVE)",
    );
  });

  it.each([
    ["UNINITIALIZED", false],
    ["INITIALIZED", false],
    ["DELETE_IN_PROGRESS", false],
    ["ACTIVE", true],
    ["DEGRADED", true],
    ["UPDATE_IN_PROGRESS", true],
  ])("that is %s: activated %s", (State, activated) => {
    expect(isActivated({ State })).toBe(activated);
  });
});
