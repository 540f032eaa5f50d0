import { kebab } from "../../config/keys";
import { alertTopicName, namesOf } from "../../config/names";
import { DEFAULT_SEVERITY } from "../../config/detection/severity";
import { controlsOf } from "../../config/detection/cis-controls";
import { CIS_VERSIONS } from "../../config/detection/definition";
import type { AlarmDefinition, DetectionInput, RuleDefinition } from "../../config/detection/definition";
import { HEALTH_ALARMS } from "../../config/detection/health";
import type { HealthAlarmDefinition } from "../../config/detection/health";
import { ALARMS, EVENT_RULES } from "../../config/detection";

const names = namesOf({ name: "<name>", homeRegion: "<home>", replicaRegion: "<region>" });
const EXAMPLE: DetectionInput = { name: "<name>", partition: "aws", names, breakGlassRole: "<break-glass>" };

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
    `Source: EventBridge, from every account and region, on the bus \`${names.securityBus}\` of the audit account.`,
    "",
    "| rule | what happened | severity and topic | pattern |",
    "| --- | --- | --- | --- |",
    ...Object.entries<RuleDefinition>(EVENT_RULES).map(([key, rule]) =>
      row(`\`${key}\``, rule.title, route(rule), code(JSON.stringify(rule.pattern(EXAMPLE)))),
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
    "## Health of the detection itself",
    "",
    "These cannot be disabled. Besides, every rule on the bus has an alarm, `<rule>-rule-failed`, that is critical and reports that it",
    "fails to invoke a target.",
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
        route(alarm),
        `${statistic} of \`${namespace} ${metricName}\` ${comparison} ${threshold} in ${minutes} minutes`,
      );
    }),
    "",
  ].join("\n");
}

function route({ severity }: Pick<AlarmDefinition, "severity">): string {
  return `${severity}: \`${alertTopicName(names, severity)}\``;
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
