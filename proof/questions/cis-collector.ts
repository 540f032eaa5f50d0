import type { LandingZone } from "../../config/landing-zone";
import type { Entry } from "./entry";

/** What guardrails keep principals from that would lose results of CIS scans, where there are any. */
export function collectorEntries({ inspector, names }: LandingZone): readonly Entry[] {
  const collector = `function:${names.cisCollector}`;
  return inspector === undefined || inspector.cisTargets.length === 0
    ? []
    : [
        ["probes", "rewrite the collector of CIS results", "lambda:UpdateFunctionCode", "lambda", collector],
        ["probes", "stop the collector of CIS results", "lambda:PutFunctionConcurrency", "lambda", collector],
      ];
}
