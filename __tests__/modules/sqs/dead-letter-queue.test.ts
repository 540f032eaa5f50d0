import { TerraformOutput } from "cdktf";
import { DeadLetterQueue } from "../../../modules/sqs/dead-letter-queue";
import type { DeadLetterSender } from "../../../modules/sqs/dead-letter-queue";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

const ARN = "arn:aws:sqs:eu-west-1:222222222222:undelivered";
const KEY_ARN = "arn:aws:kms:eu-west-1:222222222222:key/1";
const RULES = "arn:aws:events:eu-west-1:222222222222:rule/security/*";
const TOPICS = "arn:aws:sns:eu-west-1:222222222222:*";
const FOURTEEN_DAYS = 1_209_600;

const RULES_SEND = { sid: "RulesSend", service: "events.amazonaws.com", sourceArn: RULES };
const TOPICS_SEND = { sid: "TopicsSend", service: "sns.amazonaws.com", sourceArn: TOPICS };

function queue(senders: readonly DeadLetterSender[]): Template {
  return synthesizeModule((stack, environment) => {
    const { queueArn, queueName } = new DeadLetterQueue(stack, "queue", {
      environment,
      queueName: "undelivered",
      kmsKeyArn: KEY_ARN,
      senders,
    });
    new TerraformOutput(stack, "exposed", { value: [queueArn, queueName] });
  });
}

describe("DeadLetterQueue", () => {
  const template = queue([RULES_SEND, TOPICS_SEND]);
  const statements = template.statements("aws_sqs_queue");

  it("exposes its ARN and its name", () => {
    expect(template.json.output?.exposed?.value).toEqual(["${aws_sqs_queue.queue.arn}", "${aws_sqs_queue.queue.name}"]);
  });

  it("encrypts messages with the given key and keeps them for fourteen days", () => {
    expect(template.resource("aws_sqs_queue")).toMatchObject({
      name: "undelivered",
      kms_master_key_id: KEY_ARN,
      message_retention_seconds: FOURTEEN_DAYS,
    });
  });

  it.each([RULES_SEND, TOPICS_SEND])("lets a service send for its sources: $service", ({ service, sid, sourceArn }) => {
    expect(statements[sid]).toEqual({
      Sid: sid,
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sqs:SendMessage",
      Resource: ARN,
      Condition: { ArnLike: { "aws:SourceArn": sourceArn } },
    });
  });

  it("denies everything that does not come by TLS", () => {
    expect(statements.DenyInsecureTransport).toEqual({
      Sid: "DenyInsecureTransport",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: ARN,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  it("allows nothing else, and nobody who is not named", () => {
    expect(Object.keys(statements)).toEqual(["RulesSend", "TopicsSend", "DenyInsecureTransport"]);
    expect(Object.keys(queue([]).statements("aws_sqs_queue"))).toEqual(["DenyInsecureTransport"]);
  });

  it("refuses two senders of one name", () => {
    expect(() => queue([RULES_SEND, { ...TOPICS_SEND, sid: "RulesSend" }])).toThrow('the Sid "RulesSend"');
  });
});
