import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { equivalentOf } from "../../../cli/inspector/equivalent";
import { describe as described, migrate } from "../../../cli/inspector/migrate";
import { readResources } from "../../../cli/inspector/resources";
import { equivalentSchedule } from "../../../cli/inspector/schedule";
import { extended, problems } from "../../config/support";

/** A state; what `terraform show -json` of Terraform 1.11.4 printed of a plan that destroys it; and the prior state of that. */
const FIXTURES = "__tests__/cli/inspector/fixtures";
const STATE = `${FIXTURES}/state.json`;
const folder = mkdtempSync(join(tmpdir(), "landing-zone-migrate-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const written = (content: string | Buffer): string => {
  const file = join(folder, "state.json");
  writeFileSync(file, content);
  return file;
};

describe("the migration of Amazon Inspector Classic", () => {
  it.each([STATE, `${FIXTURES}/shown.json`, `${FIXTURES}/plan.json`])("reads %s", (file) => {
    const { removed, targets } = equivalentOf(readResources(file));
    expect(targets).toEqual([
      {
        name: "production-weekly",
        tags: { Environment: ["production"] },
        accounts: ["444444444444"],
        regions: ["eu-west-1"],
        schedule: { frequency: "weekly", days: ["sunday"], time: "03:30" },
        rules: ["cis", "cve", "network-reachability", "security-best-practices"],
      },
      expect.objectContaining({ name: "everything", tags: {}, rules: ["cis"] }),
    ]);
    // Without the keys of instances: Terraform takes none there.
    expect(removed).toEqual([
      "aws_inspector_assessment_target.production",
      "aws_inspector_assessment_template.production",
      "aws_inspector_resource_group.production",
      "module.old.aws_inspector_assessment_target.all",
    ]);
  });

  it("says what is to be decided and done by hand", () => {
    expect(equivalentOf(readResources(STATE)).notes).toEqual([
      expect.stringContaining("module.old.aws_inspector_assessment_target.all: was about all instances of the region"),
      expect.stringContaining("no schedule was found"),
      expect.stringContaining("has no rules package that is known"),
      expect.stringContaining("aws_cloudwatch_event_target.assess: starts runs that there are no more"),
      expect.stringContaining("aws_cloudwatch_event_rule.assess: starts runs that there are no more"),
      "data.aws_inspector_rules_packages.all: asks the old API at every plan: take it out of the code",
    ]);
  });

  it("writes YAML that the loader takes, once everything has tags and the accounts are in the file", () => {
    const { targets } = equivalentOf(readResources(STATE));
    const [first] = targets;
    const text = described({ targets: first ? [{ ...first, accounts: ["shop"] }] : [], removed: [], notes: [] });
    const yaml = text.slice(0, text.indexOf("# for the code"));
    expect(problems(extended(yaml))).toEqual([]);
    expect(parse(yaml)).toMatchObject({ inspector: { targets: [{ name: "production-weekly" }] } });
  });

  it("prints blocks that make Terraform forget, as HCL and as JSON, in 80 columns", () => {
    const text = described(equivalentOf(readResources(STATE)));
    expect(text).toContain(
      "removed {\n  from = aws_inspector_resource_group.production\n  lifecycle {\n    destroy = false\n  }\n}",
    );
    const json = JSON.parse(text.slice(text.indexOf('{\n  "removed"'))) as { removed: unknown[] };
    expect(json.removed).toHaveLength(4);
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("prints all of it as JSON", () => {
    const write = jest.spyOn(process.stdout, "write").mockReturnValue(true);
    migrate(STATE, { json: true });
    const printed = JSON.parse(String(write.mock.calls[0]?.[0])) as { file: string; targets: unknown[] };
    write.mockRestore();
    expect(printed).toMatchObject({ file: STATE, removedJson: { removed: expect.any(Array) as unknown } });
    expect(printed.targets).toHaveLength(2);
  });

  it.each([
    ["", ":1:1: "],
    ["{ nothing", ":1:3: "],
    ["[]", ": not a state or plan of Terraform"],
    ["{}", ": not a state or plan of Terraform"],
    ["null", ": not a state or plan of Terraform"],
    ['{"version": 3, "resources": []}', ": version: a state of version 3, not 4"],
    ['{"version": 4, "resources": [7]}', ": resources[0]: not a mapping"],
    ['{"version": 4, "resources": [{"type": "a", "name": "b"}]}', ": resources[0]: a resource needs a type"],
    [
      '{"version": 4, "resources": [{"type": "a", "name": "b", "instances": ["x"]}]}',
      "resources[0].instances[0]: not a mapping",
    ],
    ['{"format_version": "1.0", "values": {"root_module": []}}', ": root_module: not a mapping"],
    [
      '{"format_version": "1.0", "values": {"root_module": {"resources": {}}}}',
      ": root_module: resources and child_modules",
    ],
    [
      '{"format_version": "1.0", "values": {"root_module": {"resources": [{}]}}}',
      ": root_module.resources[0]: a resource needs",
    ],
  ])("says where a file is not what it should be: %s", (text, message) => {
    expect(() => readResources(written(text))).toThrow(message);
  });

  it("ends with no stack trace where there is no file, no text, or too many levels", () => {
    expect(() => readResources(join(folder, "none"))).toThrow("there is no such file");
    expect(() => readResources(folder)).toThrow("it is a folder");
    expect(() => readResources("")).toThrow("there is no such file");
    expect(() => readResources(written(Buffer.from([0xff, 0xfe, 0x00])))).toThrow("not a text in UTF-8");
    const deep = `${'{"child_modules":['.repeat(60)}${"]}".repeat(60)}`;
    expect(() => readResources(written(`{"format_version":"1.0","values":{"root_module":${deep}}}`))).toThrow(
      "more than 50 deep",
    );
  });

  it("finds nothing in a state of other things", () => {
    expect(equivalentOf(readResources(written('{"version":4,"resources":[]}')))).toEqual({
      targets: [],
      removed: [],
      notes: [],
    });
  });

  it("gives targets names of their own, whatever the old ones were", () => {
    const template = (name: string) => ({
      address: `aws_inspector_assessment_template.x`,
      type: "aws_inspector_assessment_template",
      mode: "managed" as const,
      values: { name },
    });
    const { targets } = equivalentOf(["a b", "a/b", "---", "__proto__"].map(template));
    expect(targets.map(({ name }) => name)).toEqual(["a-b", "a-b-2", "target", "proto__"]);
  });
});

describe("the equivalent of a schedule", () => {
  it.each([
    ["rate(1 day)", { frequency: "daily" }, false],
    ["rate(7 days)", { frequency: "weekly" }, false],
    ["rate(12 hours)", { frequency: "daily" }, true],
    ["rate(30 days)", { frequency: "monthly" }, true],
    ["cron(0 3 * * ? *)", { frequency: "daily", time: "03:00" }, false],
    [
      "cron(15 22 ? * MON-WED *)",
      { frequency: "weekly", days: ["monday", "tuesday", "wednesday"], time: "22:15" },
      false,
    ],
    ["cron(0 3 ? * 1,7 *)", { frequency: "weekly", days: ["saturday", "sunday"], time: "03:00" }, false],
    ["cron(0 3 1 * ? *)", { frequency: "monthly", time: "03:00" }, true],
    ["cron(0/15 * ? * MON#1 *)", { frequency: "monthly" }, true],
    ["whenever", { frequency: "weekly" }, true],
  ])("%s", (expression, schedule, isNoted) => {
    const found = equivalentSchedule(expression);
    expect(found.schedule).toEqual(schedule);
    expect(found.note !== undefined).toBe(isNoted);
  });
});
