import { AlertTopic } from "../../../modules/sns/alert-topic";
import { synthesizeModule } from "../../support/terraform";

const KEY_ARN = "arn:aws:kms:eu-west-1:222222222222:key/1";

describe("AlertTopic", () => {
  const template = synthesizeModule((stack, place) => {
    new AlertTopic(stack, "alerts", {
      place,
      topicName: "alerts",
      kmsKeyArn: KEY_ARN,
      emails: ["a@example.com", "b@example.com"],
    });
  });

  const statements = Object.values(template.statements("aws_sns_topic_policy"));

  it("lets the alarms of its own account publish, and nobody else", () => {
    expect(statements.filter(({ Effect }) => Effect === "Allow")).toEqual([
      {
        Sid: "AlarmsOfThisAccountPublish",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: "sns:Publish",
        Resource: "arn:aws:sns:eu-west-1:222222222222:alerts",
        Condition: { StringEquals: { "aws:SourceAccount": "222222222222" } },
      },
    ]);
  });

  it("leaves it to IAM policies of its account who tries it out", () => {
    expect(statements.filter(({ Effect }) => Effect === "Deny").map(({ Sid }) => Sid)).toEqual([
      "DenyInsecureTransport",
    ]);
  });

  it("encrypts its messages with the given key", () => {
    expect(template.resource("aws_sns_topic")).toMatchObject({ name: "alerts", kms_master_key_id: KEY_ARN });
  });

  it("subscribes every address", () => {
    const subscribed = template.resources("aws_sns_topic_subscription");
    expect(subscribed).toHaveLength(2);
    expect(subscribed).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ protocol: "email", endpoint: "a@example.com" }),
        expect.objectContaining({ protocol: "email", endpoint: "b@example.com" }),
      ]),
    );
  });

  it("has no subscribers when no address is given", () => {
    const lonely = synthesizeModule((stack, place) => {
      new AlertTopic(stack, "alerts", { place, topicName: "alerts", kmsKeyArn: KEY_ARN });
    });
    expect(lonely.resources("aws_sns_topic_subscription")).toEqual([]);
  });
});
