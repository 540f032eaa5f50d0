import { HEALTH_ALARMS } from "../../config/detection/health";
import type { HealthAlarmDefinition } from "../../config/detection/health";
import { SEVERITIES } from "../../config/detection/severity";
import type { Alarm } from "../../config/detection/settings";
import { existingLandingZone, stackOf, synthesizeLandingZone, synthesizeStack } from "../support/landing-zones";
import type { Block, Template } from "../support/terraform";

const detection = (...lines: string[]): Template => synthesizeStack(existingLandingZone(...lines), "detection");
const OFF = "{ disabled: true, reason: The SIEM reports these }";

const { alarms } = existingLandingZone().detection;
const { manifest, stacks } = synthesizeLandingZone(existingLandingZone());
const template = stackOf(stacks, "detection");
const health = Object.entries<HealthAlarmDefinition>(HEALTH_ALARMS).filter(
  ([, { account }]) => account === "management",
);

/** The topic is in the alerting stack. */
const topicOf = (severity: string) => [
  expect.stringMatching(new RegExp(`^arn:aws:sns:eu-west-1:.*:small-alerts-${severity}$`)) as unknown,
];

/** The alarm of a metric filter, or one on the detection itself. */
function alarmOf(of: Template, beginning: string): Block {
  const found = Object.entries(of.json.resource?.aws_cloudwatch_metric_alarm ?? {}).filter(([name]) =>
    name.startsWith(beginning),
  );
  expect(found).toHaveLength(1);
  return found[0]?.[1] ?? {};
}

interface DashboardBody {
  readonly widgets: { readonly properties: { readonly title?: string; readonly alarms?: string[] } }[];
}

function sectionsOf(of: Template): Record<string, string[]> {
  const { dashboard_body: body } = of.resource("aws_cloudwatch_dashboard");
  const { widgets } = JSON.parse(String(body)) as DashboardBody;
  return Object.fromEntries(
    widgets.flatMap(({ properties: { alarms: shown, title } }) =>
      title === undefined
        ? []
        : [
            [
              title,
              (shown ?? []).map((arn) => arn.replace(/^\$\{aws_cloudwatch_metric_alarm\.|(_alarm_\w+)?\.arn\}$/g, "")),
            ],
          ],
    ),
  );
}

describe("the detection", () => {
  it("is in the home region of the management account, beside the log group of the trail", () => {
    expect(template.json.provider.aws).toEqual([
      expect.objectContaining({ region: "eu-west-1", allowed_account_ids: ["111111111111"] }),
    ]);
  });

  it("is deployed after the trail and the topics", () => {
    const { dependencies } = (manifest.stacks as Record<string, Block>).detection ?? {};
    expect(dependencies).toEqual(expect.arrayContaining(["alerting", "organization-trail"]));
  });
});

describe("the alarms", () => {
  it.each<Alarm>(alarms)(
    "count the events of the trail and notify the topic of their severity: $key",
    ({ advice, alarmName, key, metricName, pattern, severity, threshold, title }) => {
      expect(template.resource("aws_cloudwatch_log_metric_filter", `alarm-${key}`)).toMatchObject({
        name: metricName,
        log_group_name: "small/organization-trail",
        pattern,
        metric_transformation: { namespace: "small/CloudTrail", name: metricName, value: "1" },
      });
      expect(alarmOf(template, `alarm-${key}_alarm_`)).toMatchObject({
        alarm_name: alarmName,
        alarm_description: `${title}. ${advice}`,
        namespace: "small/CloudTrail",
        metric_name: metricName,
        threshold,
        alarm_actions: topicOf(severity),
      });
    },
  );

  it("have names of their own", () => {
    const names = template.resources("aws_cloudwatch_metric_alarm").map(({ alarm_name: name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("are not there when they are disabled, nor are their filters", () => {
    const { text } = detection(`detection: { alarms: { rootLogin: ${OFF} } }`);
    expect(text).not.toContain("root-login");
    expect(text).toContain("small-iam-policy-changes");
  });

  it("have the severity, threshold and text that the file gives them", () => {
    const other = detection(
      "detection: { alarms: { unauthorizedApiCalls: { severity: critical, threshold: 7, variant: exact } } }",
    );
    expect(alarmOf(other, "alarm-unauthorizedApiCalls_")).toMatchObject({
      threshold: 7,
      alarm_actions: topicOf("critical"),
    });
    expect(other.resource("aws_cloudwatch_log_metric_filter", "alarm-unauthorizedApiCalls").pattern).toBe(
      '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
    );
  });

  it.each(["payrollReads", "dashboard", "access", "aws", "health"])(
    "may be one's own, whatever it is called: %s",
    (key) => {
      const own = detection(
        `detection: { customAlarms: { ${key}: { title: A payroll was read, pattern: payroll, severity: high } } }`,
      );
      expect(own.resource("aws_cloudwatch_log_metric_filter", `alarm-${key}`).pattern).toBe("payroll");
      expect(alarmOf(own, `alarm-${key}_`)).toMatchObject({ alarm_actions: topicOf("high") });
    },
  );
});

describe("the alarms on the detection itself in the management account", () => {
  const nothingElse = detection(`detection: { alarms: { ${alarms.map(({ key }) => `${key}: ${OFF}`).join(", ")} } }`);

  it.each(health)("are there whatever is disabled: %s", (key, { advice, severity, title }) => {
    for (const each of [template, nothingElse]) {
      expect(alarmOf(each, `health-${key}`)).toMatchObject({
        alarm_description: `${title}. ${advice}`,
        alarm_actions: topicOf(severity),
      });
    }
  });

  it.each([
    ["trailSilent", { namespace: "AWS/Logs", dimensions: { LogGroupName: "small/organization-trail" } }],
    ["deliveryDeadLetters", { namespace: "AWS/SQS", dimensions: { QueueName: "small-trail-deliveries-dead" } }],
  ])("look at what is deployed: %s", (key, expected) => {
    expect(alarmOf(template, `health-${key}`)).toMatchObject(expected);
  });

  it("are all that is left where every alarm is disabled", () => {
    expect(nothingElse.resources("aws_cloudwatch_log_metric_filter")).toEqual([]);
    const left = Object.keys(nothingElse.json.resource?.aws_cloudwatch_metric_alarm ?? {});
    expect(left.filter((name) => !name.startsWith("health-"))).toEqual([]);
    expect(Object.keys(sectionsOf(nothingElse))).toEqual(["health of the detection itself"]);
  });
});

describe("the dashboard", () => {
  it("is called after the landing zone", () => {
    expect(template.resource("aws_cloudwatch_dashboard").dashboard_name).toBe("small-alarms");
  });

  it("has every alarm in the section of its severity, and those on the detection itself in another", () => {
    const bySeverity = SEVERITIES.map((severity): [string, string[]] => [
      severity,
      alarms.filter((alarm) => alarm.severity === severity).map(({ key }) => `alarm-${key}`),
    ]);
    expect(sectionsOf(template)).toEqual({
      ...Object.fromEntries(bySeverity),
      "health of the detection itself": health.map(([key]) => `health-${key}`),
    });
  });
});

describe("the policies for those who watch", () => {
  interface Policy {
    readonly Statement: { readonly Sid: string; readonly Action: string[]; readonly Resource: string | string[] }[];
  }
  const policies = Object.fromEntries(
    template
      .resources("aws_iam_policy")
      .map(({ name, policy }) => [String(name), (JSON.parse(String(policy)) as Policy).Statement]),
  );

  it("are one for readers and one for operators, who may also test alarms", () => {
    const sids = (name: string) => policies[name]?.map(({ Sid }) => Sid) ?? [];
    expect(Object.keys(policies).sort()).toEqual(["small-alarm-operator", "small-alarm-reader"]);
    expect(sids("small-alarm-operator")).toEqual([...sids("small-alarm-reader"), "TryOutAlarms"]);
  });

  it.each(["small-alarm-operator", "small-alarm-reader"])(
    "read the trail's log group and who subscribes to the topics, no others: %s",
    (name) => {
      const resources = (sid: string) => policies[name]?.find(({ Sid }) => Sid === sid)?.Resource;
      expect(resources("ReadLogGroups")).toEqual([
        "arn:aws:logs:eu-west-1:111111111111:log-group:small/organization-trail",
        "arn:aws:logs:eu-west-1:111111111111:log-group:small/organization-trail:*",
      ]);
      expect(resources("SeeWhoIsAlerted")).toEqual(SEVERITIES.flatMap(topicOf));
    },
  );
});
