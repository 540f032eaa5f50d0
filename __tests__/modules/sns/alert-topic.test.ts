import { AlertTopic } from "../../../modules/sns/alert-topic";
import { synthesizeModule } from "../../support/terraform";

describe("AlertTopic", () => {
  const template = synthesizeModule((stack, place) => {
    new AlertTopic(stack, "alerts", { place, topicName: "alerts", emails: ["a@example.com", "b@example.com"] });
  });

  it("lets the alarms of its own account publish, and nobody else", () => {
    expect(Object.values(template.statements("aws_sns_topic_policy"))).toEqual([
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
});
