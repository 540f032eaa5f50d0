import { MemoryStore } from "../../log-integrity/samples/memory-store";
import { relocated } from "../../log-integrity/relocate";

describe("a store of copies", () => {
  const store = new MemoryStore();
  store.put({ bucket: "copy", key: "from-a/AWSLogs/1" }, Buffer.from("1"));
  store.put({ bucket: "copy", key: "from-a/AWSLogs/2" }, Buffer.from("2"));
  store.put({ bucket: "other", key: "AWSLogs/3" }, Buffer.from("3"));
  const copies = relocated(store, [
    { recorded: { bucket: "a", prefix: "logs" }, actual: { bucket: "copy", prefix: "from-a" } },
  ]);

  it("is asked for the names that CloudTrail gave, and answers by them", async () => {
    const pages = [];
    for await (const page of copies.list("a", "logs/AWSLogs/", "logs/AWSLogs/1")) pages.push(page);
    expect(pages).toEqual([["logs/AWSLogs/2"]]);
    expect(await copies.folders("a", "logs/")).toEqual(["AWSLogs"]);
    expect(await copies.get({ bucket: "a", key: "logs/AWSLogs/1" })).toMatchObject({ state: "found" });
    const versions = [];
    for await (const page of copies.versions("a", "logs/AWSLogs/2")) versions.push(...page);
    expect(versions).toMatchObject([{ bucket: "a", key: "logs/AWSLogs/2" }]);
  });

  it("leaves everything else where it is", async () => {
    expect(await copies.get({ bucket: "other", key: "AWSLogs/3" })).toMatchObject({ state: "found" });
    expect(await copies.get({ bucket: "a", key: "logs2/AWSLogs/1" })).toMatchObject({ state: "absent" });
  });
});
