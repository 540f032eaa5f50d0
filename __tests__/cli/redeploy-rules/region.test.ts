import { ConfigServiceClient } from "@aws-sdk/client-config-service";
import { redeploy } from "../../../cli/redeploy-rules/region";
import type { Outcome, Redeployment } from "../../../cli/redeploy-rules/region";
import { describeOutcomes, describeProblems } from "../../../cli/redeploy-rules/report";
import { exitCodeOf } from "../../../cli/redeploy-rules";
import { answerWith } from "../../support/fake-aws";
import type { Asked } from "../../support/fake-aws";
import { existingLandingZone } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { refusal } from "../check/fakes";

const plain = existingLandingZone();
const PACK = {
  key: "mine",
  regions: ["eu-west-1"],
  packName: "small-mine",
  template: "Resources: {}",
  parameters: { days: "90" },
  excludedAccounts: ["log-archive"],
};
const landingZone = { ...plain, config: { ...plain.config, conformancePacks: [PACK] } };
const RULE = "small-cloud-trail-enabled";
const GUARD = "small-guard";
const members = ["111111111111", "222222222222", "333333333333", "444444444444"].map((id, index) => ({
  id,
  label: ["management", "log-archive", "audit"][index] ?? id,
  isActive: true,
  isLeaving: false,
}));
const DESCRIBED = {
  OrganizationConfigRuleName: RULE,
  OrganizationConfigRuleArn: "arn:aws:config:eu-west-1:333333333333:organization-config-rule/x",
  LastUpdateTime: new Date(0),
  OrganizationManagedRuleMetadata: {
    Description: "A trail",
    RuleIdentifier: "CLOUD_TRAIL_ENABLED",
    InputParameters: '{"s3BucketName":"logs"}',
    MaximumExecutionFrequency: "Six_Hours",
    ResourceTypesScope: ["AWS::CloudTrail::Trail"],
  },
  ExcludedAccounts: ["555555555555"],
};
const DESCRIBED_PACK = {
  OrganizationConformancePackName: PACK.packName,
  DeliveryS3Bucket: "",
  ConformancePackInputParameters: [{ ParameterName: "days", ParameterValue: "90" }],
  ExcludedAccounts: ["222222222222"],
};

interface Aws {
  /** Statuses by account, of the rule and the pack, until they are put. */
  readonly before?: Readonly<Record<string, string>>;
  readonly after?: readonly Readonly<Record<string, string>>[];
  readonly recording?: readonly string[];
  readonly answers?: Readonly<Record<string, object>>;
}

const everywhere = (status: string): Record<string, string> =>
  Object.fromEntries(members.map(({ id }) => [id, status]));
const LACKING = { "111111111111": "CREATE_SUCCESSFUL", "333333333333": "CREATE_SUCCESSFUL" };

/** Runs it against an AWS that has a rule or a pack, and answers what it is told to put. */
async function run(
  task: Partial<Redeployment>,
  { after = [everywhere("UPDATE_SUCCESSFUL")], answers = {}, before = LACKING, recording = ["log-archive"] }: Aws = {},
) {
  const put: Asked[] = [];
  const looks = [...after];
  const config = new ConfigServiceClient({ region: "eu-west-1" });
  const statuses = () => (put.length === 0 ? before : looks.length > 1 ? looks.shift() : looks[0]) ?? {};
  const details = (key: string) =>
    Object.entries(statuses()).map(([AccountId, status]) => ({ AccountId, [key]: status }));
  answerWith(config, (asked) => {
    const { operation } = asked;
    if (answers[operation] !== undefined) {
      return answers[operation];
    }
    switch (operation) {
      case "GetOrganizationConfigRuleDetailedStatus":
        return { OrganizationConfigRuleDetailedStatus: details("MemberAccountRuleStatus") };
      case "GetOrganizationConformancePackDetailedStatus":
        return { OrganizationConformancePackDetailedStatuses: details("Status") };
      case "DescribeOrganizationConfigRules":
        return { OrganizationConfigRules: [DESCRIBED] };
      case "DescribeOrganizationConformancePacks":
        return { OrganizationConformancePacks: [DESCRIBED_PACK] };
      default:
        put.push(asked);
        return {};
    }
  });
  const outcomes = await redeploy({
    landingZone,
    region: "eu-west-1",
    members,
    names: [RULE],
    confirm: true,
    config,
    configOf: (slug) => {
      const client = new ConfigServiceClient({ region: "eu-west-1" });
      answerWith(client, () => ({ ConfigurationRecordersStatus: [{ recording: recording.includes(slug) }] }));
      return Promise.resolve(client);
    },
    idOf: (account) => members.find(({ label }) => label === account)?.id ?? account,
    pollMilliseconds: 1,
    ...task,
  });
  return { outcomes, put };
}

describe("redeploy-rules in a region", () => {
  it("says what would be put without --confirm, with the accounts that lack it, and puts nothing", async () => {
    const { outcomes, put } = await run({ confirm: false });
    expect(put).toEqual([]);
    expect(outcomes).toEqual([
      {
        region: "eu-west-1",
        kind: "rule",
        name: RULE,
        state: "would be put",
        lacking: [
          { account: "log-archive", reason: "AWS never tried", records: true },
          { account: "444444444444", reason: "AWS never tried" },
        ],
      },
    ]);
    expect(exitCodeOf(outcomes)).toBe(2);
    expect(describeOutcomes(outcomes, false)).toContain("Nothing was changed. Add --confirm to do it.");
  });

  it("waits for what AWS begins only after it has taken the order, and not for ever", async () => {
    const begun = await run(
      {},
      { after: [LACKING, everywhere("UPDATE_IN_PROGRESS"), everywhere("UPDATE_SUCCESSFUL")] },
    );
    expect(begun.outcomes).toMatchObject([{ state: "put" }]);
    const never = await run({}, { after: [LACKING] });
    expect(never.outcomes).toMatchObject([{ state: "put, and lacking" }]);
  });

  it("puts what accounts lack though one of them lets nobody in", async () => {
    const locked = () => Promise.reject(new Error("AccessDenied"));
    const { outcomes, put } = await run({ configOf: locked, confirm: false });
    expect(put).toEqual([]);
    expect(outcomes).toMatchObject([{ state: "would be put", lacking: [{ account: "log-archive" }, {}] }]);
    expect((await run({ configOf: locked })).outcomes).toMatchObject([{ state: "put" }]);
  });

  it("puts a rule with exactly the arguments that it has, and waits until every account has it", async () => {
    const { outcomes, put } = await run(
      {},
      { after: [everywhere("UPDATE_IN_PROGRESS"), everywhere("UPDATE_SUCCESSFUL")] },
    );
    const { ExcludedAccounts, OrganizationConfigRuleName, OrganizationManagedRuleMetadata } = DESCRIBED;
    expect(put).toEqual([
      {
        operation: "PutOrganizationConfigRule",
        input: { ExcludedAccounts, OrganizationConfigRuleName, OrganizationManagedRuleMetadata },
      },
    ]);
    expect(outcomes.map(({ state }) => state)).toEqual(["put"]);
    expect(exitCodeOf(outcomes)).toBe(0);
  });

  it("gives a rule in Guard its policy, which AWS describes apart", async () => {
    const metadata = { PolicyRuntime: "guard-2.x.x", DebugLogDeliveryAccounts: ["333333333333"] };
    const guard = { ruleName: GUARD, regions: ["eu-west-1"], excludedAccounts: [] };
    const config = { ...plain.config, managedRules: [], policyRules: [guard] } as unknown as typeof plain.config;
    const { put } = await run(
      { landingZone: { ...plain, config }, names: undefined },
      {
        answers: {
          DescribeOrganizationConfigRules: {
            OrganizationConfigRules: [
              { OrganizationConfigRuleName: GUARD, OrganizationCustomPolicyRuleMetadata: metadata },
            ],
          },
          GetOrganizationCustomRulePolicy: { PolicyText: "rule x { true }" },
        },
      },
    );
    expect(put.map(({ input }) => input)).toEqual([
      {
        OrganizationConfigRuleName: GUARD,
        OrganizationCustomPolicyRuleMetadata: { ...metadata, PolicyText: "rule x { true }" },
      },
    ]);
  });

  it("puts a pack with the file's template, and what AWS says of the rest", async () => {
    const { outcomes, put } = await run({ names: [PACK.packName] });
    expect(put).toEqual([
      {
        operation: "PutOrganizationConformancePack",
        input: {
          OrganizationConformancePackName: PACK.packName,
          TemplateBody: PACK.template,
          ConformancePackInputParameters: DESCRIBED_PACK.ConformancePackInputParameters,
          ExcludedAccounts: DESCRIBED_PACK.ExcludedAccounts,
        },
      },
    ]);
    expect(outcomes.map(({ lacking, state }) => [state, lacking.map(({ account }) => account)])).toEqual([
      ["put", ["444444444444"]],
    ]);
  });

  it("puts no pack that the file would change", async () => {
    const changed = {
      ...landingZone,
      config: { ...landingZone.config, conformancePacks: [{ ...PACK, parameters: {} }] },
    };
    const { outcomes, put } = await run({ landingZone: changed, names: [PACK.packName] });
    expect(put).toEqual([]);
    expect(outcomes.map(({ state }) => state)).toEqual(["failed"]);
    expect(describeProblems(outcomes).join()).toMatch(/deploy\s+config-rules/);
    expect(exitCodeOf(outcomes)).toBe(1);
  });

  it.each<[string, Outcome["state"], Aws]>([
    [
      "nothing records",
      "in vain",
      { before: { ...everywhere("CREATE_SUCCESSFUL"), "222222222222": "CREATE_FAILED" }, recording: [] },
    ],
    ["AWS is at it", "in progress", { before: { ...LACKING, "444444444444": "UPDATE_IN_PROGRESS" } }],
    [
      "the organization has none",
      "not there",
      { answers: { GetOrganizationConfigRuleDetailedStatus: refusal("NoSuchOrganizationConfigRuleException") } },
    ],
  ])("puts nothing where %s", async (_, state, aws) => {
    const { outcomes, put } = await run({}, aws);
    expect(put).toEqual([]);
    expect(outcomes.map((outcome) => outcome.state)).toEqual([state]);
    expect(exitCodeOf(outcomes)).toBe(2);
  });

  it("does not wait for suspended accounts, in which AWS may be at it for ever", async () => {
    const suspended = members.map((member) => ({ ...member, isActive: member.id !== "444444444444" }));
    const stuck = { ...LACKING, "444444444444": "CREATE_IN_PROGRESS" };
    const after = [{ ...everywhere("UPDATE_SUCCESSFUL"), "444444444444": "CREATE_IN_PROGRESS" }];
    const { outcomes } = await run({ members: suspended }, { before: stuck, after });
    expect(outcomes.map(({ state }) => state)).toEqual(["put"]);
  });

  it("says what still lacks it afterwards, and goes on after what AWS refuses", async () => {
    const left = { ...everywhere("UPDATE_SUCCESSFUL"), "444444444444": "UPDATE_FAILED" };
    const one = await run({}, { after: [left] });
    expect(one.outcomes).toMatchObject([
      { state: "put, and lacking", lacking: [{ account: "444444444444", reason: "UPDATE_FAILED" }] },
    ]);
    const both = await run(
      { names: [RULE, PACK.packName] },
      { answers: { PutOrganizationConfigRule: refusal("ResourceInUseException") } },
    );
    expect(both.outcomes.map(({ problem, state }) => [state, problem])).toEqual([
      ["failed", "ResourceInUseException: refused"],
      ["put", undefined],
    ]);
  });

  it("finds nothing to put where every account has it", async () => {
    const { outcomes, put } = await run({}, { before: everywhere("CREATE_SUCCESSFUL") });
    expect({ outcomes, put }).toEqual({ outcomes: [], put: [] });
    expect(exitCodeOf(outcomes)).toBe(0);
  });

  it("reports many rules of one account as one, in 80 columns", () => {
    const outcomes = Array.from({ length: 82 }, (_, index): Outcome => ({
      region: "eu-west-1",
      kind: "rule",
      name: `small-some-rule-with-a-long-name-${index}`,
      lacking: [{ account: "shop-production", reason: "CREATE_FAILED, NoAvailableConfigurationRecorder" }],
      state: "would be put",
    }));
    const text = describeOutcomes(outcomes, false);
    expect(text).toContain("Would be put again: 82\n");
    expect(text).toMatch(/and\s+79 more/);
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });
});
