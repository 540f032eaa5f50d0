import { kebab } from "../../config/keys";
import { alertTopicName, namesOf } from "../../config/names";
import { DEFAULT_SEVERITY } from "../../config/detection/severity";
import { controlsOf } from "../../config/detection/cis-controls";
import { carrierHealthPattern } from "../../config/detection/carrier-health";
import { CARRIERS, CIS_VERSIONS } from "../../config/detection/definition";
import type { AlarmDefinition, DetectionInput, RuleDefinition } from "../../config/detection/definition";
import { HEALTH_ALARMS } from "../../config/detection/health";
import type { HealthAlarmDefinition, HealthMetric } from "../../config/detection/health";
import { SHARED_BY_WAYS } from "../../config/detection/shared-by-ways";
import { ALARMS, EVENT_RULES } from "../../config/detection";
import {
  AUDIT_LOG_ALARMS,
  HSM_ALARMS,
  probeAlarms,
  STORE_ALARMS,
  TRAIL_ALARMS,
} from "../../config/detection/key-store-alarms";
import type { ClusterInput, KeyStoreAlarmDefinition } from "../../config/detection/key-store-alarms";
import { VALIDATION_ALARMS } from "../../config/log-validation/alarms";
import { logValidation as logValidationSchema } from "../../config/log-validation/schema";
import { AUDIT_LOG_PATTERNS, auditLogGroupName } from "../../aws/hsm-audit-log";

const names = namesOf({ name: "<name>", homeRegion: "<home>", replicaRegion: "<region>" });
const EXAMPLE: DetectionInput = {
  name: "<name>",
  partition: "aws",
  names,
  breakGlassRole: "<break-glass>",
  keyAccountIds: ["<audit>", "<log-archive>", "<management>"],
  readingPeople: ["<log-reader>"],
};

/** `docs/alarms.md` */
export function alarmsMarkdown(): string {
  return [
    "<!-- Written by `npm run docs` from config/detection. Do not edit. -->",
    "",
    "# Alarms",
    "",
    "What is reported, and how. `detection` in `landing-zone.yaml` disables single alarms and rules (with a",
    "reason), gives them another threshold, severity or text, and adds alarms of your own; `alerts` says who is behind the",
    "topics. [detection.md](detection.md) says how it works.",
    "",
    "## Alarms on the trail's events",
    "",
    `Source: CloudTrail, in the log group \`${names.trailLogGroup}\` of the management account. One event within five minutes`,
    "triggers an alarm unless a threshold is given. Where a tuned text differs from the exact one, both are shown.",
    "",
    "| alarm | what happened | severity and topic | pattern | controls |",
    "| --- | --- | --- | --- | --- |",
    ...Object.entries<AlarmDefinition>(ALARMS).map(([key, alarm]) =>
      row(`\`${key}\``, alarm.title, route(alarm), patterns(alarm), controls(alarm)),
    ),
    "",
    "## Rules on the security event bus",
    "",
    `Source: EventBridge, from every account and region, on the bus \`${names.securityBus}\` of the audit account. Where the topic`,
    `\`${names.tamperingTopic}\` is named as well, the same rule is also on the bus \`${names.tamperingBus}\`, the second carrier:`,
    "[detection.md](detection.md#two-ways-that-share-nothing).",
    "",
    "| rule | what happened | severity and topic | pattern |",
    "| --- | --- | --- | --- |",
    ...Object.entries<RuleDefinition>(EVENT_RULES).map(([key, rule]) =>
      row(`\`${key}\``, rule.title, ruleRoute(rule), code(JSON.stringify(rule.pattern(EXAMPLE)))),
    ),
    ...CARRIERS.map((carrier) =>
      row(
        `\`${carrier}Health\``,
        `An alarm on what carries ${carrier === "alerts" ? "the alerts" : "tampering"} went off`,
        ruleRoute({ severity: "critical", carriers: CARRIERS.filter((other) => other !== carrier) }),
        code(JSON.stringify(carrierHealthPattern(EXAMPLE, carrier))),
      ),
    ),
    row(
      "`trustedAdvisor…`",
      "Trusted Advisor recommends to act",
      route({ severity: DEFAULT_SEVERITY }),
      "`aws.trustedadvisor` in the region of global services, by status and name of the check",
    ),
    row(
      "`hostAlarms`",
      "An alarm on hosts was triggered, with `hosts.agent`",
      route({ severity: DEFAULT_SEVERITY }),
      "`aws.cloudwatch`, state changes to ALARM of `<name>-hosts-…`",
    ),
    "",
    "## What both ways of tampering share",
    "",
    "An alarm that notifies the alert topics and a rule that notifies the topic of tampering have nothing in common but this:",
    "",
    "| what | why |",
    "| --- | --- |",
    ...[...SHARED_BY_WAYS].map(([what, why]) => row(what, why)),
    "",
    "## Health of the detection itself",
    "",
    "These cannot be disabled. Besides, every rule on the security bus has an alarm, `<rule>-rule-failed`, that is critical and reports",
    "that it fails to invoke a target.",
    "",
    "| alarm | what happened | account | severity and topic | metric |",
    "| --- | --- | --- | --- | --- |",
    ...Object.entries<HealthAlarmDefinition>(HEALTH_ALARMS).map(([key, alarm]) => {
      const { comparison, metricName, namespace, periodSeconds, statistic, threshold } = alarm.metric(names);
      const minutes = periodSeconds / 60;
      return row(
        `\`${kebab(key)}\``,
        alarm.title,
        alarm.account,
        alarm.carrier === "tampering" ? `${alarm.severity}: \`${names.tamperingTopic}\`` : route(alarm),
        `${statistic} of \`${namespace} ${metricName}\` ${comparison} ${threshold} in ${minutes} minutes`,
      );
    }),
    "",
    ...keyStoreAlarms(),
    ...validationAlarms(),
  ].join("\n");
}

/** On the log validator, with the default times. */
function validationAlarms(): string[] {
  const settings = logValidationSchema.unwrap().parse({});
  return [
    "",
    "## With `logValidation`",
    "",
    "With `logValidation` in `landing-zone.yaml`, in the audit account and the home region. They cannot be disabled. Times are those",
    "of the defaults; [log-validation.md](log-validation.md) says what to do.",
    "",
    "| alarm | what happened | severity and topic | metric |",
    "| --- | --- | --- | --- |",
    ...Object.entries(VALIDATION_ALARMS).map(([key, alarm]) => {
      const {
        comparison,
        evaluationPeriods = 1,
        metricName,
        namespace,
        periodSeconds,
        statistic,
        threshold,
      } = alarm.metric({ names, settings });
      const span = `${evaluationPeriods === 1 ? "" : `${evaluationPeriods} times `}${periodSeconds / 60} minutes`;
      return row(
        `\`${kebab(key)}\``,
        alarm.title,
        route(alarm),
        `${statistic} of \`${namespace} ${metricName}\` ${comparison} ${threshold} in ${span}`,
      );
    }),
  ];
}

const CLUSTER = "<cluster>";
const METRICS = { namespace: names.hsmNamespace, clusterId: CLUSTER };

/** On a key store, what backs it, and the trail that writes with its key. */
function keyStoreAlarms(): string[] {
  const ofStore = { ...METRICS, probe: names.keyStoreProbe, zones: 2 };
  const onMetrics: [string, Readonly<Record<string, KeyStoreMetricAlarm>>, typeof ofStore][] = [
    ["HSMs, with `type: cloudhsm`", HSM_ALARMS, ofStore],
    ["key store, with `phase: active`", STORE_ALARMS, ofStore],
    ["probe of the key store", probeAlarms("ActiveHsms"), ofStore],
    ["trail, in the management account", TRAIL_ALARMS, { ...ofStore, probe: names.trailProbe }],
  ];
  const auditLog: readonly string[] = Object.entries<AuditLogAlarm>(AUDIT_LOG_ALARMS).map(([kind, alarm]) => {
    const { name, pattern, title } = AUDIT_LOG_PATTERNS[kind as keyof typeof AUDIT_LOG_PATTERNS];
    const { periodSeconds = 300, threshold = 1 } = alarm;
    const count = `${threshold} within ${spanOf(periodSeconds)}`;
    return row(`\`${name}\``, title, route(alarm), `${count}: ${code(pattern)}`, runbook(alarm));
  });
  return [
    "## With a key store",
    "",
    "With `keyStore` in `landing-zone.yaml`, in the log-archive account and its home region unless another is named. They cannot be",
    `disabled. The dashboard \`${names.keyStoreDashboard}\` there shows those of the account, and \`${names.alarmDashboard}\` of the management`,
    "account those on the trail. Each names its page of [runbooks](runbooks/README.md).",
    "",
    "| alarm | what happened | on | severity and topic | metric | runbook |",
    "| --- | --- | --- | --- | --- | --- |",
    ...onMetrics.flatMap(([what, alarms, input]) =>
      Object.entries(alarms).map(([key, alarm]) =>
        row(`\`${kebab(key)}\``, alarm.title, what, route(alarm), measured(alarm.metric(input)), runbook(alarm)),
      ),
    ),
    "",
    `Source: the audit log of the HSMs, in \`${auditLogGroupName(CLUSTER)}\`.`,
    "",
    "| alarm | what happened | severity and topic | records | runbook |",
    "| --- | --- | --- | --- | --- |",
    ...auditLog,
    "",
  ];
}

interface KeyStoreMetricAlarm extends KeyStoreAlarmDefinition {
  readonly metric: (input: ClusterInput) => HealthMetric & { readonly evaluationPeriods?: number };
}

type AuditLogAlarm = Omit<KeyStoreAlarmDefinition, "title"> & {
  readonly threshold?: number;
  readonly periodSeconds?: number;
};

function measured({
  comparison,
  evaluationPeriods = 1,
  missingData,
  ...metric
}: ReturnType<KeyStoreMetricAlarm["metric"]>): string {
  const { metricName, namespace, periodSeconds, statistic, threshold } = metric;
  const periods = evaluationPeriods === 1 ? "" : `, ${evaluationPeriods} times in a row`;
  const silence = missingData === "breaching" ? ", or no data" : "";
  return `${statistic} of \`${namespace} ${metricName}\` ${comparison} ${threshold} in ${spanOf(periodSeconds)}${periods}${silence}`;
}

function spanOf(seconds: number): string {
  return seconds >= ONE_DAY ? "a day" : `${seconds / 60} minutes`;
}

const ONE_DAY = 86_400;

function runbook({ runbook: page }: Pick<KeyStoreAlarmDefinition, "runbook">): string {
  return `[${page}](runbooks/${page})`;
}

function route({ severity }: Pick<AlarmDefinition, "severity">): string {
  return `${severity}: \`${alertTopicName(names, severity)}\``;
}

function ruleRoute({ carriers = CARRIERS, severity }: Pick<RuleDefinition, "carriers" | "severity">): string {
  const topics = carriers.map((carrier) =>
    carrier === "alerts" ? alertTopicName(names, severity) : names.tamperingTopic,
  );
  return `${severity}: ${topics.map((topic) => `\`${topic}\``).join(", ")}`;
}

function patterns({ patterns: { exact, tuned }, tunedThreshold }: AlarmDefinition): string {
  const threshold = tunedThreshold === undefined ? "" : ` (${tunedThreshold} within five minutes)`;
  const [exactText, tunedText] = [exact(EXAMPLE), tuned(EXAMPLE)];
  return exactText === tunedText && threshold === ""
    ? code(exactText)
    : `exact: ${code(exactText)}<br>tuned${threshold}: ${code(tunedText)}`;
}

function controls(alarm: AlarmDefinition): string {
  return [...new Set(CIS_VERSIONS.flatMap((version) => controlsOf(alarm, version)))].join("<br>");
}

function code(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}

function row(...cells: string[]): string {
  return `| ${cells.join(" | ")} |`;
}
