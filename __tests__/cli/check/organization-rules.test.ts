import { conformancePacks, organizationRules } from "../../../cli/check/organization-rules";
import { existingLandingZone } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { environmentOf, refusal, whats } from "./fakes";

const landingZone = existingLandingZone();
const environment = environmentOf(landingZone);
const ACCOUNTS = landingZone.accounts.map(({ id }) => id);
const RULES = landingZone.config.managedRules.length;

type Status = Readonly<Record<string, string>>;
const successful = (): Status[] =>
  ACCOUNTS.map((AccountId = "") => ({ AccountId, MemberAccountRuleStatus: "CREATE_SUCCESSFUL" }));
const rules = (statuses: (rule: string) => object) =>
  whats(organizationRules, environment, {
    GetOrganizationConfigRuleDetailedStatus: ({ OrganizationConfigRuleName }) =>
      statuses(String(OrganizationConfigRuleName)),
  });
const everywhere = (statuses: Status[]) => rules(() => ({ OrganizationConfigRuleDetailedStatus: statuses }));

describe("the check of the organization's rules", () => {
  it("looks in the audit account, in every region", () => {
    expect(organizationRules.concerns(environment)).toBe(true);
    expect(organizationRules.concerns(environmentOf(landingZone, "audit", "us-east-1"))).toBe(true);
    expect(organizationRules.concerns(environmentOf(landingZone, "management"))).toBe(false);
  });

  it("finds nothing where every account has every rule", async () => {
    expect(await everywhere(successful())).toEqual([]);
  });

  it("tells once of an account that has none, which AWS never tried: it is in no status", async () => {
    const [first, ...more] = await everywhere(successful().slice(1));
    expect(more).toEqual([]);
    expect(first).toMatch(
      new RegExp(`^management lacks ${RULES} rules of the organization \\(AWS never tried\\): .* more$`),
    );
  });

  it.each([
    ["CREATE_FAILED", "NoAvailableConfigurationRecorder"],
    ["UPDATE_FAILED", "AccessDenied"],
    ["CREATE_IN_PROGRESS", undefined],
    ["DELETE_FAILED", "InternalError"],
  ])("says what failed, also in accounts that the file does not have: %s, %s", async (status, code) => {
    const failed = { AccountId: "444444444444", MemberAccountRuleStatus: status, ...(code && { ErrorCode: code }) };
    const reason = [status, code].filter(Boolean).join(", ");
    expect(await everywhere([...successful(), failed])).toEqual([
      expect.stringContaining(`444444444444 lacks ${RULES} rules of the organization (${reason})`) as string,
    ]);
  });

  it("says which rules there are not, and fails where AWS says no", async () => {
    const missing = refusal("NoSuchOrganizationConfigRuleException");
    expect(
      await rules((rule) =>
        rule === "small-cloud-trail-enabled" ? missing : { OrganizationConfigRuleDetailedStatus: successful() },
      ),
    ).toEqual([expect.stringMatching(/^the organization lacks 1 rule: /) as string]);
    await expect(rules(() => refusal("AccessDeniedException"))).rejects.toThrow("refused");
  });

  it("expects nothing of accounts that are left out", async () => {
    const without = existingLandingZone('config: { excludedAccounts: ["222222222222"] }');
    expect(
      await whats(organizationRules, environmentOf(without), {
        GetOrganizationConfigRuleDetailedStatus: {
          OrganizationConfigRuleDetailedStatus: successful().filter(({ AccountId }) => AccountId !== "222222222222"),
        },
      }),
    ).toEqual([]);
  });
});

describe("the check of conformance packs", () => {
  it("says what failed", async () => {
    const packs = { ...landingZone, config: { ...landingZone.config, conformancePacks: [PACK] } };
    expect(conformancePacks.concerns(environment)).toBe(false);
    expect(conformancePacks.concerns(environmentOf(packs))).toBe(true);
    const statuses = ACCOUNTS.map((AccountId) => ({ AccountId, Status: "CREATE_SUCCESSFUL" }));
    const found = (...more: object[]) =>
      whats(conformancePacks, environmentOf(packs), {
        GetOrganizationConformancePackDetailedStatus: {
          OrganizationConformancePackDetailedStatuses: [...statuses, ...more],
        },
      });
    expect(await found()).toEqual([]);
    expect(await found({ AccountId: "444444444444", Status: "CREATE_FAILED", ErrorCode: "AccessDenied" })).toEqual([
      "444444444444 lacks 1 conformance pack of the organization (CREATE_FAILED, AccessDenied): small-mine",
    ]);
  });
});

const PACK = {
  key: "mine",
  regions: ["eu-west-1"],
  packName: "small-mine",
  template: "",
  parameters: {},
  excludedAccounts: [],
};
