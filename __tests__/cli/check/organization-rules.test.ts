import { conformancePacks, organizationRules } from "../../../cli/check/organization-rules";
import { existingLandingZone } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { environmentOf, organizationAccount, refusal, whats } from "./fakes";

const landingZone = existingLandingZone();
const environment = environmentOf(landingZone);
const ACCOUNTS = landingZone.accounts.map(({ id }) => id);
const RULES = landingZone.config.managedRules.length;

type Status = Readonly<Record<string, string>>;
const successful = (): Status[] =>
  ACCOUNTS.map((AccountId = "") => ({ AccountId, MemberAccountRuleStatus: "CREATE_SUCCESSFUL" }));
const accounts = (...more: ReturnType<typeof organizationAccount>[]) => ({
  accounts: [...ACCOUNTS.map((id = "") => organizationAccount(id)), ...more],
});
const OTHER = organizationAccount("444444444444");
const rules = (statuses: (rule: string) => object, faked = accounts(OTHER), where = environment) =>
  whats(
    organizationRules,
    where,
    {
      GetOrganizationConfigRuleDetailedStatus: ({ OrganizationConfigRuleName }) =>
        statuses(String(OrganizationConfigRuleName)),
    },
    faked,
  );
const everywhere = (statuses: Status[], ...organization: Parameters<typeof accounts>) =>
  rules(() => ({ OrganizationConfigRuleDetailedStatus: statuses }), accounts(...organization));

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
    ["DELETE_SUCCESSFUL", undefined],
  ])("says what failed, also in accounts that the file does not have: %s, %s", async (status, code) => {
    const failed = { AccountId: "444444444444", MemberAccountRuleStatus: status, ...(code && { ErrorCode: code }) };
    const reason = [status, code].filter(Boolean).join(", ");
    expect(await everywhere([...successful(), failed], OTHER)).toEqual([
      expect.stringContaining(`444444444444 lacks ${RULES} rules of the organization (${reason})`) as string,
    ]);
  });

  it("tells of accounts that joined without the file, and of what a deletion left", async () => {
    expect(await everywhere(successful(), OTHER)).toEqual([
      expect.stringContaining(`444444444444 lacks ${RULES} rules of the organization (AWS never tried)`) as string,
    ]);
    const kept = { AccountId: "444444444444", MemberAccountRuleStatus: "DELETE_FAILED", ErrorCode: "AccessDenied" };
    expect(await everywhere([...successful(), kept], OTHER)).toEqual([
      expect.stringContaining(`444444444444 still has ${RULES} rules of the organization (DELETE_FAILED`) as string,
    ]);
  });

  it("expects nothing of suspended accounts, whatever AWS says of them", async () => {
    const suspended = organizationAccount("444444444444", false);
    const failed = { AccountId: "444444444444", MemberAccountRuleStatus: "UPDATE_FAILED" };
    expect(await everywhere(successful(), suspended)).toEqual([]);
    expect(await everywhere([...successful(), failed], suspended)).toEqual([]);
  });

  it("reads every page of 150 accounts", async () => {
    const many = Array.from({ length: 150 }, (_, index) => organizationAccount(String(500000000000 + index)));
    const statuses = [...ACCOUNTS, ...many.map(({ id }) => id)].map((AccountId = "") => ({
      AccountId,
      MemberAccountRuleStatus: AccountId === "500000000149" ? "CREATE_FAILED" : "CREATE_SUCCESSFUL",
    }));
    const page = (input: Readonly<Record<string, unknown>>) => {
      const from = Number(input.NextToken ?? 0);
      const to = from + Number(input.Limit);
      return {
        OrganizationConfigRuleDetailedStatus: statuses.slice(from, to),
        ...(to < statuses.length && { NextToken: String(to) }),
      };
    };
    const found = await whats(
      organizationRules,
      environment,
      { GetOrganizationConfigRuleDetailedStatus: page },
      accounts(...many),
    );
    expect(found).toEqual([expect.stringMatching(/^500000000149 lacks .* \(CREATE_FAILED\)/) as string]);
  });

  it("looks at rules of every kind", async () => {
    const KINDS = { functionRules: "small-mine-function", policyRules: "small-mine-policy" };
    const config = { ...landingZone.config };
    for (const [kind, ruleName] of Object.entries(KINDS)) {
      Object.assign(config, { [kind]: [{ ruleName, regions: ["eu-west-1"], excludedAccounts: [] }] });
    }
    const missing = refusal("NoSuchOrganizationConfigRuleException");
    const found = await rules(
      (rule) =>
        Object.values(KINDS).includes(rule) ? missing : { OrganizationConfigRuleDetailedStatus: successful() },
      accounts(),
      environmentOf({ ...landingZone, config }),
    );
    expect(found).toEqual(["the organization lacks 2 rules: small-mine-policy, small-mine-function"]);
  });

  it("says which rules there are not, and fails where AWS says no", async () => {
    const missing = refusal("NoSuchOrganizationConfigRuleException");
    expect(
      await rules(
        (rule) =>
          rule === "small-cloud-trail-enabled" ? missing : { OrganizationConfigRuleDetailedStatus: successful() },
        accounts(),
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
      whats(
        conformancePacks,
        environmentOf(packs),
        {
          GetOrganizationConformancePackDetailedStatus: {
            OrganizationConformancePackDetailedStatuses: [...statuses, ...more],
          },
        },
        more.length === 0 ? accounts() : accounts(OTHER),
      );
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
