import { guardrails } from "../../../cli/check/guardrails";
import { LOG_ARCHIVE_ID_TO_COME, ORGANIZATION_ID_TO_COME } from "../../../config/guardrails";
import { existingLandingZone, ORGANIZATION_ID } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { environmentOf, refusal, whats } from "./fakes";
import type { Answers } from "./fakes";

const landingZone = existingLandingZone(
  "guardrails: { exceptions: { topics: { organizationalUnits: [Security], reason: Theirs to subscribe to } } }",
);
const environment = environmentOf(landingZone, "management");
const policies = landingZone.guardrails;
const [first] = policies;
const inUnit = policies.find(({ organizationalUnits }) => organizationalUnits.length > 0);
const enabled = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"].map((Type) => ({ Type, Status: "ENABLED" }));
const contentOf = (name: unknown): string =>
  (policies.find((policy) => policy.name === name)?.content ?? "")
    .replaceAll(ORGANIZATION_ID_TO_COME, ORGANIZATION_ID)
    .replaceAll(LOG_ARCHIVE_ID_TO_COME, "222222222222");

const found = (answers: Answers = {}) =>
  whats(guardrails, environment, {
    ListRoots: { Roots: [{ Id: "r-root", PolicyTypes: enabled }] },
    DescribeOrganization: { Organization: { Id: ORGANIZATION_ID } },
    ListOrganizationalUnitsForParent: { OrganizationalUnits: [{ Id: "ou-security", Name: "Security" }] },
    ListPolicies: ({ Filter }) => ({
      Policies: policies.filter(({ type }) => type === Filter).map(({ name }) => ({ Id: name, Name: name })),
    }),
    ListTargetsForPolicy: ({ PolicyId }) => ({
      Targets: [{ TargetId: PolicyId === inUnit?.name ? "ou-security" : "r-root" }],
    }),
    DescribePolicy: ({ PolicyId }) => ({ Policy: { Content: contentOf(PolicyId) } }),
    ...answers,
  });

describe("the check of guardrails", () => {
  it("looks in the management account, and finds nothing where they are attached with what the file says", async () => {
    expect(guardrails.concerns(environmentOf(landingZone, "audit"))).toBe(false);
    expect(inUnit).toBeDefined();
    expect(await found()).toEqual([]);
  });

  it("says which is attached nowhere, or elsewhere than the file says", async () => {
    const names = policies.map(({ name }) => name);
    expect(await found({ ListTargetsForPolicy: {} })).toEqual(
      names.map((name) => `${name} is not attached to ${name === inUnit?.name ? "Security" : "the root"}`),
    );
    expect(await found({ ListTargetsForPolicy: { Targets: [{ TargetId: "r-root" }] } })).toEqual([
      `${inUnit?.name ?? ""} is not attached to Security`,
    ]);
  });

  it("says which says something else, which there is not, and that a type is disabled", async () => {
    const name = first?.name ?? "";
    const other = (id: unknown) => (id === name ? '{"Version":"2012-10-17","Statement":[]}' : contentOf(id));
    expect(await found({ DescribePolicy: ({ PolicyId }) => ({ Policy: { Content: other(PolicyId) } }) })).toEqual([
      `${name} does not say what the file says`,
    ]);
    expect(await found({ ListPolicies: {} })).toEqual(policies.map((policy) => `there is no policy ${policy.name}`));
    expect(await found({ ListRoots: { Roots: [{ Id: "r-root", PolicyTypes: enabled.slice(1) }] } })).toEqual([
      "policies of the type SERVICE_CONTROL_POLICY are disabled on the root: none of them is in force",
    ]);
  });

  it("fails where AWS says no", async () => {
    await expect(found({ ListPolicies: refusal("AccessDeniedException") })).rejects.toThrow("refused");
  });
});
