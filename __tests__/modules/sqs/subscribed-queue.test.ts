import { SubscribedQueue } from "../../../modules/sqs/subscribed-queue";
import { synthesizeModule } from "../../support/terraform";

const ARN = "arn:aws:sqs:eu-west-1:222222222222:deliveries";
const DEAD_LETTERS_ARN = `${ARN}-dead`;
const TOPIC_ARN = "arn:aws:sns:eu-west-1:222222222222:deliveries";
const KEY_ARN = "arn:aws:kms:eu-west-1:222222222222:key/1";
const CONSUMER = "arn:aws:iam::333333333333:root";
const REDRIVER = "arn:aws:iam::222222222222:role/break-glass";
const FOURTEEN_DAYS = 1_209_600;

describe("SubscribedQueue", () => {
  const template = synthesizeModule((stack, environment) => {
    new SubscribedQueue(stack, "queue", {
      environment,
      queueName: "deliveries",
      deadLetterQueueName: "deliveries-dead",
      topicArn: TOPIC_ARN,
      kmsKeyArn: KEY_ARN,
      consumers: [CONSUMER],
      redriverArn: REDRIVER,
    });
  });
  const names = Object.keys(template.json.resource?.aws_sqs_queue ?? {});
  const deadLettersName = names.find((name) => name !== "queue") ?? "";
  const queue = template.resource("aws_sqs_queue", "queue");
  const deadLetters = template.resource("aws_sqs_queue", deadLettersName);

  it("is one queue and one for dead letters", () => {
    expect(names).toHaveLength(2);
    expect([queue.name, deadLetters.name]).toEqual(["deliveries", "deliveries-dead"]);
  });

  it("encrypts messages with the given key and keeps them for fourteen days, dead letters as well", () => {
    for (const each of [queue, deadLetters]) {
      expect(each).toMatchObject({ kms_master_key_id: KEY_ARN, message_retention_seconds: FOURTEEN_DAYS });
    }
  });

  it("hides a message from others for six minutes once it is received", () => {
    expect(queue.visibility_timeout_seconds).toBe(360);
  });

  it("puts a message aside that was received five times and not deleted", () => {
    expect(JSON.parse(String(queue.redrive_policy))).toEqual({
      deadLetterTargetArn: `\${aws_sqs_queue.${deadLettersName}.arn}`,
      maxReceiveCount: 5,
    });
  });

  it("takes dead letters of no other queue", () => {
    expect(JSON.parse(String(deadLetters.redrive_allow_policy))).toEqual({
      redrivePermission: "byQueue",
      sourceQueueArns: [ARN],
    });
  });

  it("is subscribed to the topic, and gets what the publisher sent", () => {
    expect(template.resource("aws_sns_topic_subscription")).toMatchObject({
      topic_arn: TOPIC_ARN,
      protocol: "sqs",
      endpoint: "${aws_sqs_queue.queue.arn}",
      raw_message_delivery: true,
    });
  });

  describe("policy", () => {
    const statements = template.statements("aws_sqs_queue", "policy", "queue");

    it("lets SNS send for this topic", () => {
      expect(statements.TopicSends).toEqual({
        Sid: "TopicSends",
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: ARN,
        Condition: { ArnEquals: { "aws:SourceArn": TOPIC_ARN } },
      });
    });

    it("lets consumers receive and delete messages, and neither send nor purge", () => {
      expect(statements.ConsumersReceive).toEqual({
        Sid: "ConsumersReceive",
        Effect: "Allow",
        Principal: { AWS: [CONSUMER] },
        Action: [
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ReceiveMessage",
        ],
        Resource: ARN,
      });
    });

    it("denies sending to all but SNS, and the role that sends dead letters back", () => {
      expect(statements.DenyOtherSenders).toEqual({
        Sid: "DenyOtherSenders",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:SendMessage",
        Resource: ARN,
        Condition: {
          StringNotEquals: { "aws:PrincipalServiceName": "sns.amazonaws.com" },
          ArnNotEquals: { "aws:PrincipalArn": REDRIVER },
        },
      });
    });

    it.each([
      ["queue", "queue", ARN],
      ["dead letters", deadLettersName, DEAD_LETTERS_ARN],
    ])("denies everything that does not come by TLS: %s", (_, name, arn) => {
      expect(template.statements("aws_sqs_queue", "policy", name).DenyInsecureTransport).toEqual({
        Sid: "DenyInsecureTransport",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: arn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      });
    });

    it("allows nothing to anybody else", () => {
      const all = [statements, template.statements("aws_sqs_queue", "policy", deadLettersName)];
      const allowing = all.flatMap((each) => Object.values(each)).filter(({ Effect }) => Effect === "Allow");
      expect(allowing.map(({ Sid }) => Sid)).toEqual(["TopicSends", "ConsumersReceive"]);
    });
  });
});
