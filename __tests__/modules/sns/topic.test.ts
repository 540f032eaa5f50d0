import { Topic, topicArn } from "../../../modules/sns/topic";
import { synthesizeModule } from "../../support/terraform";
import type { Statement, Template } from "../../support/terraform";

const ARN = "arn:aws:sns:eu-west-1:222222222222:news";
const KEY_ARN = "arn:aws:kms:eu-west-1:222222222222:key/1";

function topic(exclusive?: boolean): Template {
  return synthesizeModule((stack, place) => {
    new Topic(stack, "topic", {
      place,
      topicName: "news",
      kmsKeyArn: KEY_ARN,
      publisher: {
        sid: "BackupPublishes",
        service: "backup.amazonaws.com",
        condition: { StringEquals: { "aws:SourceAccount": "222222222222" } },
        exclusive,
      },
    });
  });
}

const statements = (template: Template): Record<string, Statement> => template.statements("aws_sns_topic_policy");

describe("Topic", () => {
  const template = topic();

  it("has its name and encrypts messages with the given key", () => {
    expect(template.resource("aws_sns_topic")).toMatchObject({ name: "news", kms_master_key_id: KEY_ARN });
  });

  it("has its policy on itself", () => {
    expect(template.resource("aws_sns_topic_policy").arn).toBe("${aws_sns_topic.topic.arn}");
  });

  it("lets one service publish, under its condition", () => {
    expect(statements(template).BackupPublishes).toEqual({
      Sid: "BackupPublishes",
      Effect: "Allow",
      Principal: { Service: "backup.amazonaws.com" },
      Action: "sns:Publish",
      Resource: ARN,
      Condition: { StringEquals: { "aws:SourceAccount": "222222222222" } },
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
    expect(Object.keys(statements(topic(exclusive)))).toEqual(["BackupPublishes", "DenyInsecureTransport"]);
  });

  it("denies publishing to all but its service where it is asked to", () => {
    const { DenyOtherPublishers, ...rest } = statements(topic(true));
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
});

describe("topicArn", () => {
  it("is known before the topic is, in every partition", () => {
    synthesizeModule((_, place) => {
      expect(topicArn(place, "news")).toBe(ARN);
      expect(topicArn({ ...place, partition: "aws-cn", region: "cn-north-1" }, "news")).toBe(
        "arn:aws-cn:sns:cn-north-1:222222222222:news",
      );
    });
  });
});
