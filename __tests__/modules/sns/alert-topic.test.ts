import { isDeepStrictEqual } from "node:util";
import { TerraformOutput } from "cdktf";
import { AlertTopic } from "../../../modules/sns/alert-topic";
import type { AlertTopicProps, Subscription } from "../../../modules/sns/alert-topic";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

const ARN = "arn:aws:sns:eu-west-1:222222222222:alerts";
const KEY_ARN = "arn:aws:kms:eu-west-1:222222222222:key/1";
const QUEUE_ARN = "arn:aws:sqs:eu-west-1:222222222222:alerts";
const FUNCTION_ARN = "arn:aws:lambda:eu-west-1:222222222222:function:alerts";

function alertTopic(props: Partial<AlertTopicProps> = {}): Template {
  return synthesizeModule((stack, environment) => {
    const { topicArn, topicName } = new AlertTopic(stack, "alerts", {
      environment,
      topicName: "alerts",
      kmsKeyArn: KEY_ARN,
      alarmAccountIds: ["222222222222", "333333333333"],
      ...props,
    });
    new TerraformOutput(stack, "arn", { value: topicArn });
    new TerraformOutput(stack, "name", { value: topicName });
  });
}

describe("AlertTopic", () => {
  const template = alertTopic();
  const statements = Object.values(template.statements("aws_sns_topic_policy"));

  it("lets the alarms of the given accounts publish, and EventBridge without a condition, which it would not meet", () => {
    const publish = { Effect: "Allow", Action: "sns:Publish", Resource: ARN };
    expect(statements.filter(({ Effect }) => Effect === "Allow")).toStrictEqual([
      {
        Sid: "AlarmsPublish",
        ...publish,
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": ["222222222222", "333333333333"] } },
      },
      { Sid: "EventRulesPublish", ...publish, Principal: { Service: "events.amazonaws.com" } },
    ]);
  });

  it("lets the given accounts see who is subscribed, and do nothing else", () => {
    const read = alertTopic({ readerAccountIds: ["333333333333"] }).statements("aws_sns_topic_policy");
    const principal = { AWS: ["arn:aws:iam::333333333333:root"] };
    expect(Object.values(read).filter(({ Principal }) => isDeepStrictEqual(Principal, principal))).toStrictEqual([
      {
        Sid: "AccountsSeeSubscribers",
        Effect: "Allow",
        Principal: principal,
        Action: ["sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic"],
        Resource: ARN,
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

  it("signs its e-mail with the display name", () => {
    expect(alertTopic({ displayName: "Alerts" }).resource("aws_sns_topic").display_name).toBe("Alerts");
  });

  it("names the region in the ids of subscriptions where it may move, and nowhere else", () => {
    const subscriptions: readonly Subscription[] = [{ protocol: "email", endpoint: "a@example.com" }];
    const idsOf = (of: Template) => of.addresses.filter((address) => address.includes("subscription")).join();
    expect(idsOf(alertTopic({ subscriptions, mayMove: true }))).toMatch(/email-aexamplecom-eu-west-1/);
    expect(idsOf(alertTopic({ subscriptions }))).not.toContain("eu-west-1");
  });

  it("subscribes everybody, by whatever protocol", () => {
    const subscriptions: readonly Subscription[] = [
      { protocol: "email", endpoint: "a@example.com" },
      { protocol: "email", endpoint: "b@example.com" },
      { protocol: "https", endpoint: "https://example.com/alerts" },
      { protocol: "sqs", endpoint: QUEUE_ARN },
      { protocol: "lambda", endpoint: FUNCTION_ARN },
    ];
    const subscribed = alertTopic({ subscriptions }).resources("aws_sns_topic_subscription");
    expect(subscribed).toHaveLength(subscriptions.length);
    expect(subscribed).toEqual(
      expect.arrayContaining(
        subscriptions.map((subscription): unknown =>
          expect.objectContaining({ ...subscription, topic_arn: "${aws_sns_topic.alerts.arn}" }),
        ),
      ),
    );
  });

  it("keeps the addresses that subscriptions of e-mail always had", () => {
    const { addresses } = synthesizeModule((stack, environment) => {
      new AlertTopic(stack, "alert-topic", {
        environment,
        topicName: "alerts",
        kmsKeyArn: KEY_ARN,
        alarmAccountIds: [environment.accountId],
        subscriptions: [{ protocol: "email", endpoint: "security@example.com" }],
      });
    });
    expect(addresses).toContain("aws_sns_topic_subscription.alert-topic_email-securityexamplecom_2E53D23F");
  });

  it("has no subscribers when none are given", () => {
    expect(template.resources("aws_sns_topic_subscription")).toEqual([]);
  });

  it("exposes its ARN and name", () => {
    expect(template.json.output).toMatchObject({
      arn: { value: "${aws_sns_topic.alerts.arn}" },
      name: { value: "${aws_sns_topic.alerts.name}" },
    });
  });
});
