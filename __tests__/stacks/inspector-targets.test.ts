import type { LandingZone } from "../../config/landing-zone";
import { existingLandingZone, synthesizeStack } from "../support/landing-zones";
import type { Block, Template } from "../support/terraform";

const withTargets = (...lines: string[]): LandingZone =>
  existingLandingZone(
    '  workloads: [{ name: Shop, id: "444444444444", email: shop@example.com }]',
    "hosts: { agent: { enabled: true } }",
    "inspector:",
    ...lines.map((line) => `  ${line}`),
  );
const TARGETS = [
  "targets:",
  "  - { name: production, tags: { Environment: [production] } }",
  "  - { name: some, tags: { B: [x], A: [y] }, accounts: [shop, audit], regions: [us-east-1], level: 2, schedule: { frequency: once } }",
  "  - { name: other, rules: [cve] }",
];
const stack = synthesizeStack(withTargets(...TARGETS), "inspector");
const states = stack
  .resources("aws_cloudcontrolapi_resource")
  .map(({ desired_state: state }) => JSON.parse(String(state)) as Record<string, unknown>);
const alarms = (template: Template) =>
  template.resources("aws_cloudwatch_metric_alarm").map(({ alarm_name: name }) => String(name));

describe("targets of Amazon Inspector", () => {
  it("are CIS scan configurations of the audit account, in each of their regions", () => {
    expect(states.map(({ ScanName }) => ScanName)).toEqual(["production", "production", "some"]);
    expect(states[0]).toMatchObject({ Targets: { AccountIds: ["ALL_ACCOUNTS"] }, SecurityLevel: "LEVEL_1" });
  });

  it("wait for Amazon Inspector in every account of their region, as AWS takes none before", () => {
    const [first] = stack.resources("aws_cloudcontrolapi_resource");
    expect(first?.depends_on).toEqual(
      expect.arrayContaining([
        "aws_inspector2_enabler.inspector-eu-west-1",
        "aws_inspector2_enabler.inspector-management-eu-west-1",
        "aws_inspector2_enabler.inspector-shop-eu-west-1",
      ]),
    );
  });

  it("name accounts by their ids, and the audit account as AWS does", () => {
    expect(states[2]).toMatchObject({
      Targets: { AccountIds: ["444444444444", "SELF"], TargetResourceTags: { A: ["y"], B: ["x"] } },
      Schedule: { OneTime: {} },
      SecurityLevel: "LEVEL_2",
      Tags: { LandingZone: "small" },
    });
  });

  it("have a collector that may read scans, write below cis/ and tell the bus, and nothing else", () => {
    const { WriteLog, ...statements } = stack.statements(
      "aws_iam_role_policy",
      "policy",
      "cis-collector_role-policy_F8CB2D5E",
    );
    expect(WriteLog).toBeDefined();
    expect(Object.fromEntries(Object.entries(statements).map(([sid, { Resource }]) => [sid, Resource]))).toEqual({
      ReadCisScans: "*",
      ListResults: "arn:aws:s3:::small-findings-eu-west-1",
      WriteResults: "arn:aws:s3:::small-findings-eu-west-1/cis/*",
      EncryptResults: expect.stringMatching(/^\$\{data\.terraform_remote_state\..*finding.*\}$/) as string,
      TellOfResults: "arn:aws:events:eu-west-1:333333333333:event-bus/small-security",
      PublishMetrics: "*",
    });
  });

  it("tell the collector where to look and where to write", () => {
    expect((stack.resource("aws_lambda_function", "cis-collector").environment as Block).variables).toMatchObject({
      REGIONS: "eu-west-1,us-east-1",
      BUCKET: "small-findings-eu-west-1",
      BUCKET_OWNER: "222222222222",
      ACCOUNT: "333333333333",
      SOURCE: "small.inspector",
    });
  });

  it("have alarms on a collector that fails or is silent", () => {
    expect(alarms(stack)).toEqual(
      expect.arrayContaining([
        "small-cis-collector-fails",
        "small-cis-collector-silent",
        "small-cis-results-rule-failed",
      ]),
    );
  });

  it("alert on results that are not PASSED, by the severity of high findings, or nobody", () => {
    const rule = stack
      .resources("aws_cloudwatch_event_rule")
      .find(({ event_bus_name: bus }) => bus === "small-security");
    expect(JSON.parse(String(rule?.event_pattern))).toEqual({
      source: ["small.inspector"],
      "detail-type": ["CIS Scan Result"],
      detail: { result: [{ "anything-but": ["PASSED"] }] },
    });
    const quiet = synthesizeStack(withTargets("findings: { alerts: { high: none } }", ...TARGETS), "inspector");
    expect(alarms(quiet)).not.toContain("small-cis-results-rule-failed");
  });

  it("give the policy of hosts what CIS scans need, and without them do not", () => {
    const policyOf = (landingZone: LandingZone) =>
      Object.keys(synthesizeStack(landingZone, "baseline-shop").statements("aws_iam_policy", "policy", "host-policy"));
    expect(policyOf(withTargets(...TARGETS))).toEqual(expect.arrayContaining(["ReportCisScans", "RunCommands"]));
    expect(policyOf(withTargets("targets: []"))).not.toContain("ReportCisScans");
  });

  it("need nothing of this where none asks for cis", () => {
    const none = synthesizeStack(withTargets("targets: [{ name: other, rules: [cve] }]"), "inspector");
    expect(none.resources("aws_lambda_function").map(({ handler, function_name: name }) => [name, handler])).toEqual([
      ["small-inspector-coverage", "index.handler"],
    ]);
    expect(none.resources("aws_cloudcontrolapi_resource")).toEqual([]);
  });
});
