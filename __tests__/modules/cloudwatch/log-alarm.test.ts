import { TerraformOutput } from "cdktf";
import { LogAlarm } from "../../../modules/cloudwatch/log-alarm";
import type { LogAlarmProps } from "../../../modules/cloudwatch/log-alarm";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-1 */
const ROOT_LOGIN =
  '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }';

function logAlarm(props: Partial<LogAlarmProps> = {}): Template {
  return synthesizeModule((stack, environment) => {
    const { alarmArn } = new LogAlarm(stack, "root-login", {
      environment,
      logGroupName: "trail",
      pattern: ROOT_LOGIN,
      metricNamespace: "org/CloudTrail",
      metricName: "root-login",
      alarmName: "org-root-login",
      alarmDescription: "root was used",
      topicArn: "arn:aws:sns:eu-west-1:222222222222:alerts",
      ...props,
    });
    new TerraformOutput(stack, "alarm-arn", { value: alarmArn });
  });
}

describe("LogAlarm", () => {
  const template = logAlarm();

  it("keeps the filter's pattern to the letter: nothing in it is taken for a Terraform expression", () => {
    expect(template.resource("aws_cloudwatch_log_metric_filter")).toMatchObject({
      log_group_name: "trail",
      pattern: ROOT_LOGIN,
    });
  });

  it("counts one for every match, in the metric that the alarm watches", () => {
    const { metric_transformation: transformation } = template.resource("aws_cloudwatch_log_metric_filter");
    const alarm = template.resource("aws_cloudwatch_metric_alarm");
    expect(transformation).toMatchObject({ namespace: "org/CloudTrail", name: "root-login", value: "1" });
    expect(alarm).toMatchObject({ namespace: "org/CloudTrail", metric_name: "root-login" });
  });

  it("is triggered by the first match within five minutes and not by missing data", () => {
    expect(template.resource("aws_cloudwatch_metric_alarm")).toMatchObject({
      statistic: "Sum",
      period: 300,
      evaluation_periods: 1,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treat_missing_data: "notBreaching",
      alarm_actions: ["arn:aws:sns:eu-west-1:222222222222:alerts"],
    });
  });

  it("is triggered by as many matches within as long a period as given", () => {
    expect(logAlarm({ threshold: 5, periodSeconds: 60 }).resource("aws_cloudwatch_metric_alarm")).toMatchObject({
      threshold: 5,
      period: 60,
    });
  });

  it("has the addresses it always had, so that no state has to move", () => {
    expect(template.addresses).toEqual([
      "aws_cloudwatch_log_metric_filter.root-login",
      "aws_cloudwatch_metric_alarm.root-login_alarm_2A3BF317",
    ]);
  });

  it("exposes the ARN of its alarm", () => {
    expect(template.json.output?.["alarm-arn"]).toMatchObject({
      value: "${aws_cloudwatch_metric_alarm.root-login_alarm_2A3BF317.arn}",
    });
  });
});
