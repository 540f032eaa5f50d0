import { VALIDATION_ALARMS } from "../../config/log-validation/alarms";
import { namedAfter } from "../../config/names";
import { existingLandingZone, synthesizeLandingZone } from "../support/landing-zones";
import type { Block } from "../support/terraform";

const stacksOf = (...lines: string[]) => synthesizeLandingZone(existingLandingZone(...lines)).stacks;
const ON = "logValidation: { maximumConcurrency: 7, sweepMinutes: 30, graceMinutes: 180 }";

describe("continuous validation", () => {
  const stacks = stacksOf(ON);
  const validation = stacks["log-validation"];
  const events = stacks["digest-events"];
  const archive = stacks["log-archive"];
  if (validation === undefined || events === undefined || archive === undefined) {
    throw new Error("stacks are missing");
  }
  const policy = validation.statements("aws_iam_role_policy");
  const named = (type: string, name: string): Block =>
    validation.resources(type).find((block) => block.name === name) ?? {};

  it("is not there where the file does not say so, and the bucket emits nothing", () => {
    const without = stacksOf();
    expect(Object.keys(without)).not.toEqual(expect.arrayContaining(["log-validation"]));
    expect(without["log-archive"]?.resources("aws_s3_bucket_notification")).toEqual([]);
  });

  it("runs on arm64 with Node.js 22, as often as the file says, with a plan of a sweep", () => {
    expect(validation.resource("aws_lambda_function")).toMatchObject({
      function_name: "small-log-validator",
      architectures: ["arm64"],
      runtime: "nodejs22.x",
      timeout: 900,
    });
    expect(named("aws_cloudwatch_event_rule", "small-log-validator").schedule_expression).toBe("rate(30 minutes)");
    const targets = validation.resources("aws_cloudwatch_event_target").map(({ input }) => input);
    expect(targets).toContain('{"plan":"sweep"}');
  });

  it("works through a queue whose messages it may answer one by one, by no more at a time than the file says", () => {
    expect(validation.resource("aws_lambda_event_source_mapping")).toMatchObject({
      function_response_types: ["ReportBatchItemFailures"],
      scaling_config: { maximum_concurrency: 7 },
    });
    const queue = named("aws_sqs_queue", "small-log-validation");
    expect(queue).toMatchObject({ sqs_managed_sse_enabled: true, visibility_timeout_seconds: 5400 });
    expect(JSON.parse(String(queue.redrive_policy))).toMatchObject({ maxReceiveCount: 5 });
  });

  it("gets events of digests, and of nothing else, by the security bus", () => {
    const pattern = JSON.parse(String(events.resource("aws_cloudwatch_event_rule").event_pattern)) as unknown;
    expect(pattern).toMatchObject({
      source: ["aws.s3"],
      detail: {
        bucket: { name: ["small-cloudtrail-eu-west-1"] },
        object: { key: [{ wildcard: "*/CloudTrail-Digest/*" }] },
      },
    });
    expect(JSON.stringify(events.resource("aws_cloudwatch_event_target"))).toContain("event-bus/small-security");
    const onBus = JSON.parse(String(named("aws_cloudwatch_event_rule", "small-digests").event_pattern)) as unknown;
    // Another account could forward events that look the same.
    expect(onBus).toMatchObject({ account: ["222222222222"] });
    expect(archive.resource("aws_s3_bucket_notification")).toMatchObject({ eventbridge: true });
  });

  it("lets the bucket emit events before there is a policy, which keeps the deployment from settings", () => {
    const [dependsOn] = archive
      .resources("aws_s3_bucket_policy")
      .map(({ depends_on: on }) => JSON.stringify(on))
      .filter((on) => on.includes("aws_s3_bucket_notification"));
    expect(dependsOn).toContain("trail-bucket");
  });

  it("changes nothing of the logs", () => {
    const actions = Object.values(policy)
      .filter(
        ({ Resource }) => JSON.stringify(Resource).includes(":s3:::") || JSON.stringify(Resource).includes(":kms:"),
      )
      .flatMap(({ Action }) => Action as string | string[]);
    expect(actions.sort()).toEqual([
      "kms:Decrypt",
      "s3:GetBucketLocation",
      "s3:GetObject",
      "s3:GetObjectVersion",
      "s3:ListBucket",
      "s3:ListBucketVersions",
    ]);
  });

  it("says what it finds on two buses, in its own name only", () => {
    expect(policy.TellOfFindings?.Resource).toHaveLength(2);
    expect(policy.TellOfFindings?.Condition).toEqual({
      "ForAllValues:StringEquals": { "events:source": "small.log-validation" },
      Null: { "events:source": "false" },
    });
    const rules = validation
      .resources("aws_cloudwatch_event_rule")
      .filter(({ name }) => name === "small-log-integrity")
      .map(({ event_bus_name: bus }) => bus)
      .sort();
    expect(rules).toEqual(["small-security", "small-tampering"]);
  });

  it("imports findings into Security Hub only where the file says so", () => {
    expect(policy.ImportFindings).toBeUndefined();
    const withHub = stacksOf("logValidation: { securityHub: true }")["log-validation"];
    expect(withHub?.statements("aws_iam_role_policy").ImportFindings?.Action).toBe("securityhub:BatchImportFindings");
  });

  it("has every alarm, which is missed within some sweeps where something publishes nothing", () => {
    const alarms = validation.resources("aws_cloudwatch_metric_alarm");
    expect(alarms.map(({ alarm_name: name }) => name)).toEqual(
      expect.arrayContaining(Object.keys(VALIDATION_ALARMS).map((key) => namedAfter("small", key))),
    );
    const silent = alarms.filter(({ treat_missing_data: missing }) => missing === "breaching");
    expect(silent.map(({ evaluation_periods: periods, metric_name: metric }) => [metric, periods]).sort()).toEqual([
      ["DigestEvents", 3],
      ["SweepGroups", 2],
      ["Sweeps", 2],
    ]);
  });

  it.each([15, 60, 61, 120, 720])(
    "has alarms that see what sweeps say every %d minutes, over as long a time as CloudWatch allows",
    (sweepMinutes) => {
      const often = stacksOf(`logValidation: { sweepMinutes: ${sweepMinutes} }`)["log-validation"];
      const alarms = (often?.resources("aws_cloudwatch_metric_alarm") ?? []).map((alarm) => ({
        metric: String(alarm.metric_name),
        period: Number(alarm.period),
        periods: Number(alarm.evaluation_periods),
        statistic: alarm.statistic,
      }));
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
      const tooLong = alarms.filter(({ period, periods }) => period * periods > (period < 3600 ? 1 : 7) * 86_400);
      expect(tooLong).toEqual([]);
      // Periods without a sweep have no data, which is none that breaches: several in a row never would.
      const bySweeps = alarms.filter(({ metric }) => ["LagSeconds", "NotChecked"].includes(metric));
      expect(bySweeps).toHaveLength(2);
      expect(bySweeps.filter(({ period }) => period < sweepMinutes * 60)).toEqual([]);
      // A run that gets nothing done says zero.
      const silent = alarms.filter(({ metric }) => ["DigestEvents", "SweepGroups", "Sweeps"].includes(metric));
      expect(silent.map(({ statistic }) => statistic)).toEqual(["Sum", "Sum", "Sum"]);
      const sweeps = silent.filter(({ metric }) => metric !== "DigestEvents");
      expect(sweeps.filter(({ period, periods }) => period * periods < 2 * sweepMinutes * 60)).toEqual([]);
    },
  );

  it("keeps its table from deletion, and is nothing but what it remembers once it is switched off", () => {
    expect(validation.resource("aws_dynamodb_table")).toMatchObject({
      deletion_protection_enabled: true,
      point_in_time_recovery: { enabled: true },
      lifecycle: { prevent_destroy: true },
    });
    const off = stacksOf("logValidation: { enabled: false }");
    expect(off["log-validation"]?.addresses).toEqual([]);
    expect(off["digest-events"]?.addresses).toEqual([]);
    expect(off["log-archive"]?.resources("aws_s3_bucket_notification")).toEqual([]);
  });
});
