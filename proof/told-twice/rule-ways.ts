import type { LandingZone } from "../../config/landing-zone";
import { EventPatternError, matchesEventPattern, parseEventPattern } from "../../patterns/event-pattern";
import type { EventPattern } from "../../patterns/event-pattern";
import type { Block } from "../kinds";
import { addressOf } from "./found";
import type { Found, Resources } from "./found";
import { stackSetPlaces } from "./stack-set-places";
import type { Topic } from "./topics";
import { delivered, lastRemembered } from "./way";
import type { Recorded, Way } from "./way";

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
  readonly broken?: string;
}

/** Every rule of an account that forwards events to a bus, each rule of the bus, and each topic that the rule notifies. */
export function ruleWays(
  resources: Resources,
  topics: readonly Topic[],
  trail: Found,
  landingZone: LandingZone,
): Way[] {
  const publishing = publishingRules(resources, topics, landingZone);
  return [...byTerraform(resources), ...byStackSets(resources, landingZone)].flatMap((forwarder): Way[] => {
    const { account, busArn, region } = forwarder;
    return publishing
      .filter((rule) => rule.busArn === busArn)
      .map(({ broken, matches, name, topic }) => ({
        kind: "rule",
        reporter: name,
        name: `${name} to ${topic?.name ?? "nothing"}`,
        matches: (event) =>
          event.account === account && event.region === region && forwarder.matches(event) && matches(event),
        broken: forwarder.broken ?? broken,
        members: new Set([
          `trail ${String(trail.block.name)}`,
          forwarder.role,
          ...forwarder.through,
          `forwardingRule ${account} ${region} ${forwarder.name}`,
          `bus ${busArn}`,
          `rule ${busArn} ${name}`,
          `region ${busArn.split(":")[3] ?? ""}`,
          ...(topic?.members ?? []),
        ]),
      }));
  });
}

/** A rule of a bus, with one of the topics that it notifies; none where it notifies nobody. */
interface Publishing {
  readonly name: string;
  readonly busArn: string;
  readonly topic: Topic | undefined;
  readonly matches: (event: Recorded) => boolean;
  readonly broken?: string;
}

function publishingRules(
  resources: Resources,
  topics: readonly Topic[],
  { partition }: Pick<LandingZone, "partition">,
): Publishing[] {
  const isAlerting = (id: string): boolean => id === "alerting";
  const targets = resources.ofType("aws_cloudwatch_event_target", isAlerting);
  return resources.ofType("aws_cloudwatch_event_rule", isAlerting).flatMap((rule): Publishing[] => {
    const bus = resources.referred(rule, rule.block.event_bus_name);
    if (bus === undefined) {
      return [];
    }
    const { account, region } = resources.place(bus);
    const common = {
      name: String(rule.block.name),
      busArn: `arn:${partition}:events:${region}:${account}:event-bus/${String(bus.block.name)}`,
      matches: matcherOf(rule.block.event_pattern, rule.block.state),
    };
    const notified = targets
      .filter(({ block }) => isOf(block, rule) && block.event_bus_name === rule.block.event_bus_name)
      .flatMap((target) => {
        const found = resources.referred(target, target.block.arn);
        return topics.filter((topic) => found?.name === topic.found.name && found.type === topic.found.type);
      });
    const disabled = disabledBy(rule.block.state, rule.block.is_enabled) ? `${addressOf(rule)} is disabled` : undefined;
    return notified.length === 0
      ? [{ ...common, topic: undefined, broken: disabled ?? `${addressOf(rule)} notifies no topic` }]
      : notified.map((topic) => ({ ...common, topic, broken: disabled ?? topic.broken }));
  });
}

function isOf({ rule }: Block, { name }: Found): boolean {
  return String(rule).startsWith(`\${aws_cloudwatch_event_rule.${name}.`);
}

function byTerraform(resources: Resources): Forwarding[] {
  const inBaselines = (id: string): boolean => id.startsWith("baseline-");
  const rules = resources.ofType("aws_cloudwatch_event_rule", inBaselines);
  return resources
    .ofType("aws_cloudwatch_event_target", inBaselines)
    .filter(({ block }) => String(block.arn).includes(":event-bus/"))
    .flatMap((target): Forwarding[] => {
      const rule = rules.find((one) => one.stack === target.stack && isOf(target.block, one));
      if (rule === undefined) {
        return [];
      }
      const { is_enabled: enabled, state } = rule.block;
      return [
        {
          ...resources.place(rule),
          name: String(rule.block.name),
          busArn: String(target.block.arn),
          role: resources.role(target, target.block.role_arn),
          through: [],
          matches: matcherOf(rule.block.event_pattern, state),
          broken: disabledBy(state, enabled)
            ? `${addressOf(rule)} is disabled`
            : // It must not put events on a bus of another account or region.
              target.block.role_arn === undefined
              ? `${addressOf(target)} has no role`
              : undefined,
        },
      ];
    });
}

function byStackSets(resources: Resources, landingZone: LandingZone): Forwarding[] {
  const { accounts, management, partition } = landingZone;
  // CloudFormation deploys nothing to the management account this way.
  const members = accounts.filter(({ slug }) => slug !== management.slug).map(({ id = "" }) => id);
  const places = resources.stacks.flatMap((stack) => stackSetPlaces(stack, members, partition));
  return places.flatMap(({ account, name: stackSet, region, resources: made }): Forwarding[] =>
    made
      .filter(({ type }) => type === "AWS::Events::Rule")
      .flatMap(({ properties }) => {
        const matches = matcherOf(properties.EventPattern, properties.State);
        return ((properties.Targets ?? []) as Block[]).map(({ Arn, RoleArn }): Forwarding => {
          const role = String(RoleArn).replace(/^.*:role\//, "");
          const maker = places.find(
            (other) => other.account === account && other.resources.some((one) => mayPut(one, role, String(Arn))),
          );
          const where = `the rule ${String(properties.Name)} of the stack set ${stackSet}`;
          return {
            account,
            region,
            matches,
            name: String(properties.Name),
            busArn: String(Arn),
            role: `role ${account} ${role}`,
            through: [`stackSet ${stackSet}`, ...(maker === undefined ? [] : [`stackSet ${maker.name}`])],
            broken: disabledBy(properties.State)
              ? `${where} is disabled`
              : maker === undefined
                ? `no stack set makes a role ${role} that may put events on ${String(Arn)} for ${where}`
                : undefined,
          };
        });
      }),
  );
}

/** Whether a resource of a template is a role of this name that puts events on a bus. */
function mayPut(
  { properties, type }: { readonly type: string; readonly properties: Block },
  role: string,
  busArn: string,
): boolean {
  const policies = JSON.stringify(properties.Policies ?? []);
  return (
    type === "AWS::IAM::Role" &&
    properties.RoleName === role &&
    policies.includes("events:PutEvents") &&
    policies.includes(`"${busArn}"`)
  );
}

function disabledBy(state: unknown, enabled?: unknown): boolean {
  return state === "DISABLED" || enabled === false;
}

const matchers = new Map<string, (event: Recorded) => boolean>();

/** One for each pattern: every account and region forwards by the same. */
function matcherOf(pattern: unknown, state: unknown): (event: Recorded) => boolean {
  const text = typeof pattern === "string" ? pattern : JSON.stringify(pattern);
  const key = `${String(state)} ${text}`;
  const known = matchers.get(key) ?? newMatcher(text, state);
  matchers.set(key, known);
  return known;
}

function newMatcher(text: string, state: unknown): (event: Recorded) => boolean {
  const pattern = parsed(text);
  const readsToo = state === "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
  return lastRemembered(
    (event: Recorded): boolean =>
      pattern !== undefined &&
      // Rules are kept from management events only that read.
      (readsToo || event.record.readOnly !== true || event.record.eventCategory === "Data") &&
      matchesEventPattern(pattern, delivered(event)),
  );
}

/** What is no pattern matches nothing. */
function parsed(text: string): EventPattern | undefined {
  try {
    return parseEventPattern(JSON.parse(text));
  } catch (error) {
    if (error instanceof EventPatternError || error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}
