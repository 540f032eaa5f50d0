import { rulesOfPackage } from "../../aws/inspector-classic";
import { TARGET_RULES } from "../../config/inspector/targets-schema";
import { isMapping } from "../../config/source/mapping";
import type { FoundResource } from "./resources";
import { equivalentSchedule } from "./schedule";
import type { WrittenSchedule } from "./schedule";

/** A target of `inspector.targets`, as it is written in the file. */
export interface WrittenTarget {
  readonly name: string;
  readonly tags: Readonly<Record<string, readonly string[]>>;
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  readonly schedule?: WrittenSchedule;
  readonly rules: readonly string[];
}

export interface Migration {
  readonly targets: readonly WrittenTarget[];
  /** Addresses that Terraform has to forget: removing them from the code alone would call an API that is gone. */
  readonly removed: readonly string[];
  /** What is to be decided or done by hand. */
  readonly notes: readonly string[];
}

const MOST_TAGS = 5;
const TEMPLATE = "aws_inspector_assessment_template";
const TARGET = "aws_inspector_assessment_target";
const GROUP = "aws_inspector_resource_group";
/** As `name` of a target has them. */
const NOT_OF_NAMES = /[^A-Za-z0-9_.-]+/g;

/** What Amazon Inspector of today has for the assessments of Amazon Inspector Classic in a state. */
export function equivalentOf(resources: readonly FoundResource[]): Migration {
  const managed = resources.filter(({ mode }) => mode === "managed");
  const of = (type: string): FoundResource[] => managed.filter((resource) => resource.type === type);
  const byArn = (type: string) => new Map(of(type).map((resource) => [text(resource, "arn"), resource]));
  const [targets, groups] = [byArn(TARGET), byArn(GROUP)];
  const notes: string[] = [];
  const names = new Set<string>();
  const templated = new Set(of(TEMPLATE).map((template) => text(template, "target_arn")));
  const written = [
    ...of(TEMPLATE).map((template) => ({ target: targets.get(text(template, "target_arn")), template })),
    // Nobody ran these.
    ...[...targets.values()]
      .filter((target) => !templated.has(text(target, "arn")))
      .map((target) => ({ target, template: undefined })),
  ].map(({ target, template }): WrittenTarget => {
    const { address } = template ?? target;
    const note = (message: string): void => {
      notes.push(`${address}: ${message}`);
    };
    const group = groups.get(text(target, "resource_group_arn"));
    const [, , , region = "", account = ""] = text(template ?? target, "arn").split(":");
    return {
      name: uniqueName(text(template, "name") || text(target, "name") || "target", names),
      tags: tagsOf(target, group, note),
      ...(account === "" ? {} : { accounts: [account] }),
      ...(region === "" ? {} : { regions: [region] }),
      ...scheduleOf(text(template, "arn"), of, note),
      rules: rulesOf(template, note),
    };
  });
  return {
    targets: written,
    removed: [...new Set([TEMPLATE, TARGET, GROUP].flatMap((type) => of(type).map(({ address }) => address)))].sort(),
    notes: [...notes, ...leftOvers(resources, of)],
  };
}

function uniqueName(name: string, taken: Set<string>): string {
  const plain =
    name
      .replace(NOT_OF_NAMES, "-")
      .replace(/^[^A-Za-z0-9]+/, "")
      .slice(0, 120) || "target";
  let unique = plain;
  for (let number = 2; taken.has(unique); number += 1) {
    unique = `${plain}-${number}`;
  }
  taken.add(unique);
  return unique;
}

function tagsOf(
  target: FoundResource | undefined,
  group: FoundResource | undefined,
  note: (message: string) => void,
): Record<string, string[]> {
  const tags = isMapping(group?.values.tags) ? group.values.tags : {};
  const entries = Object.entries(tags).flatMap(([key, value]): [string, string[]][] =>
    typeof value === "string" ? [[key, [value]]] : [],
  );
  if (target === undefined) {
    note("its target is not in the file: add the tags of its instances");
  } else if (entries.length === 0) {
    note(
      group === undefined && text(target, "resource_group_arn") !== ""
        ? "its resource group is not in the file: add the tags of its instances"
        : "was about all instances of the region, which CIS scans cannot be: give them a tag and add it",
    );
  } else if (entries.length > MOST_TAGS) {
    note(`has ${entries.length} tags, and CIS scans take ${MOST_TAGS}: take some out`);
  }
  return Object.fromEntries(entries);
}

function rulesOf(template: FoundResource | undefined, note: (message: string) => void): string[] {
  const arns = texts(template?.values.rules_package_arns);
  for (const arn of arns.filter((found) => rulesOfPackage(found) === undefined)) {
    note(`${arn} is no rules package that AWS published: it is left out`);
  }
  const kinds = TARGET_RULES.filter((kind) => arns.some((arn) => rulesOfPackage(arn) === kind));
  if (kinds.length === 0) {
    note("has no rules package that is known: cis is assumed");
    return ["cis"];
  }
  return kinds;
}

/** An EventBridge rule starts a template that is its target. */
function scheduleOf(
  templateArn: string,
  of: (type: string) => FoundResource[],
  note: (message: string) => void,
): { readonly schedule?: WrittenSchedule } {
  const started =
    templateArn === ""
      ? undefined
      : of("aws_cloudwatch_event_target").find((target) => text(target, "arn") === templateArn);
  const rule =
    started && of("aws_cloudwatch_event_rule").find((found) => text(found, "name") === text(started, "rule"));
  const expression = text(rule, "schedule_expression");
  if (expression === "") {
    note("no schedule was found for it: a target is checked every Sunday unless you say otherwise");
    return {};
  }
  const { note: difference, schedule } = equivalentSchedule(expression);
  if (difference !== undefined) {
    note(difference);
  }
  return { schedule };
}

/** What belongs to the old service, but can still be destroyed as usual, or asks its API. */
function leftOvers(resources: readonly FoundResource[], of: (type: string) => FoundResource[]): string[] {
  const templates = new Set(of(TEMPLATE).map((template) => text(template, "arn")));
  const started = of("aws_cloudwatch_event_target").filter((target) => templates.has(text(target, "arn")));
  const rules = of("aws_cloudwatch_event_rule").filter((rule) =>
    started.some((target) => text(target, "rule") === text(rule, "name")),
  );
  return [
    ...[...new Set([...started, ...rules].map(({ address }) => address))].map(
      (address) => `${address}: starts runs that there are no more: take it out of the code, Terraform destroys it`,
    ),
    ...[
      ...new Set(
        resources
          .filter(({ mode, type }) => mode === "data" && type === "aws_inspector_rules_packages")
          .map(({ address }) => address.replace(/(^|\.)(data\.)?(aws_inspector_)/, "$1data.$3")),
      ),
    ].map((address) => `${address}: asks the old API at every plan: take it out of the code`),
  ];
}

function text(resource: FoundResource | undefined, key: string): string {
  const value = resource?.values[key];
  return typeof value === "string" ? value : "";
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === "string") : [];
}
