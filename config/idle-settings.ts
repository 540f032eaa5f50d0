import type { Path } from "./source/document";
import { list, mapping } from "./fact-reading";
import type { Mapping } from "./fact-reading";
import type { Fact } from "./readable";

const OF_FLOW_LOGS = ["destinations", "trafficType", "maxAggregationSeconds", "fields", "retentionDays"];
const OF_PASSWORDS = ["minimumLength", "rememberedPasswords", "maximumAgeDays"];

/**
 * Settings of the baseline that are written out and change nothing, because another one says so; each fact's value is that
 * other one.
 *
 * @param root the plain value of the whole file
 */
export function idleSettings(root: Mapping): Fact[] {
  const baseline = mapping(root.baseline);
  const { destinations, vpcs } = mapping(root.flowLogs);
  const toLogGroup = list(destinations).includes("cloudwatch-logs");
  const idle: [because: string, isSo: boolean, path: Path, keys: readonly string[]][] = [
    [
      "baseline.instanceMetadata.version2 is unchanged",
      mapping(baseline.instanceMetadata).version2 === "unchanged",
      ["baseline", "instanceMetadata"],
      ["hopLimit"],
    ],
    [
      "baseline.passwordPolicy.enabled is false",
      mapping(baseline.passwordPolicy).enabled === false,
      ["baseline", "passwordPolicy"],
      OF_PASSWORDS,
    ],
    ["flowLogs.vpcs is none", vpcs === "none", ["flowLogs"], OF_FLOW_LOGS],
    ["flowLogs.destinations has no cloudwatch-logs", vpcs !== "none" && !toLogGroup, ["flowLogs"], ["retentionDays"]],
  ];
  return idle
    .filter(([, isSo]) => isSo)
    .flatMap(([value, , path, keys]) => {
      const settings = path.reduce<Mapping>((fields, key) => mapping(fields[key]), root);
      return keys.filter((key) => Object.hasOwn(settings, key)).map((key) => ({ value, path: [...path, key] }));
    });
}
