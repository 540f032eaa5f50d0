import { MetricAlarm } from "../../../modules/cloudwatch/metric-alarm";
import type { MetricAlarmProps } from "../../../modules/cloudwatch/metric-alarm";
import { synthesizeModule } from "../../support/terraform";
import type { Block } from "../../support/terraform";

const TOPIC_ARN = "arn:aws:sns:eu-west-1:222222222222:alerts";

function alarm(props: Partial<MetricAlarmProps> = {}): Block {
  const template = synthesizeModule((stack, environment) => {
    new MetricAlarm(stack, "old-messages", {
      environment,
      alarmName: "org-old-messages",
      alarmDescription: "nobody works through the queue",
      namespace: "AWS/SQS",
      metricName: "ApproximateAgeOfOldestMessage",
      statistic: "Maximum",
      periodSeconds: 300,
      comparison: ">=",
      threshold: 3600,
      missingData: "ignore",
      topicArn: TOPIC_ARN,
      ...props,
    });
  });
  return template.resource("aws_cloudwatch_metric_alarm", "old-messages");
}

describe("MetricAlarm", () => {
  it("watches a metric, and notifies the topic when the state becomes ALARM", () => {
    expect(alarm()).toMatchObject({
      alarm_name: "org-old-messages",
      alarm_description: "nobody works through the queue",
      namespace: "AWS/SQS",
      metric_name: "ApproximateAgeOfOldestMessage",
      statistic: "Maximum",
      period: 300,
      evaluation_periods: 1,
      threshold: 3600,
      treat_missing_data: "ignore",
      alarm_actions: [TOPIC_ARN],
    });
  });

  it("notifies nobody when the state is OK again", () => {
    expect(alarm()).not.toHaveProperty("ok_actions");
  });

  it("has dimensions only where the metric has", () => {
    expect(alarm()).not.toHaveProperty("dimensions");
    expect(alarm({ dimensions: { QueueName: "deliveries" } }).dimensions).toEqual({ QueueName: "deliveries" });
  });

  it("waits for as many periods as given", () => {
    expect(alarm({ evaluationPeriods: 3 }).evaluation_periods).toBe(3);
  });

  it.each([
    [">=", "GreaterThanOrEqualToThreshold"],
    [">", "GreaterThanThreshold"],
    ["<=", "LessThanOrEqualToThreshold"],
    ["<", "LessThanThreshold"],
  ] as const)("compares by %s", (comparison, operator) => {
    expect(alarm({ comparison }).comparison_operator).toBe(operator);
  });
});
