import { CIS_VERSIONS } from "./definition";
import type { AlarmDefinition, CisVersion } from "./definition";

/** Section of the monitored events, which moved when version 6.0 put another one before it. */
const SECTIONS: Readonly<Record<CisVersion, number>> = { "1.4": 4, "3.0": 4, "5.0": 4, "7.0": 5 };

/** Names of the controls that an alarm is for: `CIS 5.0 4.3`, `CloudWatch.1`. */
export function controlsOf({ cis, securityHub }: AlarmDefinition, version: CisVersion): string[] {
  const isSince = cis?.since === undefined || CIS_VERSIONS.indexOf(version) >= CIS_VERSIONS.indexOf(cis.since);
  return [
    ...(cis !== undefined && isSince ? [`CIS ${version} ${SECTIONS[version]}.${cis.item}`] : []),
    ...(securityHub === undefined ? [] : [securityHub]),
  ];
}
