import { driftOf } from "../../review/drift";
import type { PlanJson } from "../../review/plan-json";
import { plan, resource } from "./plans";

const planWith = (drift: PlanJson["resource_drift"], changes: NonNullable<PlanJson["resource_changes"]>): PlanJson =>
  plan(changes, { resource_drift: drift });

describe("drift", () => {
  const topic = resource("aws_sns_topic.a", { name: "a", kms: "k" }, { name: "a", kms: "" });
  const backAgain = resource("aws_sns_topic.a", { name: "a", kms: "" }, { name: "a", kms: "k" });
  const other = resource("aws_sns_topic.b", null, { name: "b" });

  it("is apart from what is not applied", () => {
    expect(driftOf(planWith([topic], [backAgain, other]))).toMatchObject({
      drifted: [{ address: "aws_sns_topic.a", type: "aws_sns_topic", attributes: [{ path: "kms", before: '"k"' }] }],
      vanished: [],
      unmanaged: [],
      pending: { add: 1, change: 0, destroy: 0 },
    });
  });

  it("has what vanished, which is made again, once", () => {
    const gone = resource("aws_sns_topic.b", { name: "b" }, null);
    const found = driftOf(planWith([gone], [other]));
    expect(found.vanished).toEqual([{ address: "aws_sns_topic.b", type: "aws_sns_topic" }]);
    expect(found.pending).toMatchObject({ add: 0 });
  });

  it("is not what the configuration says nothing of", () => {
    const found = driftOf(planWith([topic], [resource("aws_sns_topic.a", {}, {}, { actions: ["no-op"] })]));
    expect(found).toMatchObject({ drifted: [], unmanaged: [{ address: "aws_sns_topic.a" }] });
  });

  it("is nothing that is put back where only a leftover of a failed replacement is destroyed", () => {
    const leftover = resource("aws_sns_topic.a", { name: "a" }, null, { resource: { deposed: "1a2b3c4d" } });
    expect(driftOf(planWith([topic], [leftover]))).toMatchObject({ drifted: [], pending: { destroy: 1 } });
  });

  it("is not what the configuration changes besides, beside what it says nothing of", () => {
    const accounts = resource("aws_x.a", { accounts: [1], name: "a" }, { accounts: [1, 2], name: "a" });
    const renamed = resource("aws_x.a", { accounts: [1, 2], name: "a" }, { accounts: [1, 2], name: "b" });
    expect(driftOf(planWith([accounts], [renamed]))).toMatchObject({
      drifted: [],
      unmanaged: [{ address: "aws_x.a" }],
      pending: { change: 1 },
    });
    const unknown = resource("aws_x.a", { accounts: [1, 2] }, { name: "b" }, { after_unknown: { accounts: true } });
    expect(driftOf(planWith([accounts], [unknown])).drifted).toEqual([]);
  });

  it("shows no secrets", () => {
    const marks = { before_sensitive: { p: true }, after_sensitive: { p: true } };
    const secret = resource("aws_x.a", { p: "hunter2-a" }, { p: "hunter2-b" }, marks);
    const found = driftOf(planWith([secret], [secret]));
    expect(found.drifted).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain("hunter2");
  });
});
