import { EVENT_RULES } from "../../config/detection";
import { HEALTH_ALARMS } from "../../config/detection/health";
import type { HealthAlarmDefinition } from "../../config/detection/health";
import { SEVERITIES } from "../../config/detection/severity";
import type { LandingZone } from "../../config/landing-zone";
import type { EventRule } from "../../config/detection/settings";
import { existingLandingZone, ORGANIZATION_ID, synthesizeStack } from "../support/landing-zones";
import type { Block, Template } from "../support/terraform";

const alertingOf = (landingZone: LandingZone): Template => synthesizeStack(landingZone, "alerting");
const alerting = (...lines: string[]): Template => alertingOf(existingLandingZone(...lines));

const AUDIT = "333333333333";
const HOME = `eu-west-1:${AUDIT}`;
const KEY = "${aws_kms_key.alert-key.arn}";
const topicArn = (severity: string): string => `arn:aws:sns:${HOME}:small-alerts-${severity}`;
const topicReference = (severity: string): string => `\${aws_sns_topic.alerts-${severity}.arn}`;
const TAMPERING = "${aws_sns_topic.tampering.arn}";
const QUEUE = `arn:aws:sqs:${HOME}:small-security-events-dead`;
const OFF = "{ disabled: true, reason: The SIEM reports these }";

const landingZone = existingLandingZone();
const template = alertingOf(landingZone);

/** Resources of a type whose Terraform name begins so. */
function named(of: Template, type: string, beginning: string): Block[] {
  return Object.entries(of.json.resource?.[type] ?? {}).flatMap(([name, block]) =>
    name.startsWith(beginning) ? [block] : [],
  );
}

describe("the alerts", () => {
  it("say after a deployment who has yet to confirm", () => {
    const { waits_for_confirmation: output } = template.json.output ?? {};
    expect(Object.keys(output?.value as object).sort()).toEqual([...SEVERITIES, "tampering"].sort());
    expect(JSON.stringify(output?.value)).toMatch(/"critical":\{"[^"]+@[^"]+":"\$\{[^}]+\.pending_confirmation\}"/);
  });

  it("are in the home region of the audit account", () => {
    expect(template.json.provider.aws[0]).toMatchObject({ region: "eu-west-1", allowed_account_ids: [AUDIT] });
    for (const severity of SEVERITIES) {
      expect(template.resource("aws_sns_topic", `alerts-${severity}`).provider).toBe("aws");
    }
  });

  it.each(SEVERITIES)("have an encrypted topic for what is %s", (severity) => {
    expect(template.resource("aws_sns_topic", `alerts-${severity}`)).toMatchObject({
      name: `small-alerts-${severity}`,
      kms_master_key_id: KEY,
    });
  });

  it.each(SEVERITIES)("let alarms of the management and the audit account publish what is %s", (severity) => {
    const [policy] = named(template, "aws_sns_topic_policy", `alerts-${severity}_`);
    expect(policy?.policy).toContain('"aws:SourceAccount":["111111111111","333333333333","222222222222"]');
    expect(policy?.policy).toContain(`"Resource":"${topicArn(severity)}"`);
  });

  it("have no topic besides that of tampering", () => {
    expect(template.resources("aws_sns_topic")).toHaveLength(SEVERITIES.length + 1);
  });
});

describe("the notifications of AWS Config", () => {
  const notified = alerting("config: { recording: { notifications: true } }");

  it("have a topic and a key in every region, which the deployment role can delete with the region", () => {
    const keys = named(notified, "aws_kms_key", "config-key-");
    const topics = named(notified, "aws_sns_topic", "config-topic-");
    const providers = (blocks: Block[]) => blocks.map(({ provider }) => provider).sort();
    expect(providers(topics)).toEqual(["aws", "aws.us-east-1"]);
    expect(providers(keys)).toEqual(providers(topics));
    expect(topics.map(({ name }) => name)).toEqual(topics.map(() => "small-config"));
    expect(keys.filter(({ policy }) => String(policy).includes("DenyDestruction"))).toEqual([]);
  });
});

describe("the key of the alerts", () => {
  const statements = template.statements("aws_kms_key", "policy", "alert-key");
  const topics = { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": SEVERITIES.map(topicArn) } };

  it("is called so", () => {
    expect(template.resources("aws_kms_alias")).toContainEqual(
      expect.objectContaining({
        name: "alias/small-alerts",
        target_key_id: expect.stringContaining("aws_kms_key.alert-key") as unknown,
      }),
    );
  });

  it.each([
    ["AlarmsPublish", "cloudwatch.amazonaws.com", topics],
    ["EventRulesPublish", "events.amazonaws.com", topics],
    ["EventRulesSend", "events.amazonaws.com", { StringEquals: { "kms:EncryptionContext:aws:sqs:arn": [QUEUE] } }],
  ])("encrypts what these services send, and nothing else: %s", (sid, service, condition) => {
    expect(statements[sid]).toMatchObject({ Principal: { Service: service }, Condition: condition });
  });

  it("lets the audit account read what could not be delivered", () => {
    expect(statements.ConsumersDecrypt).toMatchObject({
      Principal: { AWS: [`arn:aws:iam::${AUDIT}:root`] },
      Condition: { StringEquals: { "kms:EncryptionContext:aws:sqs:arn": QUEUE } },
    });
  });

  it("is destroyed by nobody but the break-glass role", () => {
    expect(JSON.stringify(statements.DenyDestruction)).toContain(`arn:aws:iam::${AUDIT}:role/small-break-glass`);
  });
});

describe("the subscribers", () => {
  const subscribersOf = (of: Template) =>
    of
      .resources("aws_sns_topic_subscription")
      .filter(({ topic_arn: topic }) => topic !== TAMPERING)
      .map(({ endpoint, protocol, topic_arn: topic }) => [topic, protocol, endpoint].join(" "))
      .sort();

  it("are the audit account's address by default, of every topic", () => {
    expect(subscribersOf(template)).toEqual(
      SEVERITIES.map((severity) => `${topicReference(severity)} email audit@example.com`).sort(),
    );
  });

  it("are everybody that the file names, each at the topic of the severity", () => {
    const siem = `arn:aws:sqs:${HOME}:siem`;
    const triage = `arn:aws:lambda:${HOME}:function:triage`;
    const routes = [
      `critical: { emails: [duty@example.com], https: ['https://duty.example.com'] }`,
      `high: { queues: ['${siem}'], functions: ['${triage}'] }`,
    ];
    const subscribers = subscribersOf(
      alerting(`alerts: { emails: [a@example.com], routes: { ${routes.join(", ")} } }`),
    );
    expect(subscribers).toEqual(
      [
        ...SEVERITIES.map((severity) => `${topicReference(severity)} email a@example.com`),
        `${topicReference("critical")} email duty@example.com`,
        `${topicReference("critical")} https https://duty.example.com`,
        `${topicReference("high")} sqs ${siem}`,
        `${topicReference("high")} lambda ${triage}`,
      ].sort(),
    );
  });
});

describe("the security event bus", () => {
  it("takes events of the forwarding role of any account of the organization only", () => {
    expect(template.resource("aws_cloudwatch_event_bus", "security-bus")).toMatchObject({ name: "small-security" });
    const [policy] = named(template, "aws_cloudwatch_event_bus_policy", "security-bus_");
    const { Statement } = JSON.parse(String(policy?.policy)) as { Statement: object[] };
    const [ForwardersOfTheOrganization] = Statement;
    expect(ForwardersOfTheOrganization).toMatchObject({
      Resource: `arn:aws:events:${HOME}:event-bus/small-security`,
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": ORGANIZATION_ID },
        ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/small-to-security-bus" },
      },
    });
  });

  it.each([
    [[], 365],
    [["detection: { archiveDays: 30 }"], 30],
  ])("archives its events for as long as the file says: %j", (lines, days) => {
    expect(alerting(...lines).resource("aws_cloudwatch_event_archive")).toMatchObject({
      name: "small-security",
      event_source_arn: "${aws_cloudwatch_event_bus.security-bus.arn}",
      retention_days: days,
    });
  });

  it("has a queue for what its rules fail to deliver, encrypted with the key of the alerts", () => {
    expect(template.resource("aws_sqs_queue", "dead-letters")).toMatchObject({
      name: "small-security-events-dead",
      kms_master_key_id: KEY,
    });
    expect(template.statements("aws_sqs_queue", "policy", "dead-letters").RulesSend).toMatchObject({
      Principal: { Service: "events.amazonaws.com" },
      Resource: QUEUE,
      Condition: { ArnLike: { "aws:SourceArn": `arn:aws:events:${HOME}:rule/small-security/*` } },
    });
  });
});

describe("the rules", () => {
  it.each<EventRule>(landingZone.detection.rules.filter(({ carriers }) => carriers.includes("alerts")))(
    "are on the bus, notify the topic of their severity, and have an alarm on their failures: $key",
    ({ advice, key, pattern, ruleName, severity, title }) => {
      expect(template.resource("aws_cloudwatch_event_rule", `rule-${key}`)).toMatchObject({
        name: ruleName,
        event_bus_name: "${aws_cloudwatch_event_bus.security-bus.name}",
        event_pattern: pattern,
        description: `${title}. ${advice}`,
      });
      expect(named(template, "aws_cloudwatch_event_target", `rule-${key}_`)).toEqual([
        expect.objectContaining({
          arn: topicReference(severity),
          dead_letter_config: { arn: "${aws_sqs_queue.dead-letters.arn}" },
        }),
      ]);
      expect(template.resource("aws_cloudwatch_metric_alarm", `failed-${key}`)).toMatchObject({
        alarm_name: `${ruleName}-rule-failed`,
        namespace: "AWS/Events",
        metric_name: "FailedInvocations",
        dimensions: { EventBusName: "small-security", RuleName: ruleName },
        alarm_actions: [topicReference("critical")],
      });
    },
  );

  it("have descriptions that EventBridge takes", () => {
    for (const { description } of template.resources("aws_cloudwatch_event_rule")) {
      expect(String(description).length).toBeLessThanOrEqual(512);
    }
  });

  it("are not there when they are disabled, nor is the alarm on them", () => {
    const { text } = alerting(`detection: { rules: { rootSignIn: ${OFF} }, trustedAdvisor: ${OFF} }`);
    expect(text).not.toContain("rootSignIn");
    expect(text).not.toContain("trustedAdvisor");
    expect(text).toContain("rule-trailTampering");
  });

  it("notify another topic where the file gives them another severity", () => {
    const other = alerting("detection: { rules: { rootSignIn: { severity: low } } }");
    expect(named(other, "aws_cloudwatch_event_target", "rule-rootSignIn_")[0]?.arn).toBe(topicReference("low"));
  });
});

describe("further targets of rules", () => {
  const isolate = `arn:aws:lambda:${HOME}:function:isolate`;
  const siem = `arn:aws:sqs:${HOME}:siem`;
  const rules = `rootSignIn: { targets: ['${isolate}', '${siem}'] }, keyTampering: { targets: ['${siem}'] }`;
  const targeted = alerting(`detection: { rules: { ${rules} } }`);

  it("get the events beside the topic, by one role", () => {
    const targets = (key: string) =>
      named(targeted, "aws_cloudwatch_event_target", `rule-${key}_target-`).map(({ arn, role_arn }) => [arn, role_arn]);
    const role = "${aws_iam_role.event-targets.arn}";
    expect(targets("rootSignIn").sort()).toEqual([
      [isolate, role],
      [siem, role],
    ]);
    expect(targets("keyTampering")).toEqual([[siem, role]]);
    expect(targets("trailTampering")).toEqual([]);
  });

  it("are all that the role reaches, each once", () => {
    expect(targeted.resource("aws_iam_role", "event-targets")).toMatchObject({ name: "small-event-targets" });
    expect(targeted.statements("aws_iam_role_policy")).toMatchObject({
      InvokeFunction: { Resource: [isolate] },
      SendMessage: { Resource: [siem] },
    });
  });

  it("have no role where there are none", () => {
    expect(template.resources("aws_iam_role")).toEqual([]);
  });
});

describe("chat channels", () => {
  const slack = "slack: [{ workspaceId: T07EXAMPLE, channelId: C07EXAMPLE }]";
  const team = {
    tenant_id: "0f2ab7a1-4b1c-4b7e-9a4e-2f4f8f1c0a11",
    team_id: "1f2ab7a1-4b1c-4b7e-9a4e-2f4f8f1c0a11",
  };
  const teams = `teams: [{ tenantId: ${team.tenant_id}, teamId: ${team.team_id}, channelId: "19%3aexample%40thread.tacv2", severities: [critical, low] }]`;
  const both = alerting(`alerts: { ${slack}, ${teams} }`);
  const common = {
    iam_role_arn: "${aws_iam_role.chat-role.arn}",
    guardrail_policy_arns: ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"],
  };

  it("of Slack show every topic by default", () => {
    expect(both.resource("aws_chatbot_slack_channel_configuration")).toMatchObject({
      ...common,
      configuration_name: "small-C07EXAMPLE",
      slack_team_id: "T07EXAMPLE",
      slack_channel_id: "C07EXAMPLE",
      sns_topic_arns: [...SEVERITIES.map(topicReference), TAMPERING],
    });
  });

  it("of Microsoft Teams show the topics of the severities that the file chooses", () => {
    expect(both.resource("aws_chatbot_teams_channel_configuration")).toMatchObject({
      ...common,
      ...team,
      configuration_name: "small-19-3aexample-40thread-tacv2",
      channel_id: "19%3aexample%40thread.tacv2",
      sns_topic_arns: [topicReference("critical"), topicReference("low"), TAMPERING],
    });
  });

  it("share one role", () => {
    expect(both.resource("aws_iam_role")).toMatchObject({ name: "small-chat" });
  });

  it("are made in the home region where that has the API, else in another region, and the role at home", () => {
    const northern = existingLandingZone(`alerts: { ${slack} }`);
    const elsewhere = alertingOf({ ...northern, homeRegion: "eu-north-1" });
    expect(both.resource("aws_chatbot_slack_channel_configuration").provider).toBe("aws");
    expect(elsewhere.resource("aws_chatbot_slack_channel_configuration").provider).toBe("aws.us-east-2");
    expect(elsewhere.resource("aws_iam_role").provider).toBe("aws");
    expect(elsewhere.resource("aws_sns_topic", "alerts-low").provider).toBe("aws");
  });

  it("have neither role nor region where there are none", () => {
    expect(template.text).not.toContain("chatbot");
    expect(template.text).not.toContain('"provider": "aws.us-east-2"');
  });
});

describe("the alarms on the detection itself in the audit account", () => {
  const health = Object.entries<HealthAlarmDefinition>(HEALTH_ALARMS).filter(([, { account }]) => account === "audit");
  const topicOf = ({ carrier, severity }: HealthAlarmDefinition) =>
    carrier === "tampering" ? TAMPERING : topicReference(severity);
  const nothingElse = alerting(
    `detection: { rules: { ${Object.keys(EVENT_RULES)
      .map((key) => `${key}: ${OFF}`)
      .join(", ")} }, trustedAdvisor: ${OFF} }`,
  );

  it.each(health)("are there whatever is disabled: %s", (key, definition) => {
    const { advice, title } = definition;
    for (const each of [template, nothingElse]) {
      expect(each.resource("aws_cloudwatch_metric_alarm", `health-${key}`)).toMatchObject({
        alarm_description: `${title}. ${advice}`,
        alarm_actions: [topicOf(definition)],
      });
    }
  });

  it("look at the queue of the events that could not be delivered", () => {
    expect(template.resource("aws_cloudwatch_metric_alarm", "health-securityDeadLetters")).toMatchObject({
      alarm_name: "small-security-dead-letters",
      namespace: "AWS/SQS",
      dimensions: { QueueName: "small-security-events-dead" },
    });
  });

  it("are all that is left where all rules are disabled", () => {
    expect(nothingElse.resources("aws_cloudwatch_event_rule")).toEqual([]);
    const left = Object.keys(nothingElse.json.resource?.aws_cloudwatch_metric_alarm ?? {});
    expect(left.filter((name) => !name.startsWith("health-"))).toEqual([]);
    expect(nothingElse.resources("aws_cloudwatch_event_bus")).toHaveLength(2);
  });
});

describe("the second carrier of tampering", () => {
  const only = alertingOf({ ...existingLandingZone(), ...singleRegion() });
  const types = ["aws_kms_key", "aws_sns_topic", "aws_sqs_queue", "aws_cloudwatch_event_bus", "aws_kms_alias"];

  function singleRegion(): Pick<LandingZone, "alerts" | "regions"> {
    const { alerts } = existingLandingZone();
    return { regions: ["eu-west-1"], alerts: { ...alerts, tampering: { ...alerts.tampering, region: "eu-west-1" } } };
  }

  it.each(types)("is in another region where one is governed, else in the home region: %s", (type) => {
    const providers = (of: Template) => named(of, type, "tampering").map(({ provider }) => provider);
    expect(providers(template)).toEqual(["aws.us-east-1"]);
    expect(providers(only)).toEqual(["aws"]);
  });

  it("has a rule on its own bus for whatever is tampering, which notifies its topic and nothing else", () => {
    const reported = landingZone.detection.rules.filter(({ carriers }) => carriers.includes("tampering"));
    const rules = named(template, "aws_cloudwatch_event_rule", "tampering-rule-");
    expect(rules.map(({ event_pattern: pattern }) => pattern).sort()).toEqual(
      reported.map(({ pattern }) => pattern).sort(),
    );
    for (const { event_bus_name: bus, provider } of rules) {
      expect([bus, provider]).toEqual(["${aws_cloudwatch_event_bus.tampering-bus.name}", "aws.us-east-1"]);
    }
    const targets = named(template, "aws_cloudwatch_event_target", "tampering-rule-");
    expect(targets.map(({ arn }) => arn)).toEqual(rules.map(() => TAMPERING));
    expect(targets[0]?.dead_letter_config).toEqual({ arn: "${aws_sqs_queue.tampering-dead-letters.arn}" });
  });

  it("has a key whose policy names no source, which EventBridge would not send, but its own topic", () => {
    const statements = template.statements("aws_kms_key", "policy", "tampering-key");
    const topicArnElsewhere = `arn:aws:sns:us-east-1:${AUDIT}:small-tampering`;
    for (const sid of ["AlarmsPublish", "EventRulesPublish"]) {
      expect(statements[sid]?.Condition).toEqual({
        StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": [topicArnElsewhere] },
      });
    }
    expect(template.resource("aws_sns_topic", "tampering").kms_master_key_id).toBe("${aws_kms_key.tampering-key.arn}");
    expect(JSON.stringify(statements)).not.toContain("aws:Source");
  });

  it("notifies all who are notified of some tampering, each once", () => {
    const routes = "critical: { emails: [duty@example.com] }, low: { emails: [noise@example.com] }";
    const subscribed = alerting(`alerts: { emails: [a@example.com], routes: { ${routes} } }`)
      .resources("aws_sns_topic_subscription")
      .filter(({ topic_arn: topic }) => topic === TAMPERING);
    expect(subscribed.map(({ endpoint }) => endpoint).sort()).toEqual(["a@example.com", "duty@example.com"]);
  });

  it("has no rule that the file disables", () => {
    expect(alerting(`detection: { rules: { trailTampering: ${OFF} } }`).text).not.toContain("rule-trailTampering");
  });
});
