// The ledger of a deployment was lost and is made from its states: nothing moves, is forgotten, or is forgotten and declared at once.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { whatLedgerLacks } from "../../../cli/ledger-file";
import { formatLedger } from "../../../config/ledger/file";
import { parseLandingZone } from "../../../config/load";
import type { Ledger } from "../../../config/ledger/schema";
import { ledgerOfStates } from "../../../terraform/ledger-of-states";
import type { States } from "../../../terraform/states";
import { withValue } from "../../support/change/edits";
import { RICH_FILE } from "../../support/change/rich-file";
import type { File } from "../../support/change/rich-file";
import { SimulatedTerraform } from "../../support/change/simulated-terraform";
import { synthesize } from "../../support/change/synthesis";
import type { Synthesis } from "../../support/change/synthesis";
import { NO_RECORDS } from "../../support/no-records";

/** What Terraform writes of a synthesis: references stand for the ids that AWS gives. */
const statesOf = ({ stacks }: Synthesis): States => ({
  ...NO_RECORDS,
  where: "a test",
  place: (stack) => stack,
  stacks: () => Promise.resolve(Object.keys(stacks)),
  resources: () => Promise.resolve(1),
  read: (stack) =>
    Promise.resolve({
      resources: Object.entries(stacks[stack]?.json.resource ?? {}).flatMap(([type, named]) =>
        Object.entries(named)
          .filter(([, { count }]) => count !== 0)
          .map(([name, { provider = "aws", ...block }]) => ({
            mode: "managed" as const,
            type,
            name,
            provider: `provider["registry.terraform.io/hashicorp/aws"]${String(provider).slice("aws".length)}`,
            instances: [
              {
                attributes: {
                  ...block,
                  ...(type === "aws_organizations_account" ? {} : { id: `\${${type}.${name}.id}` }),
                },
              },
            ],
          })),
      ),
    }),
});

const fromStates = async (file: File, deployed: Synthesis): Promise<Ledger> => {
  const { landingZone } = parseLandingZone(stringify(file), "examples/rich.yaml");
  const ledger = await ledgerOfStates(landingZone, statesOf(deployed), {
    accountOf: (stack) => deployed.accounts.get(stack),
    resources: synthesize(file).ledger.resources,
  });
  return { ...ledger, organization: null };
};

const lackedBy = async (deployed: Synthesis): Promise<string | undefined> => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-ledger-"));
  try {
    writeFileSync(join(folder, "x.lock.json"), formatLedger(deployed.ledger));
    return await whatLedgerLacks(join(folder, "x.yaml"), statesOf(deployed), "out");
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const regions = (...all: readonly string[]): File =>
  withValue(withValue(RICH_FILE, "archive replica", undefined), "regions", all);
const reads = (recorded: string): File => withValue(RICH_FILE, "trail dataEvents", { logBuckets: recorded });
const stackSets: File = (
  [
    ["hosts"],
    ["baseline deployment", "stacksets"],
    ["baseline defaultSecurityGroups"],
    ["baseline securityContact"],
    ["config rules s3BucketVersioningEnabled"],
  ] as const
).reduce<File>((file, [path, value]) => withValue(file, path, value), RICH_FILE);

describe("a ledger that is made from the states", () => {
  it.each<[what: string, files: readonly File[]]>([
    ["events go to further targets", [RICH_FILE]],
    [
      "the second carrier of tampering stayed",
      [regions("eu-west-1", "us-east-1"), regions("eu-north-1", "eu-west-1", "us-east-1")],
    ],
    ["the second carrier of tampering moved", [regions("eu-west-1"), regions("eu-west-1", "us-east-1")]],
    ["the copies moved", [RICH_FILE, withValue(RICH_FILE, "archive replica account", "log-archive")]],
    ["data events are recorded no more", [reads("reads"), reads("off")]],
    ["the baseline is of StackSets", [stackSets]],
  ])("has everything where it is, though %s", async (_, files) => {
    const terraform = new SimulatedTerraform();
    const [first = RICH_FILE, last = first] = files;
    const before = synthesize(first);
    expect(terraform.deploy(before)).toEqual([]);
    const deployed = synthesize(last, before.ledger);
    expect(terraform.deploy(deployed)).toEqual([]);
    // Nor is there anything in the states that the ledger lacks before it is lost.
    expect(await lackedBy(deployed)).toBeUndefined();
    const again = synthesize(last, await fromStates(last, deployed));
    expect(await lackedBy(again)).toBeUndefined();
    expect(terraform.deploy(again)).toEqual([]);
    expect([terraform.destroyed, terraform.newlyForgotten, terraform.made, terraform.replaced]).toEqual([
      [],
      [],
      [],
      [],
    ]);
    const selectors = ({ stacks }: Synthesis): unknown => stacks["organization-trail"]?.json.resource?.aws_cloudtrail;
    expect(selectors(again)).toEqual(selectors(deployed));
  });

  it("does not have what of it forgot further targets that are declared", () => {
    const { ledger, stacks } = synthesize(RICH_FILE);
    const target = Object.keys(stacks.alerting?.json.resource?.aws_cloudwatch_event_target ?? {}).find((name) =>
      name.includes("_target-"),
    );
    const key = `alerting/aws_cloudwatch_event_target.${String(target)}`;
    const entry = { path: "", in: "audit/eu-west-1", gone: true } as const;
    const after = synthesize(RICH_FILE, { ...ledger, resources: { ...ledger.resources, [key]: entry } });
    expect(after.stacks.alerting?.json.removed ?? []).toEqual(stacks.alerting?.json.removed ?? []);
    expect(after.ledger.resources).not.toHaveProperty([key]);
  });
});
