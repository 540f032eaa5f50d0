import { logValidatorAlarms } from "../../../catalogs";
import { MetricAlarm } from "../../../modules/cloudwatch";
import { LogValidator } from "../../../modules/log-validation";
import type { LogValidatorProps } from "../../../modules/log-validation";
import { readEnvironment } from "../../../log-validator/environment";
import { synthesizeModule } from "../../support/terraform";

const TRAIL = { trailName: "org", accountId: "111111111111", region: "us-east-1", organizationId: "o-exampleorgid" };
const BUS = "arn:aws:events:eu-west-1:222222222222:event-bus";

function validator(props: Partial<LogValidatorProps> = {}) {
  return synthesizeModule((stack, environment) => {
    new LogValidator(stack, "validator", { environment, trail: TRAIL, bucket: "org-logs", ...props });
  });
}

const variablesOf = (template: ReturnType<typeof validator>): Record<string, string> => {
  const { environment } = template.resource("aws_lambda_function") as {
    environment: { variables: Record<string, string> };
  };
  return { ...environment.variables, QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/222222222222/q" };
};

describe("LogValidator", () => {
  it("tells its function what it wants to know, with nothing but a trail and a bucket", () => {
    const read = readEnvironment(variablesOf(validator()));
    expect(read).toMatchObject({
      bucketOwner: "222222222222",
      buses: [`${BUS}/default`],
      homeRegion: "us-east-1",
      location: { bucket: "org-logs", organizationId: "o-exampleorgid" },
      regions: ["us-east-1"],
      trailOwner: "111111111111",
    });
    expect(read.table).toMatch(/^\$\{aws_dynamodb_table\./);
  });

  it("is told of digests on the default bus, whose name is no part of a rule's ARN", () => {
    const template = validator();
    const policies = template.resources("aws_sqs_queue").map(({ policy }) => String(policy));
    expect(policies.join()).toContain(
      '"aws:SourceArn":"arn:aws:events:eu-west-1:222222222222:rule/test-validator-digests"',
    );
    expect(
      validator({ busName: "security" })
        .resources("aws_sqs_queue")
        .map(({ policy }) => policy)
        .join(),
    ).toContain("rule/security/test-validator");
  });

  it("may send findings to its buses only, as one source", () => {
    const further = "arn:aws:events:us-east-1:222222222222:event-bus/tampering";
    const { TellOfFindings } = validator({ furtherBusArn: further }).statements("aws_iam_role_policy");
    expect(TellOfFindings).toMatchObject({
      Resource: [`${BUS}/default`, further],
      Condition: { "ForAllValues:StringEquals": { "events:source": "test-validator.log-validation" } },
    });
  });

  it("says which events are its findings", () => {
    synthesizeModule((stack, environment) => {
      const { findingPattern } = new LogValidator(stack, "x", { environment, trail: TRAIL, bucket: "org-logs" });
      expect(JSON.parse(findingPattern)).toEqual({
        source: ["test-x.log-validation"],
        "detail-type": ["Log Integrity Finding"],
      });
    });
  });

  it("has alarms, which know its names and say that it was stopped", () => {
    const template = synthesizeModule((stack, environment) => {
      const made = new LogValidator(stack, "x", { environment, trail: TRAIL, bucket: "logs", sweepMinutes: 120 });
      for (const [key, alarm] of Object.entries(logValidatorAlarms(made))) {
        new MetricAlarm(stack, key, { ...alarm, environment });
      }
    });
    const alarms = template.resources("aws_cloudwatch_metric_alarm");
    expect(alarms).toContainEqual(
      expect.objectContaining({
        alarm_name: "test-x-log-sweeps-silent",
        namespace: "test-x",
        metric_name: "Sweeps",
        evaluation_periods: 6,
        treat_missing_data: "breaching",
      }),
    );
    const dimensions = alarms.map((alarm) => JSON.stringify(alarm.dimensions ?? {}));
    expect(dimensions).toContain('{"QueueName":"test-x-dead-letters"}');
    expect(dimensions).toContain('{"FunctionName":"test-x"}');
  });
});
