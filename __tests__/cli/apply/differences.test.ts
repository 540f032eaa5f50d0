import { differencesOf } from "../../../cli/apply/differences";
import type { MadeFrom } from "../../../cli/apply/differences";
import type { ManifestStack, MergedManifest } from "../../../terraform/plan-manifest";

const NAMED = { configuration: "landing-zone.yaml", ledger: "landing-zone.lock.json" };
const AWS = "registry.terraform.io/hashicorp/aws";
const NOW: MadeFrom = {
  configuration: "c",
  ledger: "l",
  synthesized: "s",
  landingZone: "1.0.0",
  terraform: { program: "terraform", version: "1.11.4" },
  providers: { [AWS]: "5.100.0" },
  stacks: new Map([
    ["organization", { sha256: "o", account: "management", dependsOn: [] }],
    ["audit", { sha256: "a", account: "audit", dependsOn: ["organization"] }],
  ]),
};
const planned = (stack: string, synthesized: string): ManifestStack => ({
  stack,
  synthesized,
  account: stack,
  dependsOn: ["organization"],
  outcome: "noChanges",
});

function differences(common: Partial<MergedManifest["common"]>, stacks = [planned("audit", "a")]): string[] {
  const merged = {
    common: { ...NOW, ...common },
    folders: [],
    stacks: stacks.map((stack) => ({ ...stack, folder: "" })),
  };
  return differencesOf(merged, NOW, NAMED);
}

describe("what is not as it was when plans were made", () => {
  it("is nothing where everything is the same", () => {
    expect(differences({})).toEqual([]);
  });

  it.each<[Partial<MergedManifest["common"]>, string]>([
    [{ configuration: "other" }, "landing-zone.yaml is not the file that was planned"],
    [{ ledger: "other" }, "landing-zone.lock.json is not the one that was planned with"],
    [{ ledger: "" }, "landing-zone.lock.json was not there when it was planned"],
    [{ synthesized: "other" }, "stacks that were not planned here have other Terraform JSON than when it was planned"],
    [{ landingZone: "0.9.0" }, "landing-zone: planned with 0.9.0, and here is 1.0.0"],
    [
      { terraform: { program: "tofu", version: "1.11.4" } },
      "Terraform: planned with tofu 1.11.4, and here is terraform 1.11.4",
    ],
    [{ providers: { [AWS]: "5.99.0" } }, `provider ${AWS}: planned with 5.99.0, and here is 5.100.0`],
    [{ providers: { [AWS]: "5.100.0", constructor: "1" } }, "provider constructor: planned with 1, and here is none"],
    [{ providers: {} }, `provider ${AWS}: planned with none, and here is 5.100.0`],
  ])("is said: %j", (common, said) => {
    expect(differences(common)).toEqual([said]);
  });

  it("is said of stacks, and all of it at once", () => {
    expect(differences({ configuration: "other" }, [planned("audit", "b"), planned("shop", "s")])).toEqual([
      "landing-zone.yaml is not the file that was planned",
      "the Terraform JSON of 1 stack (audit) is not what was planned",
      "1 stack (shop) is not in the configuration",
    ]);
  });

  it.each<Partial<ManifestStack>>([{ account: "shop" }, { dependsOn: [] }, { dependsOn: ["organization", "shop"] }])(
    "is said of what a manifest says otherwise than what it was made from: %j",
    (said) => {
      expect(differences({}, [{ ...planned("audit", "a"), ...said }])).toEqual([
        expect.stringMatching(/^the manifest says another account or other stacks before 1 stack \(audit\) than /),
      ]);
    },
  );

  it("names so many stacks and counts the others", () => {
    const many = Array.from({ length: 12 }, (_, index) => planned(`baseline-${index}`, ""));
    expect(differences({}, many)[0]).toMatch(/^12 stacks \(baseline-0, .*baseline-9 and 2 more\) are not/);
  });
});
