import { Topic, topicArn } from "../../../modules/sns/topic";
import type { Publisher, TopicProps } from "../../../modules/sns/topic";
import { synthesizeModule } from "../../support/terraform";
import type { Statement, Template } from "../../support/terraform";

const ARN = "arn:aws:sns:eu-west-1:222222222222:news";
const KEY_ARN = "arn:aws:kms:eu-west-1:222222222222:key/1";

const BACKUP: Publisher = {
  sid: "BackupPublishes",
  service: "backup.amazonaws.com",
  condition: { StringEquals: { "aws:SourceAccount": "222222222222" } },
};
const EVENTS: Publisher = { sid: "EventRulesPublish", service: "events.amazonaws.com" };

function topic(props: Partial<TopicProps> = {}): Template {
  return synthesizeModule((stack, environment) => {
    new Topic(stack, "topic", { environment, topicName: "news", kmsKeyArn: KEY_ARN, publishers: [BACKUP], ...props });
  });
}

const statements = (template: Template): Record<string, Statement> => template.statements("aws_sns_topic_policy");

describe("Topic", () => {
  const template = topic();

  it("has its name and encrypts messages with the given key", () => {
    expect(template.resource("aws_sns_topic")).toMatchObject({ name: "news", kms_master_key_id: KEY_ARN });
  });

  it("has a display name only when it is given one", () => {
    expect(template.resource("aws_sns_topic")).not.toHaveProperty("display_name");
    expect(topic({ displayName: "News" }).resource("aws_sns_topic").display_name).toBe("News");
  });

  it("has its policy on itself", () => {
    expect(template.resource("aws_sns_topic_policy").arn).toBe("${aws_sns_topic.topic.arn}");
  });

  it("lets a service publish, under its condition", () => {
    expect(statements(template).BackupPublishes).toEqual({
      Sid: "BackupPublishes",
      Effect: "Allow",
      Principal: { Service: "backup.amazonaws.com" },
      Action: "sns:Publish",
      Resource: ARN,
      Condition: { StringEquals: { "aws:SourceAccount": "222222222222" } },
    });
  });

  it("lets several services publish, one without a condition if that is what it takes", () => {
    const { BackupPublishes, EventRulesPublish } = statements(topic({ publishers: [BACKUP, EVENTS] }));
    expect(BackupPublishes).toEqual(statements(template).BackupPublishes);
    expect(EventRulesPublish).toStrictEqual({
      Sid: "EventRulesPublish",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sns:Publish",
      Resource: ARN,
    });
  });

  it("denies publishing without TLS", () => {
    expect(statements(template).DenyInsecureTransport).toEqual({
      Sid: "DenyInsecureTransport",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: ARN,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  it.each([undefined, false])("says nothing of other publishers unless asked: %s", (exclusive) => {
    expect(Object.keys(statements(topic({ exclusive })))).toEqual(["BackupPublishes", "DenyInsecureTransport"]);
  });

  it("denies publishing to all but its service where it is asked to", () => {
    const { DenyOtherPublishers, ...rest } = statements(topic({ exclusive: true }));
    expect(DenyOtherPublishers).toEqual({
      Sid: "DenyOtherPublishers",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: ARN,
      Condition: { StringNotEquals: { "aws:PrincipalServiceName": "backup.amazonaws.com" } },
    });
    expect(rest).toEqual(statements(template));
  });

  it("denies publishing to all but its services, each named once", () => {
    const again = { ...EVENTS, sid: "EventRulesPublishToo" };
    const { DenyOtherPublishers } = statements(topic({ publishers: [BACKUP, EVENTS, again], exclusive: true }));
    expect(DenyOtherPublishers?.Condition).toEqual({
      StringNotEquals: { "aws:PrincipalServiceName": ["backup.amazonaws.com", "events.amazonaws.com"] },
    });
  });
});

describe("topicArn", () => {
  it("is known before the topic is, in every partition", () => {
    synthesizeModule((_, environment) => {
      expect(topicArn(environment, "news")).toBe(ARN);
      expect(topicArn({ ...environment, partition: "aws-cn", region: "cn-north-1" }, "news")).toBe(
        "arn:aws-cn:sns:cn-north-1:222222222222:news",
      );
    });
  });
});
