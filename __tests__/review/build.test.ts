import { actionOf } from "../../review/actions";
import type { Action, PlanJson } from "../../review/plan-json";
import { RULES, severityOf } from "../../review/rules";
import { change } from "../cli/plan/support";
import { plan, policy, resource, reviewed, TODAY } from "./plans";

const ALARM = (account: string, region: string, threshold: number) => ({
  alarm_name: `root-${region}`,
  threshold,
  alarm_actions: [`arn:aws:sns:${region}:${account}:alerts`],
});
const of = (account: string) => ({
  configuration: {
    provider_config: { aws: { expressions: { allowed_account_ids: { constant_value: [account] } } } },
  },
});

describe("the actions of a plan", () => {
  it.each<[string[], string]>([
    [["no-op"], "nothing"],
    [["create"], "create"],
    [["read"], "read"],
    [["open"], "read"],
    [["update"], "update"],
    [["delete"], "delete"],
    [["delete", "create"], "replace"],
    [["create", "delete"], "replace"],
    [["forget"], "forget"],
    [["create", "forget"], "replaceForgetting"],
    [["forget", "create"], "replaceForgetting"],
    [["explode"], "unknown"],
    [["create", "explode"], "unknown"],
    [[], "unknown"],
  ])("%j is %s", (actions, expected) => {
    expect(actionOf(change("aws_x.a", actions as Action[]))).toBe(expected);
  });

  it("that are unknown are a danger, and no crash, whatever is written there", () => {
    for (const actions of [["explode"], null, "explode", [null], [{}]]) {
      const odd = change("aws_x.a", actions as never);
      expect(reviewed({ a: [odd] })).toMatchObject({
        verdict: "dangers",
        dangers: [{ rule: "unknownAction", severity: "critical" }],
      });
    }
  });

  it("name what is imported and moved", () => {
    const imported = resource("aws_x.a", {}, {}, { actions: ["no-op"], importing: { id: "i-1" } });
    const moved = change("aws_x.b", ["no-op"], { previous_address: "aws_x.c" });
    expect(reviewed({ a: [imported, moved] })).toMatchObject({
      verdict: "changes",
      counts: { imported: 1, moved: 1 },
      changes: [
        { action: "import", importId: "i-1" },
        { action: "move", previousAddress: "aws_x.c" },
      ],
    });
  });
});

describe("a review", () => {
  it("shows the same change in many accounts and regions once, with all the places", () => {
    const accounts = ["111111111111", "222222222222", "333333333333"];
    const plans = accounts.map((account) => [
      `baseline-${account}`,
      plan(
        ["eu-west-1", "us-east-1"].map((region) =>
          resource(`aws_cloudwatch_metric_alarm.root-${region}`, ALARM(account, region, 1), ALARM(account, region, 2)),
        ),
        {
          configuration: {
            provider_config: {
              ...of(account).configuration.provider_config,
              "aws.eu-west-1": { expressions: { region: { constant_value: "eu-west-1" } } },
              "aws.us-east-1": { expressions: { region: { constant_value: "us-east-1" } } },
            },
            root_module: {
              resources: ["eu-west-1", "us-east-1"].map((region) => ({
                address: `aws_cloudwatch_metric_alarm.root-${region}`,
                provider_config_key: `aws.${region}`,
              })),
            },
          },
        },
      ),
    ]);
    const { changes, stacks } = reviewed(Object.fromEntries(plans) as Record<string, PlanJson>);
    expect(changes).toHaveLength(1);
    expect(changes[0]?.places.map(({ account, region }) => `${account} ${region}`)).toEqual(
      accounts.flatMap((account) => [`${account} eu-west-1`, `${account} us-east-1`]),
    );
    expect(changes[0]?.attributes).toEqual([{ path: "threshold", before: "1", after: "2" }]);
    expect(stacks.map(({ counts }) => counts.change)).toEqual([2, 2, 2]);
  });

  it("keeps apart what differs in more than names", () => {
    const alarm = (threshold: number) => [resource("aws_cloudwatch_metric_alarm.a", { threshold: 1 }, { threshold })];
    expect(reviewed({ "baseline-a": alarm(2), "baseline-b": alarm(3) }).changes).toHaveLength(2);
  });

  it("calls the account what the names of outputs call it", () => {
    const allowed_account_ids = {
      references: [
        "data.terraform_remote_state.x.outputs.cross-stack-output-aws_organizations_accountaccount-log-archiveid",
      ],
    };
    const configuration = { provider_config: { aws: { expressions: { allowed_account_ids } } } };
    expect(reviewed({ archive: plan([], { configuration }) }).stacks).toMatchObject([{ account: "log-archive" }]);
  });

  it("has the worst danger first, and the worst change", () => {
    const { changes, dangers } = reviewed({
      a: [
        change("aws_sqs_queue_other.a", ["delete"]),
        change("aws_iam_role.a", ["create"]),
        change("aws_kms_key.a", ["delete"]),
        change("aws_sns_topic_policy.a", ["delete", "create"]),
      ],
    });
    expect(dangers.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      "keyDestroyed critical",
      "replaced high",
      "destroyed medium",
    ]);
    expect(changes.map(({ action }) => action)).toEqual(["delete", "delete", "replace", "create"]);
  });

  it("says that a policy lets in more, and that it lets in everyone", () => {
    const before = {
      policy: policy({
        Sid: "A",
        Effect: "Allow",
        Principal: { AWS: "111111111111" },
        Action: "s3:GetObject",
        Resource: "*",
      }),
    };
    const after = {
      policy: policy({ Sid: "A", Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" }),
    };
    const rules = (one: object | null, other: object) =>
      reviewed({ a: [resource("aws_s3_bucket_policy.a", one as never, other as never)] }).dangers.map(
        ({ details, rule }) => [rule, details],
      );
    expect(rules(before, after)).toEqual([
      ["policyOpened", ["policy: A"]],
      ["policyWidened", ["policy: A, principals + * - AWS: 111111111111"]],
    ]);
    expect(rules(null, after)).toEqual([["policyOpened", ["policy: A"]]]);
    expect(rules(after, before)).toEqual([]);
  });

  it("says that an administrator's policy is attached to a role that is there, and not to one that is made with it", () => {
    const attachment = resource("aws_iam_role_policy_attachment.a", null, {
      role: "somebody",
      policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
    });
    expect(reviewed({ a: [attachment] }).dangers).toMatchObject([{ rule: "policyWidened" }]);
    expect(reviewed({ a: [attachment, resource("aws_iam_role.a", null, { name: "somebody" })] }).dangers).toEqual([]);
  });

  it("has drift apart from changes, and dangers of what vanished", () => {
    const drift = [
      resource("aws_cloudtrail.a", { name: "a" }, null),
      resource("aws_iam_user.a", { name: "a" }, null),
      resource("aws_sns_topic.a", { tags: {} }, { tags: { a: "b" } }),
    ];
    const report = reviewed({ a: plan([], { resource_drift: drift }) });
    expect(report.changes).toEqual([]);
    expect(report.drift).toHaveLength(3);
    expect(report.dangers).toMatchObject([{ rule: "vanished", severity: "critical", type: "aws_cloudtrail" }]);
    expect(report.counts).toMatchObject({ drifted: 3, destroy: 0 });
  });

  it.each([
    [{ errored: true }, "planning failed"],
    [{ complete: false }, "limited"],
    [{ format_version: "2.0" }, "its format is 2.0"],
    [
      { deferred_changes: [{ reason: "provider_config_unknown", resource_change: change("aws_x.a", ["create"]) }] },
      "aws_x.a is put off",
    ],
  ])("says that a plan is not complete: %j", (more, text) => {
    expect(reviewed({ a: plan([], more) }).dangers).toMatchObject([
      { rule: "planIncomplete", details: [expect.stringContaining(text)] },
    ]);
  });

  it("masks sensitive values in dangers, too", () => {
    const moved = resource(
      "aws_organizations_account.a",
      { parent_id: "ou-hunter2" },
      { parent_id: "r-hunter2" },
      {
        before_sensitive: { parent_id: true },
        after_sensitive: { parent_id: true },
      },
    );
    expect(JSON.stringify(reviewed({ a: [moved] }))).not.toContain("hunter2");
  });

  it("is about resources: what is only read is nothing", () => {
    const read = change("data.aws_x.a", ["read"], { mode: "data" });
    expect(reviewed({ a: [read] })).toMatchObject({ verdict: "nothing", exitCode: 0, changes: [] });
  });

  it("names the construct beside the address, and the source", () => {
    const inputs = { a: [change('aws_kms_key.a["x"]', ["delete"])] };
    const report = reviewed(inputs, { sourceOf: () => "landing-zone.yaml:3" });
    expect(report.dangers[0]?.places).toEqual([
      { stack: "a", account: "a", address: 'aws_kms_key.a["x"]', source: "landing-zone.yaml:3" },
    ]);
  });
});

describe("acknowledgements", () => {
  const entry = {
    rule: "keyDestroyed",
    address: "aws_kms_key.old*",
    reason: "it is empty",
    expires: TODAY,
    at: "ack.yaml:2",
  } as const;
  const key = (name: string) => [change(`aws_kms_key.${name}`, ["delete"])];

  it("take dangers with their rule and address, until their last day", () => {
    const report = reviewed({ a: key("old-1") }, { acknowledgements: [entry] });
    expect(report).toMatchObject({
      verdict: "acknowledged",
      exitCode: 0,
      acknowledgedCount: 1,
      dangerCounts: { critical: 0 },
    });
    expect(report.dangers).toMatchObject([{ acknowledged: { reason: "it is empty" } }]);
  });

  it.each([
    ["another address", { address: "aws_kms_key.older" }],
    ["another rule", { rule: "destroyed" as const }],
    ["another stack", { stack: "b*" }],
  ])("do not take those of %s, and are said to be unused", (_, other) => {
    const report = reviewed({ a: key("old-1") }, { acknowledgements: [{ ...entry, ...other }] });
    expect(report).toMatchObject({ verdict: "dangers", exitCode: 3, unused: [expect.stringContaining("ack.yaml:2")] });
  });

  it("that have expired are dangers themselves, and take none", () => {
    const expired = [{ ...entry, expires: "2026-11-29" }];
    expect(reviewed({ a: key("old-1") }, { acknowledgements: expired }).dangers.map(({ rule }) => rule)).toEqual([
      "keyDestroyed",
      "acknowledgementExpired",
    ]);
    expect(reviewed({ a: [] }, { acknowledgements: expired })).toMatchObject({ exitCode: 3, verdict: "dangers" });
  });

  it.each([
    ["a*b*c", "axbxc", true],
    ["a*b*c", "ac", false],
    ["a*a", "a", false],
    ["*.old", "aws_kms_key.old", true],
    ["aws_kms_key.o[d]", "aws_kms_key.old", false],
  ])("match addresses by * alone: %s and %s: %s", (pattern, address, expected) => {
    const named = { ...change("aws_kms_key.a", ["delete"]), address };
    const { verdict } = reviewed({ a: [named] }, { acknowledgements: [{ ...entry, address: pattern }] });
    expect(verdict === "acknowledged").toBe(expected);
  });
});

describe("rules", () => {
  it("know what is lost with types of AWS, of whatever project", () => {
    expect(severityOf("destroyed", "aws_db_instance")).toBe("critical");
    expect(severityOf("destroyed", "aws_securityhub_finding_aggregator")).toBe("high");
    expect(severityOf("destroyed", "aws_lb_listener")).toBe("medium");
    expect(severityOf("forgotten", "aws_s3_bucket")).toBe("high");
  });

  it("say why, and what to do instead", () => {
    for (const { instead, title, why } of RULES) {
      expect([title, why, instead].every((text) => text.length > 10)).toBe(true);
    }
  });
});

describe("a plan that is not what Terraform writes", () => {
  it.each([
    [{ resource_changes: {} }, "its resource_changes are no list"],
    [
      { resource_changes: [null, "a", { address: "aws_kms_key.a" }] },
      "3 of its resource_changes are not what Terraform writes",
    ],
    [
      { resource_drift: [{ ...change("aws_kms_key.a", ["delete"]), change: [] }] },
      "1 of its resource_drift are not what",
    ],
    [{ format_version: 2 }, "its format is 2"],
  ])("is a danger, and does not end the review: %j", (odd, detail) => {
    const { dangers } = reviewed({ a: { format_version: "1.2", ...odd } as unknown as PlanJson });
    expect(dangers).toMatchObject([{ rule: "planIncomplete", details: [expect.stringContaining(detail)] }]);
  });

  it("is reviewed as far as it is, policies of any length and texts of any depth included", () => {
    const statements = Array.from({ length: 3000 }, (_, index) => ({ Effect: "Allow", Action: `s3:${index}` }));
    const deep = (end: string): string => `${'{"a":['.repeat(20_000)}"${end}"${"]}".repeat(20_000)}`;
    const blocks = (end: string) => ({ deep: JSON.parse(deep(end)) as unknown });
    const before = { policy: policy(...statements), name: "a".repeat(1_000_000), deep: deep("a") };
    const after = { policy: policy(...statements.slice(1)), name: "b".repeat(1_000_000), deep: deep("b") };
    const { changes } = reviewed({ a: [resource("aws_iam_policy.a", before, after)] });
    expect(changes[0]?.attributes.map(({ path }) => path).sort()).toEqual(["deep", "name", "policy"]);
    const deeper = resource("aws_x.deep", blocks("a"), blocks("b"));
    expect(reviewed({ a: [deeper] }).dangers).toMatchObject([{ rule: "planIncomplete" }]);
  });
});
