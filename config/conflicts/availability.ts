import { FEATURES, GLOBAL_SERVICES, hasFeature } from "../../aws/availability";
import type { FeatureName } from "../../aws/availability";
import { deployableRegionsOf, REGIONS } from "../../aws/regions";
import { isOn } from "../aws-config/resolve";
import { regionsOfRule } from "../aws-config/rules/regions";
import { entriesOf, fieldsOf, located, present } from "../readable";
import type { Located, Reading } from "../readable";
import type { Finding, Path } from "../source/document";
import { listed } from "../source/suggest";
import { rulesOf } from "./config-rules";
import { functionsOf } from "./function-permissions";
import type { Findings } from "./finding";
import { wrong } from "./finding";
import type { Rule } from "./rule";

/** Governed regions that AWS knows, and has no such feature in. */
function lacking(feature: FeatureName, { regions }: Reading): string[] {
  return present(regions).filter((region) => REGIONS.has(region) && !hasFeature(feature, region));
}

function governed(reading: Reading): Located[] {
  return entriesOf(reading.regions, ["regions"]);
}

/** Regions of the partition that have a feature, the nearest to a region first. */
function having(feature: FeatureName, { homeRegion = "" }: Reading): string {
  const partition = REGIONS.get(homeRegion)?.partition ?? "aws";
  const names = deployableRegionsOf(partition).filter((region) => hasFeature(feature, region));
  return names.length === 0 ? `none: no region of partition ${partition} has it` : listed(names, homeRegion);
}

/** Rules that AWS manages go to the accounts' own stacks there, which only the management account has with StackSets. */
function noRulesByStackSets(reading: Reading): Finding[] {
  const absent = reading.baseline?.deployment === "stacksets" ? lacking("organizationConfigRules", reading) : [];
  const message = `AWS has no ${FEATURES.organizationConfigRules.what} here, and StackSets make none: member accounts get no rules`;
  return governed(reading)
    .filter(({ value }) => absent.includes(value))
    .map((region) =>
      wrong(region, message, {
        severity: "warning",
        fix: "set baseline.deployment: terraform, which makes the rules in every account of this file, or leave the region out",
      }),
    );
}

/** What only an organization has is not deployed where AWS has no such thing; nothing should be missing without a word. */
function leftOut(reading: Reading): Finding[] {
  const { config } = reading;
  const policies = fieldsOf(config?.policyRules, ["config", "policyRules"]).map(({ path }) => path);
  const packs = fieldsOf(config?.conformancePacks, ["config", "conformancePacks"]).map(({ path }) => path);
  const absent = lacking("organizationConfigRules", reading);
  const functions = functionsOf(reading).filter(({ value }) => absent.includes(value.split(":")[3] ?? ""));
  return [
    ...policies.flatMap((path) => notDeployed("organizationConfigRules", path, reading)),
    ...packs.flatMap((path) => notDeployed("organizationConformancePacks", path, reading)),
    ...functions.map((arn) =>
      wrong(arn, `AWS has no ${FEATURES.organizationConfigRules.what} in the function's region: nothing will run it`, {
        severity: "warning",
        allowed: `functions in ${having("organizationConfigRules", reading)}`,
        fix: "remove it",
      }),
    ),
  ];
}

function notDeployed(feature: FeatureName, path: Path, reading: Reading): Findings {
  const absent = lacking(feature, reading);
  if (absent.length === 0) {
    return [];
  }
  const isNowhere = absent.length === present(reading.regions).length;
  return {
    path,
    severity: "warning",
    message: `AWS has no ${FEATURES[feature].what} in ${isNowhere ? "any of the governed regions, so that this is deployed nowhere" : "some of the governed regions, where this is not deployed"}`,
    got: absent.join(", "),
    allowed: having(feature, reading),
    fix: isNowhere
      ? "remove it, or govern a region that has them"
      : "nothing, if that is meant; else put it into those accounts by other means",
  };
}

/** The rule stays, and only reports where AWS does not remediate. */
function remediationNowhere(reading: Reading): Finding[] {
  const { homeRegion = "", regions } = reading;
  const names = present(regions);
  return rulesOf(reading)
    .filter(({ definition, settings }) => isOn(definition, settings) && settings.remediation !== "off")
    .filter(({ definition }) => definition.remediation !== undefined)
    .flatMap(({ definition, path, settings }): Findings => {
      const deployed = regionsOfRule(definition, homeRegion, names).filter((region) => REGIONS.has(region));
      const absent = deployed.filter((region) => !hasFeature("configRemediation", region));
      if (absent.length === 0) {
        return [];
      }
      const remediation = { path: [...path, "remediation"], value: settings.remediation };
      const allowed = having("configRemediation", reading);
      return absent.length === deployed.length
        ? wrong(remediation, `AWS has no ${FEATURES.configRemediation.what} where this rule is: ${absent.join(", ")}`, {
            allowed,
            fix: "set it to off, or remove it: the rule still reports",
          })
        : wrong(remediation, `AWS has no ${FEATURES.configRemediation.what} in ${absent.join(", ")}`, {
            severity: "warning",
            allowed,
            fix: "nothing, if the rule may only report there",
          });
    });
}

/** The archive is in the home region. */
function deliveryAcrossRegions(reading: Reading): Finding[] {
  const { homeRegion = "" } = reading;
  const partition = REGIONS.get(homeRegion)?.partition;
  const absent = lacking("configDeliveryToOtherRegions", reading);
  return (
    governed(reading)
      .filter(({ value }) => absent.includes(value) && value !== homeRegion)
      // A region of another partition is refused as such.
      .filter(({ value }) => REGIONS.get(value)?.partition === partition)
      .map((region) =>
        wrong(
          region,
          `AWS Config delivers from here to buckets of ${region.value} only, and the archive is in ${homeRegion}`,
          { fix: `set homeRegion: ${region.value}, or leave the region out` },
        ),
      )
  );
}

/**
 * A recorder takes the types everywhere, and records them in one region; a rule on a type that is not recorded is silent, which
 * looks like compliance. What a recorder of all types leaves out, `validate` says.
 */
function globalTypesNowhere(reading: Reading): Finding[] {
  const { config, homeRegion = "", regions } = reading;
  const partition = REGIONS.get(homeRegion)?.partition;
  const names = present(regions);
  if (partition === undefined || names.length === 0) {
    return [];
  }
  const recorded = (["only", "otherFrequency"] as const).flatMap((key) =>
    entriesOf(config?.recording?.[key], ["config", "recording", key]),
  );
  const looked = [
    ...fieldsOf(config?.policyRules, ["config", "policyRules"]),
    ...fieldsOf(config?.functionRules, ["config", "functionRules"]),
  ].flatMap(({ path, value }) => entriesOf(value.resourceTypes, [...path, "resourceTypes"]));
  return [...recorded, ...looked].flatMap((type): Findings => {
    const service = GLOBAL_SERVICES.find(({ types }) => types.includes(type.value));
    const recordedIn = service?.recordedIn[partition];
    return service === undefined || (recordedIn !== undefined && names.includes(recordedIn))
      ? []
      : wrong(type, "this type belongs to no region, and none of the governed regions records it", {
          severity: "warning",
          allowed: recordedIn ?? `none: no region of partition ${partition} is known to record it`,
          fix: recordedIn === undefined ? "remove it" : `add ${recordedIn} to regions, or remove it`,
        });
  });
}

/** Terraform works in the home region, also while it enables regions. */
function homeRegionToOptIn({ baseline, homeRegion }: Reading): Finding[] {
  return located(homeRegion, ["homeRegion"])
    .filter(({ value }) => REGIONS.get(value)?.optIn === true && baseline?.optInRegions === "enable")
    .map((home) =>
      wrong(home, "this is an opt-in region, in which Terraform cannot work until the management account has it", {
        severity: "warning",
        fix: `before the first deployment: aws account enable-region --region-name ${home.value}`,
      }),
    );
}

export const AVAILABILITY_RULES = [
  noRulesByStackSets,
  leftOut,
  remediationNowhere,
  deliveryAcrossRegions,
  globalTypesNowhere,
  homeRegionToOptIn,
] satisfies Rule[];
