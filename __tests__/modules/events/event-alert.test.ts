import { EventAlert } from "../../../modules/events/event-alert";
import { synthesizeModule } from "../../support/terraform";
import type { Block, Template } from "../../support/terraform";

const HERE = "eu-west-1:222222222222";
const PATTERN = '{"source":["aws.signin"]}';
const TOPIC_ARN = `arn:aws:sns:${HERE}:alerts`;
const DEAD_LETTERS_ARN = `arn:aws:sqs:${HERE}:undelivered`;
const ROLE_ARN = "arn:aws:iam::222222222222:role/deliverer";
const FUNCTION = `arn:aws:lambda:${HERE}:function:respond:live`;
const OTHER_FUNCTION = `arn:aws:lambda:${HERE}:function:respond-live`;
const STREAM = `arn:aws:kinesis:${HERE}:stream/events`;
const QUEUE = `arn:aws:sqs:${HERE}:siem`;
const QUEUE_ELSEWHERE = "arn:aws:sqs:eu-west-1:333333333333:siem";
const FIFO_QUEUE = `arn:aws:sqs:${HERE}:siem.fifo`;

function alert(targets?: readonly string[], targetRoleArn?: string): Template {
  return synthesizeModule((stack, environment) => {
    new EventAlert(stack, "alert", {
      environment,
      busName: "security",
      ruleName: "root-login",
      eventPattern: PATTERN,
      description: "A root user signed in",
      topicArn: TOPIC_ARN,
      deadLetterQueueArn: DEAD_LETTERS_ARN,
      targets,
      targetRoleArn,
    });
  });
}

/** The Terraform name of each target, by ARN. */
function names(template: Template): Record<string, string> {
  const targets = Object.entries(template.json.resource?.aws_cloudwatch_event_target ?? {});
  return Object.fromEntries(targets.map(([name, { arn }]) => [String(arn), name]));
}

function target(template: Template, arn: string): Block {
  return template.resource("aws_cloudwatch_event_target", names(template)[arn] ?? "absent");
}

describe("EventAlert", () => {
  const plain = alert();
  const template = alert([FUNCTION, STREAM, QUEUE, FIFO_QUEUE], ROLE_ARN);

  it("is a rule of the bus", () => {
    expect(plain.resource("aws_cloudwatch_event_rule")).toMatchObject({
      name: "root-login",
      event_bus_name: "security",
      event_pattern: PATTERN,
      description: "A root user signed in",
    });
  });

  it("notifies its topic, without a role, and nobody else by default", () => {
    const only = plain.resource("aws_cloudwatch_event_target");
    expect(only.arn).toBe(TOPIC_ARN);
    expect(only.role_arn).toBeUndefined();
    expect(alert([]).resources("aws_cloudwatch_event_target")).toEqual([only]);
  });

  it("does not hand the topic the role of the others", () => {
    expect(target(template, TOPIC_ARN)).toEqual(plain.resource("aws_cloudwatch_event_target"));
  });

  it.each([TOPIC_ARN, FUNCTION, STREAM, QUEUE, FIFO_QUEUE])("tries for a day, then puts the event aside: %s", (arn) => {
    expect(target(template, arn)).toMatchObject({
      rule: "${aws_cloudwatch_event_rule.alert.name}",
      event_bus_name: "security",
      dead_letter_config: { arn: DEAD_LETTERS_ARN },
      retry_policy: { maximum_event_age_in_seconds: 86_400, maximum_retry_attempts: 185 },
    });
  });

  it.each([
    [FUNCTION, undefined, undefined],
    [STREAM, { partition_key_path: "$.id" }, undefined],
    [QUEUE, undefined, undefined],
    [FIFO_QUEUE, undefined, { message_group_id: "root-login" }],
  ])("delivers with the role, and what the kind asks for: %s", (arn, kinesis, sqs) => {
    const { kinesis_target, role_arn, sqs_target } = target(template, arn);
    expect({ role_arn, kinesis_target, sqs_target }).toEqual({
      role_arn: ROLE_ARN,
      kinesis_target: kinesis,
      sqs_target: sqs,
    });
  });

  it("keeps the address of a target whatever comes before it, and distinguishes namesakes", () => {
    const before = names(alert([FUNCTION, QUEUE], ROLE_ARN));
    const after = names(alert([QUEUE_ELSEWHERE, QUEUE, OTHER_FUNCTION, FUNCTION], ROLE_ARN));
    expect(after).toMatchObject(before);
    expect(new Set(Object.values(after)).size).toBe(5);
  });

  it("makes a role for further targets that is given none", () => {
    const template = alert([QUEUE]);
    expect(template.resource("aws_iam_role")).toMatchObject({ name: "root-login-targets" });
    expect(String(target(template, QUEUE).role_arn)).toMatch(/^\$\{aws_iam_role\.alert_target-role_[0-9A-F]+\.arn\}$/);
  });
});
