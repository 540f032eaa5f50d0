import { stackSets } from "../../../cli/check/stack-sets";
import { existingLandingZone } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { environmentOf, refusal, whats } from "./fakes";

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
const found = (
  instances: readonly Instance[],
  stackSet: object = { StackSet: { AutoDeployment: { Enabled: true } } },
  only = "small-baseline",
) =>
  whats(stackSets, environment, {
    DescribeStackSet: ({ StackSetName }) =>
      StackSetName === only ? stackSet : { StackSet: { AutoDeployment: { Enabled: true } } },
    ListStackInstances: ({ StackSetName }) => ({ Summaries: StackSetName === only ? instances : all }),
  });

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
    expect(await found([], refusal("StackSetNotFoundException"))).toEqual(["there is no stack set small-baseline"]);
    expect(await found(all, { StackSet: { AutoDeployment: { Enabled: false } } })).toEqual([
      "small-baseline is not deployed to accounts that join: automatic deployment is off",
    ]);
  });

  it("is content with suspended accounts, and fails where AWS says no", async () => {
    const suspended = {
      Account: "444444444444",
      Region: "us-east-1",
      Status: "OUTDATED",
      StackInstanceStatus: { DetailedStatus: "SKIPPED_SUSPENDED_ACCOUNT" },
    };
    expect(await found([...all, suspended])).toEqual([]);
    await expect(found(all, refusal("AccessDenied"))).rejects.toThrow("refused");
  });
});
