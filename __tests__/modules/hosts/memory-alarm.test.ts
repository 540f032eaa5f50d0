import { MemoryAlarm } from "../../../modules/hosts/memory-alarm";
import type { MemoryAlarmProps } from "../../../modules/hosts/memory-alarm";
import { synthesizeModule } from "../../support/terraform";
import type { Block } from "../../support/terraform";

function alarm(props: Partial<MemoryAlarmProps> = {}): Block {
  return synthesizeModule((stack, environment) => {
    new MemoryAlarm(stack, "memory", {
      environment,
      alarmName: "org-memory",
      namespace: "org/Hosts",
      topicArn: "arn:aws:sns:eu-west-1:222222222222:alerts",
      ...props,
    });
  }).resource("aws_cloudwatch_metric_alarm");
}

describe("MemoryAlarm", () => {
  it("watches the fullest of all hosts, without naming any", () => {
    expect(alarm()).toMatchObject({
      alarm_name: "org-memory",
      namespace: "org/Hosts",
      metric_name: "mem_used_percent",
      statistic: "Maximum",
    });
    expect(alarm()).not.toHaveProperty("dimensions");
  });

  it("is triggered after a quarter of an hour at 90 percent and not by missing hosts", () => {
    expect(alarm()).toMatchObject({
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 90,
      period: 300,
      evaluation_periods: 3,
      treat_missing_data: "notBreaching",
      alarm_actions: ["arn:aws:sns:eu-west-1:222222222222:alerts"],
    });
  });

  it("takes another threshold, and says so", () => {
    expect(alarm({ thresholdPercent: 75 })).toMatchObject({
      threshold: 75,
      alarm_description: expect.stringContaining("75 % of its memory") as string,
    });
  });

  it("watches Windows by the metric of its agent", () => {
    expect(alarm({ system: "windows" })).toMatchObject({
      metric_name: "Memory % Committed Bytes In Use",
      alarm_description: expect.stringContaining("Memory % Committed Bytes In Use by InstanceId") as string,
    });
  });
});
