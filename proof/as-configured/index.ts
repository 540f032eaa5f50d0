import type { LandingZone } from "../../config/landing-zone";
import type { Failure } from "../failure";
import type { Block } from "../kinds";
import { withIds } from "../resolved-stacks";
import type { SynthesizedStack } from "../stacks";
import { departures } from "./departures";
import { differsAt } from "./differs-at";
import { jsonIn } from "./json-in";
import { neededActions } from "./needed";

/** How stacks that are read compare with what their configuration is synthesized to, in what no question is about. */
export interface AsConfigured {
  /** How many resources were compared. */
  readonly resources: number;
  readonly failures: readonly Failure[];
}

interface Evaluated {
  readonly argument: string;
  readonly layer: string;
  /** Whose actions alone it is about; nothing where it is about all. */
  readonly service?: string;
}

/** Policies that are evaluated: what departs from them is named by its statement. */
const EVALUATED: ReadonlyMap<string, Evaluated> = new Map([
  ["aws_cloudwatch_event_bus_policy", { argument: "policy", layer: "bus policy", service: "events" }],
  ["aws_kms_key", { argument: "policy", layer: "key policy", service: "kms" }],
  ["aws_organizations_policy", { argument: "content", layer: "policy of the organization" }],
  ["aws_s3_bucket_policy", { argument: "policy", layer: "bucket policy", service: "s3" }],
  ["aws_sns_topic_policy", { argument: "policy", layer: "topic policy", service: "sns" }],
  ["aws_sqs_queue", { argument: "policy", layer: "queue policy", service: "sqs" }],
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
  const needed = neededActions(configured);
  let resources = 0;
  for (const stack of withIds(landingZone, configured)) {
    const other = found.get(stack.id);
    failures.push(...differencesBesides(stack, other));
    for (const type of typesOf(stack, other)) {
      const [due = {}, there = {}] = [stack.resource[type], other?.resource[type]];
      for (const name of new Set([...Object.keys(due), ...Object.keys(there)])) {
        resources += 1;
        const compared = { address: `${stack.id}/${type}.${name}`, needed, type };
        failures.push(...differences(compared, due[name], there[name]));
      }
    }
  }
  return { resources, failures };
}

/** What differs besides resources: outputs, what is looked up, providers, modules that were added, what is kept from destruction. */
function differencesBesides(stack: SynthesizedStack, other: SynthesizedStack | undefined): Failure[] {
  const rest = ({ data = {}, kept = {}, others = {}, output }: SynthesizedStack): Block => ({
    data,
    output,
    ...others,
    ...Object.fromEntries(
      Object.entries(kept).flatMap(([type, blocks]) =>
        Object.entries(blocks).map(([name, block]) => [`${type}.${name}`, block]),
      ),
    ),
  });
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
  /** Actions that no denial may deny which the configuration does not have. */
  readonly needed: readonly string[];
}

function differences({ address, needed, type }: Compared, due: Block | undefined, there: Block | undefined): Failure[] {
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
      const policy = evaluated(type, argument);
      return policy === undefined
        ? [
            {
              statement: address,
              text: `${address}: ${argument} is ${shown(got)}, and is to be ${shown(wanted)}${place(wanted, got)}`,
            },
          ]
        : departuresOf(policy, { address, needed, type }, [wanted, got]);
    });
}

/** Nothing where an argument is no policy that is evaluated. */
function evaluated(type: string, argument: string): Evaluated | undefined {
  const known = EVALUATED.get(type);
  return known?.argument === argument ? known : undefined;
}

function departuresOf(
  { layer, service }: Evaluated,
  { address, needed }: Compared,
  [wanted, got]: readonly [wanted: unknown, got: unknown],
): Failure[] {
  if (typeof wanted !== "string") {
    return [{ statement: layer, text: `${layer} of ${address} is in no configuration` }];
  }
  return typeof got !== "string"
    ? [{ statement: layer, text: `${layer} of ${address} is missing, and the configuration has it` }]
    : departures(
        wanted,
        got,
        needed.filter((action) => service === undefined || action.startsWith(`${service}:`)),
      ).map(({ statement, text }) => ({
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
  if (typeof value === "string") {
    const read = jsonIn(value);
    return read === undefined ? JSON.stringify(value) : canonical(read);
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

/** `; they differ at Statement[1].Effect` of long values, whose beginnings say nothing. */
function place(wanted: unknown, got: unknown): string {
  const [due, there] = [wanted, got].map((value) => (typeof value === "string" ? jsonIn(value) : value));
  const isLong = [wanted, got].every((value) => shown(value).endsWith("…"));
  const path = isLong ? differsAt(due, there) : "";
  return path === "" ? "" : `; they differ at ${path}`;
}

function shown(value: unknown): string {
  const text = value === undefined ? "absent" : typeof value === "string" ? value : JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text === "" ? '""' : text;
}
