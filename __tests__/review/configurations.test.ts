import { planOfConfigurations } from "../../review/configurations";
import type { TerraformJson } from "../../review/configurations";
import { originsOf } from "../../review/construct-paths";
import { review } from "../../review/build";
import { TODAY } from "./plans";

const reviewed = (before: TerraformJson | undefined, after: TerraformJson) =>
  review([{ stack: "a", plan: planOfConfigurations(before, after) }], { today: TODAY, source: "configurations" });
const topic = (block: object): TerraformJson => ({ resource: { aws_sns_topic: { a: { provider: "aws", ...block } } } });

describe("two configurations", () => {
  it("are compared as if the first were deployed", () => {
    const before = topic({ name: "a", tags: { a: "b" } });
    expect(reviewed(before, before)).toMatchObject({ verdict: "nothing", changes: [] });
    expect(reviewed(before, topic({ name: "a", tags: { a: "c" } })).changes).toMatchObject([
      { action: "update", attributes: [{ path: "tags.a", before: '"b"', after: '"c"' }] },
    ]);
    expect(reviewed(undefined, before).changes).toMatchObject([{ action: "create" }]);
  });

  it("replace what an argument replaces, and say which", () => {
    expect(reviewed(topic({ name: "a" }), topic({ name: "b" }))).toMatchObject({
      changes: [{ action: "replace", because: ["name"] }],
      dangers: [{ rule: "replaced", severity: "critical" }],
    });
    const flow = (value: number): TerraformJson => ({
      resource: {
        aws_cloudformation_stack_set_instance: { a: { deployment_targets: [{ organizational_unit_ids: [value] }] } },
      },
    });
    expect(reviewed(flow(1), flow(2)).changes).toMatchObject([
      { because: ["deployment_targets.organizational_unit_ids"] },
    ]);
  });

  it("destroy what is gone, and forget what the second says is forgotten", () => {
    const removed = [{ from: "aws_sns_topic.a", lifecycle: { destroy: false } }];
    expect(reviewed(topic({}), {}).changes).toMatchObject([{ action: "delete" }]);
    expect(reviewed(topic({}), { removed }).changes).toMatchObject([{ action: "forget" }]);
    expect(reviewed(topic({}), { removed: [{ from: "aws_sns_topic.a" }] }).changes).toMatchObject([
      { action: "delete" },
    ]);
  });

  it("move and import what blocks say", () => {
    const after: TerraformJson = {
      resource: { aws_sns_topic: { b: { name: "a" } }, aws_sqs_queue: { a: {} } },
      moved: [{ from: "aws_sns_topic.a", to: "aws_sns_topic.b" }],
      import: [{ to: "aws_sqs_queue.a", id: "https://queue" }],
    };
    expect(reviewed(topic({ name: "a" }), after).changes).toMatchObject([
      { action: "import", importId: "https://queue" },
      { action: "move", previousAddress: "aws_sns_topic.a" },
    ]);
  });

  it("do not have what is only kept from being destroyed", () => {
    expect(reviewed(topic({ count: 0 }), {}).changes).toEqual([]);
  });

  it("show that nothing keeps a resource from being destroyed any more", () => {
    const lifecycle = (prevent_destroy: boolean) => topic({ lifecycle: { prevent_destroy } });
    expect(reviewed(lifecycle(true), lifecycle(false)).dangers).toMatchObject([
      { rule: "protectionLost", details: ["lifecycle.prevent_destroy"] },
    ]);
    expect(reviewed(lifecycle(false), lifecycle(true)).dangers).toEqual([]);
  });

  it("know blocks that are one, or a list of one", () => {
    const versioning = (configuration: unknown): TerraformJson => ({
      resource: { aws_s3_bucket_versioning: { a: { versioning_configuration: configuration } } },
    });
    expect(reviewed(versioning({ status: "Enabled" }), versioning([{ status: "Suspended" }])).dangers).toMatchObject([
      { rule: "protectionLost" },
    ]);
  });

  it("have regions of providers, and outputs that change", () => {
    const json = (name: string): TerraformJson => ({
      resource: { aws_sns_topic: { a: { provider: "aws.us", display_name: name } } },
      provider: { aws: [{ region: "eu-west-1" }, { alias: "us", region: "us-east-1" }] },
      output: { a: { value: name }, b: { value: 1 } },
    });
    expect(reviewed(json("a"), json("b"))).toMatchObject({
      counts: { outputs: 1 },
      changes: [{ places: [{ region: "us-east-1" }] }],
    });
  });
});

it("origins of resources are those that cdktf writes", () => {
  const metadata = {
    path: "a/topic/Default",
    stackTrace: ["at x (/root/node_modules/a.js:1:2)", "at y (/root/stacks/a.ts:3:4)"],
  };
  const json = {
    resource: { aws_sns_topic: { a: { "//": { metadata } }, b: {} } },
    data: { aws_vpc: { c: { "//": { metadata: { path: "c" } } } } },
  };
  expect([...originsOf(json, "/root")]).toEqual([
    ["aws_sns_topic.a", { constructPath: "a/topic/Default", source: "stacks/a.ts:3" }],
    ["data.aws_vpc.c", { constructPath: "c" }],
  ]);
  expect(originsOf(null, "/root").size).toBe(0);
});
