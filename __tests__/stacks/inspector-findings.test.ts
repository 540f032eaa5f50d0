import { existingLandingZone, synthesizeStack } from "../support/landing-zones";
import type { Block, Template } from "../support/terraform";

const inspector = (yaml: string): Template => synthesizeStack(existingLandingZone(`inspector: ${yaml}`), "inspector");

const BUS = "arn:aws:events:eu-west-1:333333333333:event-bus/small-security";

/** Blocks of a type whose ids begin so, by id. */
const named = (template: Template, type: string, begin: string): [string, Block][] =>
  Object.entries(template.json.resource?.[type] ?? {}).filter(([id]) => id.startsWith(begin));

describe("what becomes of findings", () => {
  const template = inspector("{}");

  it("is forwarded to the security bus from every region of the audit account, with a role for that alone", () => {
    const rules = named(template, "aws_cloudwatch_event_rule", "finding-forwarding");
    expect(rules.map(([id]) => id)).toEqual(["finding-forwarding-eu-west-1", "finding-forwarding-us-east-1"]);
    for (const [, rule] of rules) {
      expect(rule).not.toHaveProperty("event_bus_name");
      expect(rule.name).toBe("small-inspector");
    }
    const targets = named(template, "aws_cloudwatch_event_target", "finding-forwarding").map(
      ([, target]) => target.arn,
    );
    expect(new Set(targets)).toEqual(new Set([BUS]));
    expect(template.resource("aws_iam_role", "finding-forwarder").name).toBe("small-inspector-events");
  });

  it("alerts by severity, to the topic that the file says", () => {
    const alerts = (yaml: string) =>
      Object.fromEntries(
        named(inspector(yaml), "aws_cloudwatch_event_target", "finding-alert").map(([id, { arn }]) => [
          id.replace(/^finding-alert-|_.*/g, ""),
          String(arn).split(":").at(-1),
        ]),
      );
    expect(alerts("{}")).toEqual({ critical: "small-alerts-critical", high: "small-alerts-high" });
    expect(alerts("{ findings: { alerts: { critical: high, high: none, low: low } } }")).toEqual({
      critical: "small-alerts-high",
      low: "small-alerts-low",
    });
  });

  it("has a dead-letter queue for each rule of the bus, and an alarm on each that fails", () => {
    const rules = Object.values(template.json.resource?.aws_cloudwatch_event_rule ?? {})
      .filter(({ event_bus_name }) => event_bus_name === "small-security")
      .map(({ name }) => name);
    expect(rules).toHaveLength(3);
    const watched = named(template, "aws_cloudwatch_metric_alarm", "finding-").map(
      ([, { dimensions }]) => (dimensions as Record<string, string>).RuleName,
    );
    expect(watched.sort()).toEqual([...rules].sort());
    for (const prefix of ["finding-alert", "finding-delivery"]) {
      for (const [, target] of named(template, "aws_cloudwatch_event_target", prefix)) {
        expect(target.dead_letter_config).toEqual({
          arn: "arn:aws:sqs:eu-west-1:333333333333:small-security-events-dead",
        });
      }
    }
  });

  it("is delivered to the archive by account, region and day, the account being that of the finding", () => {
    const stream = template.resource("aws_kinesis_firehose_delivery_stream");
    const destination = stream.extended_s3_configuration as Block;
    expect(destination.bucket_arn).toBe("arn:aws:s3:::small-findings-eu-west-1");
    expect(destination.prefix).toMatch(/^findings\/account=.*\/region=.*\/year=.*\/month=.*\/day=.*\/$/);
    expect(JSON.stringify(destination.processing_configuration)).toContain("account:.detail.awsAccountId");
    expect(String(destination.kms_key_arn)).toContain("finding-key");
  });

  it("is watched on its way to the archive", () => {
    const alarms = template.resources("aws_cloudwatch_metric_alarm");
    const metrics = alarms.filter(({ namespace }) => namespace === "AWS/Firehose").map((alarm) => alarm.metric_name);
    expect(metrics.sort()).toEqual(["DeliveryToS3.DataFreshness", "DeliveryToS3.Success", "PartitionCountExceeded"]);
  });
});

describe("the probe of coverage", () => {
  const template = inspector("{}");

  it("reads coverage of every region, and nothing else", () => {
    expect(template.resource("aws_lambda_function")).toMatchObject({
      function_name: "small-inspector-coverage",
      environment: { variables: { NAMESPACE: "small/Inspector", REGIONS: "eu-west-1,us-east-1" } },
    });
    const policies = named(template, "aws_iam_role_policy", "coverage-probe").map(([, { policy }]) => String(policy));
    expect(policies.join("").match(/inspector2:\w+/g)).toEqual(["inspector2:ListCoverage"]);
  });

  it("has alarms: on instances that are not scanned for a day, and on its silence", () => {
    const alarm = (key: string) => template.resource("aws_cloudwatch_metric_alarm", `watch-${key}`);
    expect(alarm("instancesNotScanned")).toMatchObject({
      namespace: "small/Inspector",
      metric_name: "InstancesNotScanned",
      evaluation_periods: 24,
      period: 3600,
      alarm_actions: ["arn:aws:sns:eu-west-1:333333333333:small-alerts-high"],
    });
    expect(alarm("coverageUnknown")).toMatchObject({ treat_missing_data: "breaching", statistic: "SampleCount" });
  });
});
