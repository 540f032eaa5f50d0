import { ALARMS, EVENT_RULES } from ".";
import type { AlarmKey, RuleKey } from ".";
import { controlsOf } from "./cis-controls";
import { carrierHealthPattern } from "./carrier-health";
import { CARRIERS, FORWARDING_RULES, isMet } from "./definition";
import type {
  AlarmDefinition,
  DetectionInput,
  EventPattern,
  ForwardedPattern,
  ForwardingRule,
  RuleDefinition,
} from "./definition";
import { hostAlarmPattern } from "./host-alarms";
import { trustedAdvisorForwarding, trustedAdvisorPatterns } from "./trusted-advisor";
import type { Alarm, Detection, EventRule } from "./settings";
import { hostAlarmPrefix, namedAfter } from "../names";
import { kebab } from "../keys";
import type { Configuration } from "../schema";

type Settings = Configuration["detection"];

interface PatternedRule {
  readonly rule: EventRule;
  readonly forwarded: ForwardedPattern;
}

type DetectionParts = Pick<Configuration, "detection" | "hosts"> & {
  readonly baseline: Pick<Configuration["baseline"], "deployment">;
};

/** Alarms, rules and what is forwarded to them. */
export function detectionOf(
  { baseline, detection: settings, hosts }: DetectionParts,
  input: DetectionInput,
): Detection {
  const defined = eventRules(settings, baseline, input);
  const tampering = [...defined, ...(defined.length === 0 ? [] : carrierRules(input)), ...hostRules(hosts, input)];
  const advice = adviceRules(settings, input);
  const { statuses } = settings.trustedAdvisor;
  return {
    variant: settings.variant,
    alarms: [...definedAlarms(settings, baseline, input), ...customAlarms(settings, input)],
    rules: [...tampering.map(({ rule }) => rule), ...advice],
    forwarded: tampering.map(({ forwarded }) => forwarded),
    globallyForwarded: advice.length === 0 ? [] : [{ by: "first", pattern: trustedAdvisorForwarding(statuses) }],
    archiveDays: settings.archiveDays,
  };
}

function definedAlarms(
  { alarms, cisVersion, variant }: Settings,
  { deployment }: DetectionParts["baseline"],
  input: DetectionInput,
): Alarm[] {
  return (Object.entries(ALARMS) as [AlarmKey, AlarmDefinition][]).flatMap(([key, definition]) => {
    const settings = alarms[key];
    if (settings.disabled || (definition.onlyWith ?? deployment) !== deployment || !isMet(definition.needs, input)) {
      return [];
    }
    const chosen = settings.variant ?? variant;
    return [
      {
        ...named(input, key),
        title: definition.title,
        advice: definition.advice,
        severity: settings.severity ?? definition.severity,
        pattern: definition.patterns[chosen](input),
        threshold: settings.threshold ?? (chosen === "tuned" ? (definition.tunedThreshold ?? 1) : 1),
        controls: controlsOf(definition, cisVersion),
      },
    ];
  });
}

function customAlarms({ customAlarms: alarms }: Settings, input: DetectionInput): Alarm[] {
  return Object.entries(alarms).map(([key, { advice, pattern, severity, threshold = 1, title }]) => ({
    ...named(input, key),
    title,
    advice,
    severity,
    pattern,
    threshold,
    controls: [],
  }));
}

function named({ name }: DetectionInput, key: string): Pick<Alarm, "alarmName" | "key" | "metricName"> {
  return { key, metricName: kebab(key), alarmName: namedAfter(name, key) };
}

function eventRules(
  { rules }: Settings,
  { deployment }: DetectionParts["baseline"],
  input: DetectionInput,
): PatternedRule[] {
  return (Object.entries(EVENT_RULES) as [RuleKey, RuleDefinition][]).flatMap(([key, definition]) => {
    const { disabled, severity, targets } = rules[key];
    if (disabled || (definition.onlyWith ?? deployment) !== deployment || !isMet(definition.needs, input)) {
      return [];
    }
    const { advice, carriers = CARRIERS, forwardedBy: by = "first", severity: byDefault, title } = definition;
    const { readsToo = false }: ForwardingRule = FORWARDING_RULES[by];
    const pattern = definition.pattern(input);
    const texts = { title, advice, severity: severity ?? byDefault, targets, readsToo, carriers };
    return [{ forwarded: { by, pattern }, rule: ruleOf(input, key, texts, pattern) }];
  });
}

/** What one carrier cannot deliver the other one reports, which fails by nothing that the first one fails by. */
function carrierRules(input: DetectionInput): PatternedRule[] {
  return CARRIERS.map((carrier): PatternedRule => {
    const pattern = carrierHealthPattern(input, carrier);
    const texts = {
      title: `An alarm on what carries ${carrier === "alerts" ? "the alerts" : "tampering"} went off`,
      advice: "Its name says which: what it carries may reach nobody. The account and region are in the event.",
      severity: "critical",
      targets: [],
      readsToo: false,
      carriers: CARRIERS.filter((other) => other !== carrier),
    } as const;
    return { forwarded: { by: "second", pattern }, rule: ruleOf(input, `${carrier}Health`, texts, pattern) };
  });
}

/** Alarms on hosts are in every region, the topics in one: EventBridge forwards their changes. */
function hostRules({ agent }: Configuration["hosts"], input: DetectionInput): PatternedRule[] {
  if (!agent.enabled) {
    return [];
  }
  const pattern = hostAlarmPattern(hostAlarmPrefix(input.name));
  const texts = {
    title: "An alarm on hosts went off",
    advice: "Its name says which: memory, or failed logons. The account and region are in the event.",
    severity: agent.severity,
    targets: [],
    readsToo: false,
    carriers: ["alerts"],
  } as const;
  return [{ forwarded: { by: "first", pattern }, rule: ruleOf(input, "hostAlarms", texts, pattern) }];
}

function adviceRules({ trustedAdvisor }: Settings, input: DetectionInput): EventRule[] {
  if (trustedAdvisor.disabled || input.partition === "aws-cn") {
    return [];
  }
  const texts = {
    title: "Trusted Advisor recommends to act",
    advice: "The event says which check and which resource; the console of Trusted Advisor what to do.",
    severity: trustedAdvisor.severity,
    targets: [],
    readsToo: false,
    carriers: ["alerts"],
  } as const;
  return [...trustedAdvisorPatterns(trustedAdvisor)].map(([key, pattern]) => ruleOf(input, key, texts, pattern));
}

function ruleOf(
  { name }: DetectionInput,
  key: string,
  texts: Pick<EventRule, "advice" | "carriers" | "readsToo" | "severity" | "targets" | "title">,
  pattern: EventPattern,
): EventRule {
  return { key, ruleName: ruleNameOf(name, key), ...texts, pattern: JSON.stringify(pattern) };
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const LONGEST_RULE_NAME = 64;

/** As alarms are named, cut where `name` is long; the number at the end is kept, by which two rules differ. */
function ruleNameOf(name: string, key: string): string {
  const number = /[0-9]*$/.exec(key)?.[0] ?? "";
  const whole = namedAfter(name, key.slice(0, key.length - number.length));
  return `${whole.slice(0, LONGEST_RULE_NAME - number.length)}${number}`;
}
