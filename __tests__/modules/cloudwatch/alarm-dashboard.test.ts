import { AlarmDashboard, dashboardBody } from "../../../modules/cloudwatch/alarm-dashboard";
import { MetricAlarm } from "../../../modules/cloudwatch/metric-alarm";
import { synthesizeModule } from "../../support/terraform";

function arns(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `arn:aws:cloudwatch:eu-west-1:222222222222:alarm:${index}`);
}

describe("dashboardBody", () => {
  it("shows the text, then the alarms of each section, across the whole width and one below the other", () => {
    const sections = [
      { title: "Trail", alarmArns: arns(1) },
      { title: "Queues", alarmArns: arns(5) },
    ];
    expect(dashboardBody(sections, "# Alarms\nWhat to do")).toEqual({
      widgets: [
        { type: "text", x: 0, y: 0, width: 24, height: 3, properties: { markdown: "# Alarms\nWhat to do" } },
        { type: "alarm", x: 0, y: 3, width: 24, height: 3, properties: { title: "Trail", alarms: arns(1) } },
        { type: "alarm", x: 0, y: 6, width: 24, height: 4, properties: { title: "Queues", alarms: arns(5) } },
      ],
    });
  });

  it("has no text when none is given", () => {
    expect(dashboardBody([{ title: "Trail", alarmArns: arns(1) }]).widgets.map(({ type, y }) => [type, y])).toEqual([
      ["alarm", 0],
    ]);
  });

  it("leaves out sections without alarms", () => {
    const sections = [
      { title: "Nothing", alarmArns: [] },
      { title: "Trail", alarmArns: arns(1) },
    ];
    expect(dashboardBody(sections)).toEqual(dashboardBody(sections.slice(1)));
    expect(dashboardBody([])).toEqual({ widgets: [] });
  });

  it("shows a hundred alarms in one widget", () => {
    const { widgets } = dashboardBody([{ title: "Trail", alarmArns: arns(100) }]);
    expect(widgets.map(({ properties }) => properties)).toEqual([{ title: "Trail", alarms: arns(100) }]);
  });

  it("splits a section of more alarms than CloudWatch shows in one widget, and loses none", () => {
    const { widgets } = dashboardBody([{ title: "Trail", alarmArns: arns(201) }]);
    expect(widgets.map(({ properties }) => properties.title)).toEqual([
      "Trail (1 of 3)",
      "Trail (2 of 3)",
      "Trail (3 of 3)",
    ]);
    expect(widgets.map(({ properties }) => properties.alarms?.length)).toEqual([100, 100, 1]);
    expect(widgets.flatMap(({ properties }) => properties.alarms)).toEqual(arns(201));
  });

  it("lets no widget overlap the next", () => {
    const { widgets } = dashboardBody([{ title: "Trail", alarmArns: arns(250) }], "text");
    for (const [index, { height, y }] of widgets.slice(0, -1).entries()) {
      expect(widgets[index + 1]?.y).toBe(y + height);
    }
  });
});

describe("AlarmDashboard", () => {
  it("shows alarms of its own stack by reference", () => {
    const template = synthesizeModule((stack, environment) => {
      const alarm = new MetricAlarm(stack, "alarm", {
        environment,
        alarmName: "alarm",
        alarmDescription: "alarm",
        namespace: "AWS/SNS",
        topicArn: "arn:aws:sns:eu-west-1:222222222222:topic",
        metricName: "NumberOfNotificationsFailed",
        statistic: "Sum",
        periodSeconds: 300,
        comparison: ">",
        threshold: 0,
        missingData: "notBreaching",
      });
      new AlarmDashboard(stack, "dashboard", {
        environment,
        dashboardName: "org-alarms",
        sections: [{ title: "Topics", alarmArns: [alarm.alarmArn] }],
        markdown: "All alarms",
      });
    });
    const { dashboard_body: body, dashboard_name: name } = template.resource("aws_cloudwatch_dashboard", "dashboard");
    expect(name).toBe("org-alarms");
    expect(JSON.parse(String(body))).toEqual(
      dashboardBody([{ title: "Topics", alarmArns: ["${aws_cloudwatch_metric_alarm.alarm.arn}"] }], "All alarms"),
    );
  });
});
