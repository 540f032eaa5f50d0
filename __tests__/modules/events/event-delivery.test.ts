import { EventDelivery } from "../../../modules/events/event-delivery";
import { ruleRoleTrust } from "../../../modules/events/rule-role-trust";
import { ACCOUNT_ID, synthesizeModule } from "../../support/terraform";

const STREAM = "arn:aws:firehose:eu-west-1:222222222222:deliverystream/findings";
const QUEUE = "arn:aws:sqs:eu-west-1:222222222222:dead";

describe("EventDelivery", () => {
  const template = synthesizeModule((stack, environment) => {
    new EventDelivery(stack, "delivery", {
      environment,
      busName: "security",
      ruleName: "findings",
      roleName: "findings-events",
      description: "All findings",
      eventPattern: '{"source":["aws.inspector2"]}',
      streamArn: STREAM,
      deadLetterQueueArn: QUEUE,
    });
  });

  it("sends the events of the bus to the stream, and what cannot be sent for a day to the queue", () => {
    expect(template.resource("aws_cloudwatch_event_rule")).toMatchObject({
      name: "findings",
      event_bus_name: "security",
      event_pattern: '{"source":["aws.inspector2"]}',
    });
    expect(template.resource("aws_cloudwatch_event_target")).toMatchObject({
      arn: STREAM,
      event_bus_name: "security",
      dead_letter_config: { arn: QUEUE },
      retry_policy: { maximum_event_age_in_seconds: 86_400 },
    });
  });

  it("does so with a role of EventBridge that writes to that stream only", () => {
    expect(template.resource("aws_iam_role").assume_role_policy).toBe(ruleRoleTrust({ accountId: ACCOUNT_ID }));
    expect(Object.values(template.statements("aws_iam_role_policy"))).toEqual([
      {
        Sid: "PutRecords",
        Effect: "Allow",
        Action: ["firehose:PutRecord", "firehose:PutRecordBatch"],
        Resource: STREAM,
      },
    ]);
  });
});
