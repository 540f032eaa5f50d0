import type { PlanJson } from "../../review/plan-json";
import { deviationsOf } from "../../review/reviewed";
import type { Deviation } from "../../review/reviewed";
import { plan, resource } from "./plans";

const BUCKET = "aws_s3_bucket.logs";
const update = (after: object, more: Parameters<typeof resource>[3] = {}) =>
  resource(BUCKET, { name: "logs", days: 1 }, { name: "logs", ...after }, more);
const outputs = (change: object): PlanJson => plan([], { output_changes: { arn: change as never } });

describe("a plan that was made again", () => {
  it.each<[string, PlanJson, PlanJson]>([
    ["is the same", plan([update({ days: 2 })]), plan([update({ days: 2 })])],
    [
      "has values that were not known",
      plan([update({}, { after_unknown: { days: true, tags: { key: true } } })]),
      plan([update({ days: 7, tags: { key: "arn:aws:kms:eu-west-1:111111111111:key/1" } })]),
    ],
    [
      "has such values in a set, which is sorted otherwise",
      plan([update({ rules: [{ id: "b" }, { id: null }] }, { after_unknown: { rules: [{}, { id: true }] } })]),
      plan([update({ rules: [{ id: "a" }, { id: "b" }] })]),
    ],
    [
      "has a block of which nothing was known",
      plan([update({}, { after_unknown: { rules: [{ id: true }] } })]),
      plan([update({ rules: [{ id: "a" }] })]),
    ],
    [
      "changes no more what would have changed by what was not known",
      plan([update({}, { after_unknown: { days: true } })]),
      plan([update({ days: 1 }, { actions: ["no-op"] })]),
    ],
    [
      "leaves out what is null",
      plan([update({ days: 2, prefix: null })]),
      plan([resource(BUCKET, { days: 1, name: "logs", prefix: null }, { days: 2, name: "logs" })]),
    ],
    ["reads other data", plan([]), plan([{ ...update({ days: 2 }), mode: "data" }])],
    ["reads data no more", plan([resource("data.aws_x.y", null, {}, { actions: ["read"] })]), plan([])],
    [
      "has outputs that were not known",
      outputs({ actions: ["create"], after_unknown: true }),
      outputs({ actions: ["create"], after: "arn" }),
    ],
    [
      "has an output that is what it was, as was not known",
      outputs({ actions: ["update"], before: "arn", after_unknown: true }),
      outputs({ actions: ["no-op"], before: "arn", after: "arn" }),
    ],
  ])("does the same when it %s", (_, reviewed, again) => {
    expect(deviationsOf(reviewed, again)).toEqual([]);
  });

  it.each<[string, PlanJson, PlanJson, Deviation]>([
    [
      "changes what nobody reviewed",
      plan([]),
      plan([update({ days: 2 })]),
      { address: BUCKET, kind: "added", now: "update" },
    ],
    [
      "does not do what was reviewed",
      plan([update({ days: 2 })]),
      plan([update({ days: 1 }, { actions: ["no-op"] })]),
      { address: BUCKET, kind: "missing", reviewed: "update" },
    ],
    [
      "destroys no more",
      plan([resource(BUCKET, { name: "logs" }, null)]),
      plan([]),
      { address: BUCKET, kind: "missing", reviewed: "delete" },
    ],
    [
      "replaces in place of changing",
      plan([update({ days: 2 })]),
      plan([update({ days: 2 }, { actions: ["delete", "create"] })]),
      { address: BUCKET, kind: "action", reviewed: "update", now: "replace" },
    ],
    [
      "destroys first in place of last",
      plan([update({ days: 2 }, { actions: ["create", "delete"] })]),
      plan([update({ days: 2 }, { actions: ["delete", "create"] })]),
      { address: BUCKET, kind: "action", reviewed: "replace", now: "replace" },
    ],
    [
      "has another value",
      plan([update({ days: 2 }, { after_unknown: { arn: true } })]),
      plan([update({ days: 3, arn: "arn" })]),
      { address: BUCKET, kind: "after", paths: ["days"] },
    ],
    [
      "does not know what was known",
      plan([update({ days: 2 })]),
      plan([update({}, { after_unknown: { days: true } })]),
      { address: BUCKET, kind: "after", paths: ["days"] },
    ],
    [
      "has another entry beside one that was not known",
      plan([update({ rules: [{ id: "b" }, { id: null }] }, { after_unknown: { rules: [{}, { id: true }] } })]),
      plan([update({ rules: [{ id: "a" }, { id: "c" }] })]),
      { address: BUCKET, kind: "after", paths: ["rules.0.id"] },
    ],
    [
      "has those in another order that were known",
      plan([update({ rules: ["a", "b", null] }, { after_unknown: { rules: [false, false, true] } })]),
      plan([update({ rules: ["b", "a", "c"] })]),
      { address: BUCKET, kind: "after", paths: ["rules.0", "rules.1"] },
    ],
    [
      "has one more entry",
      plan([update({ rules: [{ id: null }] }, { after_unknown: { rules: [{ id: true }] } })]),
      plan([update({ rules: [{ id: "a" }, { id: "c" }] })]),
      { address: BUCKET, kind: "after", paths: ["rules.1"] },
    ],
    [
      "is sorted otherwise, and everything was known",
      plan([update({ rules: ["a", "b"] })]),
      plan([update({ rules: ["b", "a"] })]),
      { address: BUCKET, kind: "after", paths: ["rules.0", "rules.1"] },
    ],
    [
      "comes from another value",
      plan([update({ days: 2 })]),
      plan([resource(BUCKET, { name: "logs", days: 0 }, { name: "logs", days: 2 })]),
      { address: BUCKET, kind: "before", paths: ["days"] },
    ],
    [
      "replaces for another reason",
      plan([update({ days: 2 }, { actions: ["delete", "create"], replace_paths: [["days"]] })]),
      plan([update({ days: 2 }, { actions: ["delete", "create"], replace_paths: [["name"]] })]),
      { address: BUCKET, kind: "because", paths: ["days", "name"] },
    ],
    [
      "moves",
      plan([update({ days: 2 })]),
      plan([{ ...update({ days: 2 }), previous_address: "aws_s3_bucket.old" }]),
      { address: BUCKET, kind: "move" },
    ],
    [
      "imports something else",
      plan([update({ days: 2 }, { importing: { id: "one" } })]),
      plan([update({ days: 2 }, { importing: { id: "two" } })]),
      { address: BUCKET, kind: "import" },
    ],
    [
      "forgets",
      plan([]),
      plan([resource(BUCKET, {}, null, { actions: ["forget"] })]),
      { address: BUCKET, kind: "added", now: "forget" },
    ],
    [
      "is one of a later version",
      plan([]),
      plan([resource(BUCKET, {}, null, { actions: ["exile" as never] })]),
      { address: BUCKET, kind: "added", now: "unknown" },
    ],
    ["ends before its end", plan([]), plan([], { complete: false }), { address: "", kind: "incomplete" }],
    [
      "has another output",
      outputs({ actions: ["update"], before: "a", after: "b" }),
      outputs({ actions: ["update"], before: "a", after: "c" }),
      { address: "output.arn", kind: "after" },
    ],
    [
      "has an output that nobody reviewed",
      outputs({ actions: ["no-op"], before: "a", after: "a" }),
      outputs({ actions: ["update"], before: "a", after: "c" }),
      { address: "output.arn", kind: "added" },
    ],
    [
      "loses an output",
      plan([]),
      outputs({ actions: ["delete"], before: "a" }),
      { address: "output.arn", kind: "added" },
    ],
    [
      "does not change an output",
      outputs({ actions: ["update"], before: "a", after: "b" }),
      outputs({ actions: ["no-op"], before: "a", after: "a" }),
      { address: "output.arn", kind: "missing" },
    ],
  ])("does otherwise when it %s", (_, reviewed, again, deviation) => {
    expect(deviationsOf(reviewed, again)).toEqual([deviation]);
  });

  it("holds no value", () => {
    const [was, is] = ["secret-one", "secret-two"].map((password) => plan([update({ password })]));
    expect(JSON.stringify(deviationsOf(was ?? {}, is ?? {}))).not.toContain("secret");
  });

  describe("after an apply that failed", () => {
    const one = resource("aws_sns_topic.a", null, { name: "a" });
    const two = resource("aws_sns_topic.b", null, { name: "b" });

    it("does what is left", () => {
      expect(deviationsOf(plan([one, two]), plan([two]), { isBegun: true })).toEqual([]);
      expect(deviationsOf(plan([one, two]), plan([two]))).toEqual([
        { address: one.address, kind: "missing", reviewed: "create" },
      ]);
    });

    it("does not destroy what the apply made and left tainted", () => {
      const tainted = resource(two.address, { name: "b" }, { name: "b" }, { actions: ["delete", "create"] });
      expect(deviationsOf(plan([one, two]), plan([tainted]), { isBegun: true })).toEqual([
        { address: two.address, kind: "action", reviewed: "create", now: "replace" },
      ]);
    });
  });
});
