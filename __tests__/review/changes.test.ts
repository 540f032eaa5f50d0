import { changesOf } from "../../review/changes";
import type { PlanJson } from "../../review/plan-json";
import { change, planOf } from "../cli/plan/support";

const changes = (plan: PlanJson) => changesOf(plan, ({ name }) => `region of ${name}`);

describe("the changes of a plan", () => {
  it("are counted by what happens, a replacement as added and destroyed", () => {
    const plan = planOf([
      change("aws_s3_bucket.new", ["create"]),
      change("aws_s3_bucket.altered", ["update"]),
      change("aws_s3_bucket.gone", ["delete"]),
      change("aws_s3_bucket.replaced", ["delete", "create"]),
      change("aws_s3_bucket.replaced-gently", ["create", "delete"]),
      change("aws_s3_bucket.same", ["no-op"]),
    ]);
    expect(changes(plan)).toMatchObject({ add: 3, change: 1, destroy: 3 });
  });

  it("are those of resources: nothing is lost where only something is read", () => {
    const plan = planOf([change("data.aws_region.here", ["read"], { mode: "data" })]);
    expect(changes(plan)).toMatchObject({ add: 0, change: 0, destroy: 0, endangered: [] });
  });

  it("name what would be destroyed or replaced, where it is, and which attributes force it", () => {
    const plan = planOf([
      change("aws_iam_role.a", ["delete"]),
      change("aws_iam_role.b", ["create", "delete"], { because: ["name", "path", "name"] }),
    ]);
    expect(changes(plan).endangered).toEqual([
      { kind: "destroyed", address: "aws_iam_role.a", region: "region of a", action: "destroys", because: [] },
      {
        kind: "replaced",
        address: "aws_iam_role.b",
        region: "region of b",
        action: "replaces",
        because: ["name", "path"],
      },
    ]);
  });

  it("name what a failed replacement left", () => {
    const plan = planOf([change("aws_iam_role.a", ["delete"], { deposed: "12345678" })]);
    expect(changes(plan).endangered[0]?.address).toBe("aws_iam_role.a (left by a failed replacement)");
  });

  it("count apart what is adopted, moved and forgotten, and what changes for other stacks", () => {
    const adopted = { ...change("aws_iam_role.a", ["no-op"]), change: { actions: ["no-op"] as const, importing: {} } };
    const moved = change("aws_iam_role.b", ["no-op"], { previous_address: "aws_iam_role.c" });
    const plan = planOf([adopted, moved, change("aws_iam_role.d", ["forget"])]);
    const outputs = { arn: { actions: ["update" as const] }, id: { actions: ["no-op" as const] } };
    expect(changes({ ...plan, output_changes: outputs })).toMatchObject({
      add: 0,
      change: 0,
      destroy: 0,
      imported: 1,
      moved: 1,
      forgotten: 1,
      outputs: 1,
    });
  });

  it("name resources that somebody deleted by hand, and not what somebody altered or what was only read", () => {
    const drift = [
      change("aws_cloudtrail.trail", ["delete"]),
      change("aws_s3_bucket.logs", ["update"]),
      change("data.aws_vpcs.all", ["delete"], { mode: "data" }),
    ];
    const plan = { ...planOf([change("aws_cloudtrail.trail", ["create"])]), resource_drift: drift };
    expect(changes(plan)).toMatchObject({
      add: 1,
      endangered: [],
      vanished: [{ address: "aws_cloudtrail.trail", region: "region of trail" }],
    });
  });

  it("hold no value of any resource", () => {
    const secret = { ...change("aws_iam_access_key.a", ["delete"]) };
    Object.assign(secret.change, { before: { secret: "hunter2" } });
    expect(JSON.stringify(changes(planOf([secret])))).not.toContain("hunter2");
  });
});
