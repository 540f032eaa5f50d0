// Plans of the real Terraform 1.11, which scripts/record-plans.ts writes and e2e/recorded-plans.test.ts makes again.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { markdown } from "../../cli/review/markdown";
import { pageOf } from "../../cli/review/html/page";
import { sarif } from "../../cli/review/sarif";
import { terminalText } from "../../cli/review/terminal";
import type { PlanJson } from "../../review/plan-json";
import { parseReport } from "../../review/report-json";
import { reviewed } from "./plans";

const FOLDER = join(__dirname, "recorded");
const read = (name: string) => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8")) as PlanJson;
const changesOf = (name: string) =>
  reviewed({ a: read(name) }).changes.map(({ action, places }) => `${action} ${places[0].address.split(".")[1] ?? ""}`);

describe("recorded plans", () => {
  it("have every action that there is", () => {
    expect(changesOf("create").every((change) => change.startsWith("create "))).toBe(true);
    expect(changesOf("change")).toEqual([
      "delete gone",
      "replace replaced",
      "forget left-alone",
      "update altered",
      "update secret",
      "create new",
      "move new-name",
    ]);
    expect(changesOf("import")).toEqual(["import taken"]);
  });

  it("say what changed and what vanished outside, apart from what Terraform would do", () => {
    const { changes, counts, dangers, drift } = reviewed({ a: read("drift") });
    expect(drift.map(({ action, type }) => `${action} ${type}`)).toEqual([
      "delete aws_cloudwatch_log_group",
      "update aws_sns_topic",
    ]);
    expect(drift[1]?.attributes).toEqual([
      { path: "display_name", before: '"as deployed"', after: '"as somebody left it"' },
    ]);
    expect(changes.map(({ action, places }) => `${action} ${places[0].address} ${String(places[0].region)}`)).toEqual([
      "update aws_sns_topic.alerts eu-west-1",
      "create aws_cloudwatch_log_group.trail eu-west-1",
    ]);
    expect(counts).toMatchObject({ add: 1, change: 1, destroy: 0, drifted: 2 });
    expect(dangers).toMatchObject([{ rule: "vanished", severity: "critical" }]);
  });

  it("say that a deployment failed after something was made", () => {
    expect(reviewed({ a: read("tainted") })).toMatchObject({
      dangers: [{ rule: "tainted", places: [{ address: "terraform_data.failed" }] }],
      changes: [{ action: "replace", reason: "a deployment failed after it was made" }],
    });
  });

  it("are of projects with modules, count and for_each", () => {
    const { changes, counts, dangers } = reviewed({ a: read("modules") });
    expect(changes.map(({ action, places, reason }) => [action, places[0].address, reason])).toEqual([
      ["delete", 'module.network[0].terraform_data.subnet["a"]', "for_each does not have its key any more"],
      ["delete", 'module.network[1].terraform_data.subnet["a"]', "its module is gone"],
      ["delete", 'module.network[1].terraform_data.subnet["b"]', "its module is gone"],
      ["delete", "terraform_data.many[1]", "its index is beyond count"],
      ["create", 'module.network[0].terraform_data.subnet["c\\"]"]', undefined],
    ]);
    expect(counts).toMatchObject({ add: 1, change: 0, destroy: 4, outputs: 1 });
    expect(dangers.every(({ rule }) => rule === "destroyed")).toBe(true);
  });

  it("say why something is replaced, destroyed or forgotten, and what is known after apply", () => {
    const { changes, dangers } = reviewed({ a: read("change") });
    expect(changes).toMatchObject([
      { reason: "the configuration does not have it any more" },
      { because: ["triggers_replace"], reason: "an argument cannot be updated" },
      {},
      { attributes: expect.arrayContaining([{ path: "input.days", before: "365", after: "30" }]) as unknown },
      {},
      { action: "create", attributes: [] },
      { previousAddress: "terraform_data.old-name" },
    ]);
    expect(dangers.map(({ rule }) => rule).sort()).toEqual(["destroyed", "forgotten", "replaced"]);
  });

  it("are of AWS as well: a policy that lets in everyone is found where it is new", () => {
    expect(reviewed({ a: read("aws") }).dangers).toMatchObject([
      { rule: "policyOpened", details: ["policy: Everyone"] },
    ]);
  });

  it.each(readdirSync(FOLDER).map((file) => file.replace(".json", "")))(
    "are shown in every form, and their secrets in none: %s",
    (name) => {
      const plan = read(name);
      const report = reviewed({ a: plan });
      expect(parseReport(JSON.parse(JSON.stringify(report)))).toEqual(report);
      for (const text of [
        JSON.stringify(report),
        markdown(report),
        terminalText(report),
        sarif(report),
        pageOf(report),
      ]) {
        expect(text).not.toContain("hunter2");
      }
      // It is in the plan itself: there is something to be masked.
      expect(JSON.stringify(plan).includes("hunter2")).toBe(["aws", "change", "create"].includes(name));
    },
  );
});
