import fc from "fast-check";
import { CONFIG_RULES } from "../../config/aws-config/rules";
import type { ConfigRuleDefinition } from "../../config/aws-config/rules/definition";
import type { LandingZone } from "../../config/landing-zone";
import { parseLandingZone } from "../../config/load";
import { hasFeature } from "../../aws/availability";
import { WITHOUT_IAM } from "../../config/aws-config/rules/regions";
import { anyConfiguration } from "../support/any-landing-zone";
import { synthesizeLandingZone } from "../support/landing-zones";
import type { Block, Template } from "../support/terraform";

const TIMEOUT = 120_000;
const RUNS = { numRuns: 30 };
const IAM_TYPES = ["AWS::IAM::Group", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::User"];

/** What the arguments call a resource in AWS, where that is not `name`. */
const NAME_ARGUMENTS = ["name", "analyzer_name", "bucket", "function_name", "queue_name"];

type Stacks = Readonly<Record<string, Template>>;

const regionOf = ({ provider }: Block, { homeRegion }: LandingZone): string =>
  provider === "aws" ? homeRegion : String(provider).replace(/^aws\./, "");

const inRegions = (template: Template | undefined, type: string, landingZone: LandingZone): string[] =>
  (template?.resources(type) ?? []).map((block) => regionOf(block, landingZone)).sort();

const staying = ({ accounts }: LandingZone) => accounts.filter(({ leaving }) => leaving !== true);

describe("for any valid configuration", () => {
  // Synthesis is what takes time: every landing zone is checked in all ways.
  it(
    "every account and region is recorded once, names are unique, and rules are where AWS offers them",
    () => {
      fc.assert(
        fc.property(anyConfiguration, (text) => {
          const { landingZone } = parseLandingZone(text, "any.yaml");
          const { stacks } = synthesizeLandingZone(landingZone);
          oneRecorderAndChannel(landingZone, stacks);
          iamRecordedOnce(landingZone, stacks);
          uniqueNames(landingZone, stacks);
          rulesWhereOffered(landingZone, stacks);
          everyRuleThatIsOn(landingZone, stacks);
        }),
        RUNS,
      );
    },
    TIMEOUT,
  );
});

/** Each account has one recorder, started, and one delivery channel in each region, unless it is leaving. */
function oneRecorderAndChannel(landingZone: LandingZone, stacks: Stacks): void {
  for (const { slug, leaving } of landingZone.accounts) {
    const expected = leaving === true ? [] : [...landingZone.regions];
    for (const type of ["configuration_recorder", "configuration_recorder_status", "delivery_channel"]) {
      expect(inRegions(stacks[`baseline-${slug}`], `aws_config_${type}`, landingZone)).toEqual(expected);
    }
  }
  for (const [id, template] of Object.entries(stacks)) {
    if (!id.startsWith("baseline-")) {
      expect(template.resources("aws_config_configuration_recorder")).toEqual([]);
    }
  }
}

/** IAM's types are recorded in one region of each account, if at all, and in one where AWS Config records them if any does. */
function iamRecordedOnce(landingZone: LandingZone, stacks: Stacks): void {
  const { except, only } = landingZone.config.recording;
  const able = landingZone.regions.filter((region) => !WITHOUT_IAM.includes(region));
  for (const type of IAM_TYPES) {
    const isWanted = only.length === 0 ? !except.includes(type) : only.includes(type);
    for (const { slug } of staying(landingZone)) {
      const recorders = stacks[`baseline-${slug}`]?.resources("aws_config_configuration_recorder") ?? [];
      const regions = recorders.filter((block) => records(block, type)).map((block) => regionOf(block, landingZone));
      expect(regions).toHaveLength(isWanted ? 1 : 0);
      if (isWanted && able.length > 0) expect(able).toContain(regions[0]);
    }
  }
}

/** No two resources of a kind have the same name in one account and region. */
function uniqueNames(landingZone: LandingZone, stacks: Stacks): void {
  const keys = new Map(landingZone.accounts.map(({ id, slug }) => [String(id), slug]));
  const seen = new Set<string>();
  const twice: string[] = [];
  for (const template of Object.values(stacks)) {
    const [account] = template.json.provider.aws[0]?.allowed_account_ids as string[];
    for (const [type, named] of Object.entries(template.json.resource ?? {})) {
      for (const block of Object.values(named)) {
        const name = NAME_ARGUMENTS.map((argument) => block[argument]).find((value) => typeof value === "string");
        // Inline policies, filters and targets have the names of what they belong to.
        if (name === undefined || OWNED.test(type)) continue;
        const bus = typeof block.event_bus_name === "string" ? block.event_bus_name : "";
        const where = `${type} ${name} in ${keys.get(account ?? "") ?? ""} ${regionOf(block, landingZone)} ${bus}`;
        if (seen.has(where)) twice.push(where);
        seen.add(where);
      }
    }
  }
  expect(twice).toEqual([]);
}

/** No rule is sent to a region where AWS does not offer it, or that is not governed. */
function rulesWhereOffered(landingZone: LandingZone, stacks: Stacks): void {
  const absent = new Map(
    Object.values<ConfigRuleDefinition>(CONFIG_RULES).map(({ absentFrom, identifier }) => [identifier, absentFrom]),
  );
  for (const template of Object.values(stacks)) {
    const ofOrganization = template
      .resources("aws_config_organization_managed_rule")
      .map((block): [Block, unknown] => [block, block.rule_identifier]);
    const ofAccount = template
      .resources("aws_config_config_rule")
      .map((block): [Block, unknown] => [block, (block.source as Block).source_identifier]);
    for (const [block, identifier] of [...ofOrganization, ...ofAccount]) {
      const region = regionOf(block, landingZone);
      expect(absent.get(String(identifier))).not.toContain(region);
      expect(landingZone.regions).toContain(region);
      expect(hasFeature("organizationConfigRules", region) || !ofOrganization.some(([one]) => one === block)).toBe(
        true,
      );
    }
  }
}

/** Every rule that is on is in every region that has it: of the organization where it can be, or of each account. */
function everyRuleThatIsOn(landingZone: LandingZone, stacks: Stacks): void {
  for (const { accountRegions, identifier, regions } of landingZone.config.managedRules) {
    const of = (id: string, type: string, isIt: (block: Block) => boolean): string[] =>
      (stacks[id]?.resources(type) ?? [])
        .filter(isIt)
        .map((block) => regionOf(block, landingZone))
        .sort();
    const isOrganizations = (block: Block): boolean => block.rule_identifier === identifier;
    expect(of("config-rules", "aws_config_organization_managed_rule", isOrganizations)).toEqual(
      regions.filter((region) => !accountRegions.includes(region)).sort(),
    );
    const isAccounts = (block: Block): boolean => (block.source as Block).source_identifier === identifier;
    for (const { slug } of staying(landingZone)) {
      expect(of(`baseline-${slug}`, "aws_config_config_rule", isAccounts)).toEqual([...accountRegions].sort());
    }
  }
}

const OWNED =
  /^aws_(iam_role_policy|iam_role_policy_attachment|cloudwatch_log_metric_filter|s3_bucket_.+|.*_policy|config_.*status)$/;

function records({ recording_group: group }: Block, type: string): boolean {
  const { all_supported, exclusion_by_resource_types, include_global_resource_types, resource_types } = group as {
    all_supported: boolean;
    include_global_resource_types?: boolean;
    resource_types?: string[];
    exclusion_by_resource_types?: { resource_types: string[] } | { resource_types: string[] }[];
  };
  if (all_supported) return include_global_resource_types === true;
  if (resource_types !== undefined) return resource_types.includes(type);
  const excluded = [exclusion_by_resource_types ?? []].flat().flatMap((block) => block.resource_types);
  return !excluded.includes(type);
}
