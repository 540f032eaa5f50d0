import { NotificationKey } from "../../../modules/kms/notification-key";
import type { NotificationKeyProps } from "../../../modules/kms/notification-key";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";
import { BREAK_GLASS_ROLE_ARN, uses } from "./support";

const TOPIC_ARN = "arn:aws:sns:eu-west-1:222222222222:alerts";
const OTHER_TOPIC_ARN = "arn:aws:sns:eu-west-1:222222222222:incidents";
const QUEUE_ARN = "arn:aws:sqs:eu-west-1:222222222222:deliveries";
const DEAD_LETTERS_ARN = `${QUEUE_ARN}-dead`;
const READER = "arn:aws:iam::333333333333:root";

function key(consumers?: NotificationKeyProps["consumers"], redriver?: NotificationKeyProps["redriver"]): Template {
  return synthesizeModule((stack, environment) => {
    new NotificationKey(stack, "key", {
      environment,
      alias: "alias/notifications",
      breakGlassRoleArn: BREAK_GLASS_ROLE_ARN,
      encrypters: [
        { sid: "AlarmsPublish", service: "cloudwatch.amazonaws.com", to: { topicArn: TOPIC_ARN } },
        { sid: "EventsPublish", service: "events.amazonaws.com", to: { topicArn: [TOPIC_ARN, OTHER_TOPIC_ARN] } },
        { sid: "TopicSends", service: "sns.amazonaws.com", to: { queueArns: [QUEUE_ARN, DEAD_LETTERS_ARN] } },
      ],
      consumers,
      redriver,
    });
  });
}

describe("NotificationKey", () => {
  const statements = uses(key({ accountRoots: [READER], queueArn: QUEUE_ARN }));

  it("is used by a service that publishes, for messages of its topic only", () => {
    expect(statements.AlarmsPublish).toEqual({
      Sid: "AlarmsPublish",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": TOPIC_ARN } },
    });
  });

  it("is used by a service that publishes to several topics, for messages of these only", () => {
    expect(statements.EventsPublish).toMatchObject({
      Principal: { Service: "events.amazonaws.com" },
      Condition: { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": [TOPIC_ARN, OTHER_TOPIC_ARN] } },
    });
  });

  it("is used by a topic that sends on, for messages of its queues only", () => {
    expect(statements.TopicSends).toEqual({
      Sid: "TopicSends",
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { StringEquals: { "kms:EncryptionContext:aws:sqs:arn": [QUEUE_ARN, DEAD_LETTERS_ARN] } },
    });
  });

  it("lets consumers decrypt the messages of their queue, and encrypt none", () => {
    expect(statements.ConsumersDecrypt).toEqual({
      Sid: "ConsumersDecrypt",
      Effect: "Allow",
      Principal: { AWS: [READER] },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: { "kms:EncryptionContext:aws:sqs:arn": QUEUE_ARN } },
    });
  });

  it("lets one role move the messages of both queues, where one does, named by a condition: it need not exist yet", () => {
    expect(statements.RedriverMoves).toBeUndefined();
    const roleArn = "arn:aws:iam::222222222222:role/break-glass";
    const moved = uses(key(undefined, { roleArn, queueArns: [QUEUE_ARN, DEAD_LETTERS_ARN] }));
    expect(moved.RedriverMoves).toEqual({
      Sid: "RedriverMoves",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::222222222222:root" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: {
        ArnEquals: { "aws:PrincipalArn": roleArn },
        StringEquals: { "kms:EncryptionContext:aws:sqs:arn": [QUEUE_ARN, DEAD_LETTERS_ARN] },
      },
    });
  });

  it("sets no source conditions, which EventBridge would never meet", () => {
    expect(JSON.stringify(statements)).not.toContain("aws:Source");
  });

  it("is used by nobody else", () => {
    expect(Object.keys(statements)).toEqual(["AlarmsPublish", "EventsPublish", "TopicSends", "ConsumersDecrypt"]);
  });

  it("lets nobody decrypt where no queue has consumers", () => {
    expect(Object.keys(uses(key()))).toEqual(["AlarmsPublish", "EventsPublish", "TopicSends"]);
  });
});
