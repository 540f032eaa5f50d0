import { FINDING_EVENTS, findingAlertsOf, FORWARDED_EVENTS } from "../../../config/inspector/events";
import { matchesEventPattern, parseEventPattern } from "../../../patterns/event-pattern";
import { existingLandingZone } from "../../support/landing-zones";

/**
 * After AWS's example of a finding.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html
 */
const finding = (severity: string, status = "ACTIVE") => ({
  version: "0",
  id: "66a7a279-5f92-971c-6d3e-c92da0950992",
  "detail-type": "Inspector2 Finding",
  source: "aws.inspector2",
  account: "111122223333",
  time: "2023-01-19T22:46:15Z",
  region: "us-east-1",
  resources: ["i-0c2a343f1948d5205"],
  detail: { awsAccountId: "111122223333", severity, status, type: "PACKAGE_VULNERABILITY" },
});
const matches = (pattern: string, event: object): boolean =>
  matchesEventPattern(parseEventPattern(JSON.parse(pattern)), event);

const inspectorOf = (yaml: string) => {
  const { inspector } = existingLandingZone(`inspector: ${yaml}`);
  if (inspector === undefined) throw new Error("there is no inspector");
  return inspector;
};
const alertsOn = (yaml: string, event: object): string[] =>
  findingAlertsOf(inspectorOf(yaml))
    .filter(({ pattern }) => matches(pattern, event))
    .map(({ severity }) => severity);

describe("the events of Amazon Inspector", () => {
  it("are forwarded: findings, coverage, and what became of switching it on; scans are not", () => {
    for (const type of ["Inspector2 Finding", "Inspector2 Coverage", "Inspector2 AutoEnable"]) {
      expect(matches(FORWARDED_EVENTS, { ...finding("LOW"), "detail-type": type })).toBe(true);
    }
    expect(matches(FORWARDED_EVENTS, { ...finding("LOW"), "detail-type": "Inspector2 Scan" })).toBe(false);
    expect(matches(FORWARDED_EVENTS, { ...finding("LOW"), source: "aws.guardduty" })).toBe(false);
  });

  it("are delivered to the archive where they are findings, open or not", () => {
    for (const status of ["ACTIVE", "SUPPRESSED", "CLOSED"]) {
      expect(matches(FINDING_EVENTS, finding("UNTRIAGED", status))).toBe(true);
    }
    expect(matches(FINDING_EVENTS, { ...finding("LOW"), "detail-type": "Inspector2 Coverage" })).toBe(false);
  });

  it("alert by their severity, to the topic that the file says, and once", () => {
    expect(alertsOn("{}", finding("CRITICAL"))).toEqual(["critical"]);
    expect(alertsOn("{}", finding("HIGH"))).toEqual(["high"]);
    expect(alertsOn("{ findings: { alerts: { medium: low } } }", finding("MEDIUM"))).toEqual(["low"]);
    for (const severity of ["MEDIUM", "LOW", "INFORMATIONAL", "UNTRIAGED"]) {
      expect(alertsOn("{}", finding(severity))).toEqual([]);
    }
  });

  it("alert nobody where the finding is suppressed or closed", () => {
    expect(alertsOn("{}", finding("CRITICAL", "SUPPRESSED"))).toEqual([]);
    expect(alertsOn("{}", finding("CRITICAL", "CLOSED"))).toEqual([]);
  });
});
