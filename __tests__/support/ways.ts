import { matchesEventPattern, parseEventPattern } from "../../patterns/event-pattern";
import { matchesFilterPattern, parseFilterPattern } from "../../patterns/filter-pattern";
import { stackSetPlaces } from "./stack-set-places";
import type { Block, Template } from "./terraform";

/** A call, or another event, as CloudTrail records it. */
export interface Recorded {
  /** EventBridge's `detail-type`. */
  readonly type: string;
  readonly record: Readonly<Record<string, unknown>>;
  readonly account: string;
  readonly region: string;
}

/** From a call to a topic, by synthesized resources alone. */
export interface Way {
  readonly kind: "alarm" | "rule";
  /** Names of alarm or rule and topic. */
  readonly name: string;
  readonly reports: (event: Recorded) => boolean;
  /** All that the news goes through: `topic arn:...`, `key eu-west-1 alias/...`. */
  readonly members: ReadonlySet<string>;
}

interface Found {
  readonly stack: Template;
  readonly name: string;
  readonly block: Block;
}

/** A rule that hands events of an account and region on to a bus. */
interface Forwarding {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly busArn: string;
  readonly role: string;
  /** Members besides. */
  readonly through: readonly string[];
  readonly matches: (event: Recorded) => boolean;
}

/** Whether a resource of a template is a role of this name that puts events on a bus. */
function mayPut({ properties, type }: { type: string; properties: Block }, role: string, busArn: string): boolean {
  const policies = JSON.stringify(properties.Policies ?? []);
  return (
    type === "AWS::IAM::Role" &&
    properties.RoleName === role &&
    policies.includes("events:PutEvents") &&
    policies.includes(`"${busArn}"`)
  );
}

const ALL_STACKS = /^(alerting|baseline-[a-z-]+)$/;

/**
 * Every way of the stacks of a landing zone: a topic that nobody gets all messages of is the end of none.
 *
 * @param members ids of the accounts that stack sets deploy to, where there are any
 */
export function waysOf(
  stacks: Readonly<Record<string, Template>>,
  homeRegion: string,
  members: readonly string[] = [],
): Way[] {
  const of = (id: string): Template => {
    const stack = stacks[id];
    if (stack === undefined) throw new Error(`no stack ${id}`);
    return stack;
  };
  const place = ({ block, stack }: Found): { account: string; region: string } => {
    const alias = /^aws\.(.+)$/.exec(String(block.provider))?.[1];
    const [provider] = stack.json.provider.aws;
    const [account = ""] = (provider?.allowed_account_ids ?? []) as string[];
    return { account, region: alias ?? homeRegion };
  };
  const all = (stack: Template, type: string): Found[] =>
    Object.entries(stack.json.resource?.[type] ?? {}).map(([name, block]) => ({ stack, name, block }));
  /** What an expression refers to. */
  const referred = (stack: Template, expression: unknown): Found => {
    const [, type = "", name = ""] = /^\$\{(aws_\w+)\.([^.]+)\.\w+\}$/.exec(String(expression)) ?? [];
    const block = stack.json.resource?.[type]?.[name];
    if (block === undefined) throw new Error(`${String(expression)} refers to nothing of its stack`);
    return { stack, name, block };
  };
  const keyOf = (stack: Template, expression: unknown): string => {
    const key = referred(stack, expression);
    const alias = all(stack, "aws_kms_alias").find(
      ({ block }) => String(block.target_key_id) === `\${aws_kms_key.${key.name}.key_id}`,
    );
    const { account, region } = place(key);
    return `key ${account} ${region} ${String(alias?.block.name)}`;
  };
  const roleOf = (stack: Template, expression: unknown): string => {
    const role = referred(stack, expression);
    return `role ${place(role).account} ${String(role.block.name)}`;
  };
  const topicMembers = (topic: Found): string[] => {
    const { account, region } = place(topic);
    const arn = `arn:aws:sns:${region}:${account}:${String(topic.block.name)}`;
    return [
      `topic ${arn}`,
      `subscription ${arn}`,
      keyOf(topic.stack, topic.block.kms_master_key_id),
      `region ${region}`,
      `account ${account}`,
    ];
  };

  const alerting = of("alerting");
  /** Whether somebody gets whatever is published to a topic. */
  const isHeard = (topic: Found): boolean => {
    const reference = `\${aws_sns_topic.${topic.name}.arn}`;
    const subscribed = all(alerting, "aws_sns_topic_subscription").filter(
      ({ block }) => block.topic_arn === reference && block.filter_policy === undefined,
    );
    const channels = Object.entries(alerting.json.resource ?? {})
      .filter(([type]) => type.startsWith("aws_chatbot_"))
      .flatMap(([, blocks]) => Object.values(blocks))
      .filter(({ sns_topic_arns: topics }) => Array.isArray(topics) && topics.includes(reference));
    return subscribed.length + channels.length > 0;
  };
  const trailStack = of("organization-trail");
  const [trail] = all(trailStack, "aws_cloudtrail");
  const [logGroup] = all(trailStack, "aws_cloudwatch_log_group");
  if (trail === undefined || logGroup === undefined) throw new Error("no trail, or no log group");
  const trailMember = `trail ${String(trail.block.name)}`;

  const detection = of("detection");
  const alarms = all(detection, "aws_cloudwatch_metric_alarm");
  const alarmWays = all(detection, "aws_cloudwatch_log_metric_filter").flatMap(({ block: filter }): Way[] => {
    const counted = filter.metric_transformation as { name: string; namespace: string };
    const pattern = parseFilterPattern(String(filter.pattern));
    const onFilter = alarms.filter(
      ({ block }) =>
        block.metric_name === counted.name && block.namespace === counted.namespace && block.actions_enabled !== false,
    );
    return onFilter.flatMap((alarm) =>
      (alarm.block.alarm_actions as string[]).map((arn): Way => {
        const topic = all(alerting, "aws_sns_topic").find((one) => topicMembers(one).includes(`topic ${arn}`));
        if (topic === undefined)
          throw new Error(`${String(alarm.block.alarm_name)} notifies ${arn}, which is not there`);
        const heard = isHeard(topic);
        return {
          kind: "alarm",
          name: `${String(alarm.block.alarm_name)} to ${String(topic.block.name)}`,
          reports: lastRemembered(({ record }) => heard && matchesFilterPattern(pattern, JSON.stringify(record))),
          members: new Set([
            trailMember,
            roleOf(trailStack, trail.block.cloud_watch_logs_role_arn),
            `logGroup ${String(filter.log_group_name)}`,
            keyOf(trailStack, logGroup.block.kms_key_id),
            `metricFilter ${String(filter.log_group_name)} ${String(filter.name)}`,
            `alarm ${String(alarm.block.alarm_name)}`,
            `region ${place(alarm).region}`,
            `region ${place(logGroup).region}`,
            ...topicMembers(topic),
          ]),
        };
      }),
    );
  });

  const targets = Object.entries(stacks)
    .filter(([id]) => ALL_STACKS.test(id))
    .flatMap(([, stack]) => all(stack, "aws_cloudwatch_event_target"))
    // One that has no role must not put events on a bus of another account or region.
    .filter(({ block }) => !String(block.arn).includes(":event-bus/") || block.role_arn !== undefined);
  const matchers = new Map<Block, (event: Recorded) => boolean>();
  const ruleOf = ({ block, stack }: Found): Found => {
    const [, name = ""] = /^\$\{aws_cloudwatch_event_rule\.([^.]+)\./.exec(String(block.rule)) ?? [];
    return referred(stack, `\${aws_cloudwatch_event_rule.${name}.name}`);
  };
  const matcher = (rule: Found): ((event: Recorded) => boolean) => {
    const { event_pattern: pattern, is_enabled: enabled, state } = rule.block;
    const known =
      matchers.get(rule.block) ?? newMatcher(JSON.parse(String(pattern)), enabled === false ? "DISABLED" : state);
    matchers.set(rule.block, known);
    return known;
  };
  const newMatcher = (text: unknown, state: unknown): ((event: Recorded) => boolean) => {
    if (state === "DISABLED") {
      return () => false;
    }
    const pattern = parseEventPattern(text);
    const readsToo = state === "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
    return lastRemembered(
      ({ account, record, region, type }: Recorded): boolean =>
        // Rules are kept from management events only that read.
        (readsToo || record.readOnly !== true || record.eventCategory === "Data") &&
        matchesEventPattern(pattern, {
          source: `aws.${String(record.eventSource).replace(".amazonaws.com", "")}`,
          "detail-type": type,
          account,
          region,
          detail: record,
        }),
    );
  };
  const publishing = targets
    .filter(({ block }) => String(block.arn).startsWith("${aws_sns_topic.") && block.event_bus_name !== undefined)
    .map((target) => {
      const bus = referred(target.stack, target.block.event_bus_name);
      const rule = ruleOf(target);
      const topic = referred(target.stack, target.block.arn);
      const { account, region } = place(bus);
      return {
        topic,
        rule,
        matches: matcher(rule),
        busArn: `arn:aws:events:${region}:${account}:event-bus/${String(bus.block.name)}`,
      };
    });
  const byTerraform = targets
    .filter(({ block }) => String(block.arn).includes(":event-bus/"))
    .map((target): Forwarding => {
      const forwarder = ruleOf(target);
      return {
        ...place(forwarder),
        name: String(forwarder.block.name),
        busArn: String(target.block.arn),
        role: roleOf(target.stack, target.block.role_arn),
        through: [],
        matches: matcher(forwarder),
      };
    });
  const places = Object.values(stacks).flatMap((stack) => stackSetPlaces(stack, members));
  const byStackSets = places.flatMap(({ account, name: stackSet, region, resources }): Forwarding[] =>
    resources
      .filter(({ type }) => type === "AWS::Events::Rule")
      .flatMap(({ properties }) => {
        const matches = newMatcher(properties.EventPattern, properties.State);
        return (properties.Targets as Block[]).flatMap(({ Arn, RoleArn }): Forwarding[] => {
          const role = String(RoleArn).replace(/^.*:role\//, "");
          const made = places.find(
            (other) => other.account === account && other.resources.some((one) => mayPut(one, role, String(Arn))),
          );
          return made === undefined
            ? []
            : [
                {
                  account,
                  region,
                  matches,
                  name: String(properties.Name),
                  busArn: String(Arn),
                  role: `role ${account} ${role}`,
                  through: [`stackSet ${stackSet}`, `stackSet ${made.name}`],
                },
              ];
        });
      }),
  );
  const ruleWays = [...byTerraform, ...byStackSets].flatMap((forwarder): Way[] => {
    const { account, name: forwardingRule, region, role, through } = forwarder;
    return publishing
      .filter(({ busArn, topic }) => busArn === forwarder.busArn && isHeard(topic))
      .map(({ busArn, matches, rule, topic }) => ({
        kind: "rule",
        name: `${String(rule.block.name)} to ${String(topic.block.name)}`,
        reports: (event) =>
          event.account === account && event.region === region && forwarder.matches(event) && matches(event),
        members: new Set([
          trailMember,
          role,
          ...through,
          `forwardingRule ${account} ${region} ${forwardingRule}`,
          `bus ${busArn}`,
          `rule ${busArn} ${String(rule.block.name)}`,
          `region ${busArn.split(":")[3] ?? ""}`,
          ...topicMembers(topic),
        ]),
      }));
  });
  return [...alarmWays, ...ruleWays];
}

/** An event is asked of one way after the other, many of which begin alike. */
function lastRemembered(matches: (event: Recorded) => boolean): (event: Recorded) => boolean {
  let last: { readonly event: Recorded; readonly result: boolean } | undefined;
  return (event) => {
    if (last?.event !== event) {
      last = { event, result: matches(event) };
    }
    return last.result;
  };
}
