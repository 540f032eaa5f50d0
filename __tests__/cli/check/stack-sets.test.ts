import { stackSets } from "../../../cli/check/stack-sets";
import { existingLandingZone } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { environmentOf, fakeClients, organizationAccount, refusal, whats } from "./fakes";

const landingZone = existingLandingZone("baseline: { deployment: stacksets }");
const environment = environmentOf(landingZone, "management");

interface Instance {
  readonly Account: string;
  readonly Region: string;
  readonly Status: string;
  readonly StatusReason?: string;
}

const all: Instance[] = ["222222222222", "333333333333"].flatMap((Account) =>
  ["eu-west-1", "us-east-1"].map((Region) => ({ Account, Region, Status: "CURRENT" })),
);
const ACCOUNTS = ["111111111111", "222222222222", "333333333333"].map((id) => organizationAccount(id));
const AUTOMATIC = { StackSet: { AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: true } } };
const only = "small-baseline";

interface Found {
  readonly stackSet?: object;
  readonly regions?: readonly string[];
  readonly accounts?: typeof ACCOUNTS;
  readonly where?: typeof environment;
}

const found = (
  instances: readonly Instance[],
  { accounts = ACCOUNTS, regions = ["eu-west-1", "us-east-1"], stackSet = AUTOMATIC, where = environment }: Found = {},
) =>
  whats(
    stackSets,
    where,
    {
      DescribeStackSet: ({ StackSetName }) => (StackSetName === only ? stackSet : AUTOMATIC),
      ListStackInstances: ({ StackSetName }) => ({ Summaries: StackSetName === only ? instances : all }),
      ListStackSetAutoDeploymentTargets: ({ NextToken = 0, StackSetName }) => {
        const automatic = StackSetName === only ? regions : ["eu-west-1", "us-east-1"];
        const index = Number(NextToken);
        return {
          Summaries: [{ OrganizationalUnitId: "r-1234", Regions: automatic.slice(index, index + 1) }],
          ...(index + 1 < automatic.length && { NextToken: String(index + 1) }),
        };
      },
    },
    { accounts },
  );

describe("the check of stack sets", () => {
  it("looks in the management account, and with StackSets only", () => {
    expect(stackSets.concerns(environment)).toBe(true);
    expect(stackSets.concerns(environmentOf(landingZone, "audit"))).toBe(false);
    expect(stackSets.concerns(environmentOf(existingLandingZone(), "management"))).toBe(false);
  });

  it("finds nothing where every member has every stack", async () => {
    expect(await found(all)).toEqual([]);
  });

  it.each([
    [{ Status: "OUTDATED", StatusReason: "Exists already" }, "OUTDATED, Exists already"],
    [{ Status: "INOPERABLE" }, "INOPERABLE"],
    [{ Status: "OUTDATED", StackInstanceStatus: { DetailedStatus: "FAILED" } }, "OUTDATED, FAILED"],
  ])("says which stack failed, also in accounts that the file does not have: %j", async (state, because) => {
    const failed = { Account: "444444444444", Region: "us-east-1", ...state };
    expect(await found([...all, failed])).toEqual([`small-baseline failed in 444444444444, us-east-1: ${because}`]);
    expect(await found(all.map((instance, index) => (index === 0 ? { ...instance, ...state } : instance)))).toEqual([
      `small-baseline failed in log-archive, eu-west-1: ${because}`,
    ]);
  });

  it("says which account has no stack, that there is no stack set, and that accounts that join get none", async () => {
    expect(await found(all.slice(1))).toEqual(["log-archive has no stack of small-baseline in eu-west-1"]);
    expect(await found([], { stackSet: refusal("StackSetNotFoundException") })).toEqual([
      "there is no stack set small-baseline",
    ]);
    expect(await found(all, { stackSet: { StackSet: { AutoDeployment: { Enabled: false } } } })).toEqual([
      "small-baseline is not deployed to accounts that join: automatic deployment is off",
    ]);
  });

  it("says where accounts that join get none, and where accounts that leave lose theirs", async () => {
    expect(await found(all, { regions: ["us-east-1"] })).toEqual([
      "small-baseline is not deployed to accounts that join in eu-west-1: no organizational unit is a target",
    ]);
    expect(await found(all, { stackSet: { StackSet: { AutoDeployment: { Enabled: true } } } })).toEqual([
      "small-baseline deletes the stacks of accounts that are moved or leave: RetainStacksOnAccountRemoval is off",
    ]);
  });

  it("tells of accounts that joined without the file, and not of those that are left out of it", async () => {
    const accounts = [...ACCOUNTS, organizationAccount("444444444444")];
    // Of every stack set.
    expect(await found(all, { accounts })).toEqual([
      "444444444444 has no stack of small-baseline-global in eu-west-1",
      "444444444444 has no stack of small-baseline in eu-west-1, us-east-1",
      "444444444444 has no stack of small-baseline-config-role in eu-west-1",
      "444444444444 has no stack of small-baseline-recorder in eu-west-1, us-east-1",
    ]);
    const leaving = (excluded: string) =>
      environmentOf(
        existingLandingZone("baseline: { deployment: stacksets }", `config: { excludedAccounts: ["${excluded}"] }`),
        "management",
      );
    expect(await found(all, { accounts, where: leaving("444444444444") })).toEqual([]);
    // One of the landing zone has a baseline, whether it has rules or not.
    expect(await found(all.slice(1), { where: leaving("222222222222") })).toEqual([
      "log-archive has no stack of small-baseline in eu-west-1",
    ]);
  });

  it("only names a service-linked role that an account has already: it is all that the stack is for", async () => {
    const exists = {
      Account: "222222222222",
      Region: "eu-west-1",
      Status: "OUTDATED",
      StackInstanceStatus: { DetailedStatus: "FAILED" },
      StatusReason: "Service role name AWSServiceRoleForConfig has been taken in this account",
    };
    const differences = await stackSets.run(
      environment,
      fakeClients({
        DescribeStackSet: AUTOMATIC,
        ListStackInstances: ({ StackSetName }) => ({
          Summaries: StackSetName === "small-baseline-config-role" ? [exists, ...all.slice(1)] : all,
        }),
        ListStackSetAutoDeploymentTargets: { Summaries: [{ Regions: ["eu-west-1", "us-east-1"] }] },
      }),
    );
    expect(differences.map(({ isNote, what }) => [isNote, what.slice(0, 58)])).toEqual([
      [true, "small-baseline-config-role failed in log-archive, eu-west-"],
    ]);
  });

  it("says what AWS is still at", async () => {
    const running = { Account: "222222222222", Region: "eu-west-1", Status: "OUTDATED" };
    expect(
      await found([...all.slice(1), { ...running, StackInstanceStatus: { DetailedStatus: "RUNNING" } } as Instance]),
    ).toEqual(["small-baseline is on its way in log-archive, eu-west-1: OUTDATED, RUNNING"]);
  });

  it("is content with suspended accounts, and fails where AWS says no", async () => {
    const suspended = {
      Account: "444444444444",
      Region: "us-east-1",
      Status: "OUTDATED",
      StackInstanceStatus: { DetailedStatus: "SKIPPED_SUSPENDED_ACCOUNT" },
    };
    expect(await found([...all, suspended])).toEqual([]);
    const accounts = [...ACCOUNTS, organizationAccount("444444444444", false)];
    expect(await found(all, { accounts })).toEqual([]);
    const failed = { ...suspended, StackInstanceStatus: { DetailedStatus: "FAILED" } };
    expect(await found([...all, failed], { accounts })).toEqual([]);
    await expect(found(all, { stackSet: refusal("AccessDenied") })).rejects.toThrow("refused");
  });
});
