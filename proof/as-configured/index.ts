import type { LandingZone } from "../../config/landing-zone";
import type { Failure } from "../failure";
import type { Block } from "../kinds";
import { withIds } from "../resolved-stacks";
import type { SynthesizedStack } from "../stacks";
import { departures } from "./departures";

/** How stacks that are read compare with what their configuration is synthesized to, in what no question is about. */
export interface AsConfigured {
  /** How many resources were compared. */
  readonly resources: number;
  readonly failures: readonly Failure[];
}

/** Policies that are evaluated: what departs from them is named by its statement. */
const EVALUATED: ReadonlyMap<string, { readonly argument: string; readonly layer: string }> = new Map([
  ["aws_cloudwatch_event_bus_policy", { argument: "policy", layer: "bus policy" }],
  ["aws_kms_key", { argument: "policy", layer: "key policy" }],
  ["aws_organizations_policy", { argument: "content", layer: "policy of the organization" }],
  ["aws_s3_bucket_policy", { argument: "policy", layer: "bucket policy" }],
  ["aws_sns_topic_policy", { argument: "policy", layer: "topic policy" }],
  ["aws_sqs_queue", { argument: "policy", layer: "queue policy" }],
]);

/**
 * What differs between stacks and what their configuration is synthesized to: settings, patterns, thresholds, targets, subscriptions,
 * what roles may do and whom they trust, and policies that are evaluated, but for denials that deny more. That these are right is for
 * the tests of the product; a change by hand is seen here, whatever it is.
 *
 * @param landingZone one whose ids are all known, as `withStandIns` makes them
 * @param configured what the configuration is synthesized to
 * @param read what is to be as it
 */
export function asConfigured(
  landingZone: LandingZone,
  configured: readonly SynthesizedStack[],
  read: readonly SynthesizedStack[],
): AsConfigured {
  const found = new Map(withIds(landingZone, read).map((stack) => [stack.id, stack]));
  const failures: Failure[] = [];
  let resources = 0;
  for (const stack of withIds(landingZone, configured)) {
    const other = found.get(stack.id);
    failures.push(...differencesBesides(stack, other));
    for (const type of typesOf(stack, other)) {
      const [due = {}, there = {}] = [stack.resource[type], other?.resource[type]];
      for (const name of new Set([...Object.keys(due), ...Object.keys(there)])) {
        resources += 1;
        const compared = { address: `${stack.id}/${type}.${name}`, type };
        failures.push(...differences(compared, due[name], there[name]));
      }
    }
  }
  return { resources, failures };
}

/** What differs besides resources: outputs, what is looked up, providers, modules that were added. */
function differencesBesides(stack: SynthesizedStack, other: SynthesizedStack | undefined): Failure[] {
  const rest = ({ data = {}, others = {}, output }: SynthesizedStack): Block => ({ data, output, ...others });
  const [due, there] = [rest(stack), other === undefined ? {} : rest(other)];
  return [...new Set([...Object.keys(due), ...Object.keys(there)])]
    .filter((block) => block !== "//" && !isSame(due[block], there[block]))
    .map((block) => {
      const address = `${stack.id}/${block}`;
      return { statement: address, text: `${address} is not as the configuration has it` };
    });
}

function typesOf(one: SynthesizedStack, other: SynthesizedStack | undefined): Set<string> {
  return new Set([...Object.keys(one.resource), ...Object.keys(other?.resource ?? {})]);
}

interface Compared {
  /** `detection/aws_cloudwatch_metric_alarm.alarm-rootLogin_alarm_1A2B3C4D` */
  readonly address: string;
  readonly type: string;
}

function differences({ address, type }: Compared, due: Block | undefined, there: Block | undefined): Failure[] {
  if (there === undefined) {
    return [{ statement: address, text: `${address} is missing, and the configuration has it` }];
  }
  if (due === undefined) {
    return [{ statement: address, text: `${address} is in no configuration` }];
  }
  return [...new Set([...Object.keys(due), ...Object.keys(there)])]
    .filter((argument) => argument !== "//")
    .flatMap((argument): Failure[] => {
      const [wanted, got] = [due[argument], there[argument]];
      if (isSame(wanted, got)) {
        return [];
      }
      const layer = evaluated(type, argument);
      return layer === undefined
        ? [{ statement: address, text: `${address}: ${argument} is ${shown(got)}, and is to be ${shown(wanted)}` }]
        : departuresOf(layer, address, String(wanted), got);
    });
}

/** What a policy is called that is evaluated; nothing where it is not. */
function evaluated(type: string, argument: string): string | undefined {
  const known = EVALUATED.get(type);
  return known?.argument === argument ? known.layer : undefined;
}

function departuresOf(layer: string, address: string, wanted: string, got: unknown): Failure[] {
  return typeof got !== "string"
    ? [{ statement: layer, text: `${layer} of ${address} is missing, and the configuration has it` }]
    : departures(wanted, got).map(({ statement, text }) => ({
        statement: statement === undefined ? layer : `${layer} ${statement}`,
        text:
          statement === undefined ? `${layer} of ${address} ${text}` : `${layer} ${statement} of ${address} ${text}`,
      }));
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || canonical(one) === canonical(other);
}

/** Text that is the same for values that Terraform takes for the same: spaces in JSON and the order of its keys do not matter. */
function canonical(value: unknown): string {
  if (typeof value === "string" && /^\s*[[{]/.test(value)) {
    try {
      return canonical(JSON.parse(value));
    } catch {
      return JSON.stringify(value);
    }
  }
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join()}]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join()}}`;
  }
  return value === undefined || value === null ? "nothing" : JSON.stringify(value);
}

/** Characters of a value that a message shows. */
const SHOWN = 60;

function shown(value: unknown): string {
  const text = value === undefined ? "absent" : typeof value === "string" ? value : JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text === "" ? '""' : text;
}
