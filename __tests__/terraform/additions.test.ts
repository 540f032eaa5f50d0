import { additionsOf } from "../../terraform/additions";

// Lines of `terraform plan -json` of Terraform 1.11.4, without times and what is not read.
const planned = (addr: string, action: string, more: object = {}): object => ({
  "@level": "info",
  change: { resource: { addr, resource_type: addr.split(".")[0] }, action, ...more },
  type: "planned_change",
});
const summary = (changes: object): object => ({
  changes: { add: 0, change: 0, import: 0, remove: 0, operation: "plan", ...changes },
  type: "change_summary",
});
const outputs = (...actions: string[]): object => ({
  outputs: Object.fromEntries(actions.map((action, index) => [`o${index}`, { sensitive: false, action }])),
  type: "outputs",
});
const additions = (...messages: object[]) =>
  additionsOf(["a wrapper's line", ...messages.map((message) => JSON.stringify(message))].join("\n"));

describe("the additions of a plan", () => {
  const created = planned("aws_sns_topic.a", "create");

  it("are what it creates, and the outputs that change", () => {
    const read = planned("data.aws_region.here", "read");
    expect(additions(created, read, summary({ add: 1 }), outputs("create", "noop", "update"))).toMatchObject({
      add: 1,
      change: 0,
      destroy: 0,
      outputs: 2,
      endangered: [],
      vanished: [],
    });
  });

  it.each<[string, object[]]>([
    ["updates", [planned("a.b", "update"), summary({ add: 1, change: 1 })]],
    ["replaces", [planned("a.b", "replace"), summary({ add: 2, remove: 1 })]],
    ["destroys", [planned("a.b", "delete"), summary({ add: 1, remove: 1 })]],
    ["moves", [planned("a.b", "move"), summary({ add: 1 })]],
    ["forgets", [planned("a.b", "remove", { reason: "delete_because_no_resource_config" }), summary({ add: 1 })]],
    ["adopts", [planned("a.b", "create", { importing: { id: "1" } }), summary({ add: 1, import: 1 })]],
    ["does what it does not list", [summary({ add: 2 })]],
    ["does what is not known here", [planned("a.b", "borrow"), summary({ add: 1 })]],
    ["found something deleted", [{ ...planned("a.b", "delete"), type: "resource_drift" }, summary({ add: 1 })]],
    ["has no summary", []],
  ])("are not all that there is to one that %s", (_, messages) => {
    expect(additions(created, ...messages)).toBeUndefined();
  });
});
