import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findOrphanedStacks } from "../../terraform/orphaned-stacks";
import { statesOf } from "../../terraform/states";
import { existingLandingZone } from "../support/landing-zones";

describe("orphaned stacks", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-orphaned-"));
  const landingZone = existingLandingZone();
  const configured = {
    file: "zones/landing-zone.yaml",
    landingZone,
    stacks: ["organization", "baseline-audit"],
    terraform: "terraform",
    output: "cdktf.out",
  };
  const outdir = join(folder, "cdktf.out");
  const find = () => findOrphanedStacks(statesOf(landingZone, outdir), configured);
  const instances = (...counts: number[]) =>
    counts.map((count) => ({ mode: "managed", instances: Array.from({ length: count }, () => ({})) }));

  const state = (stack: string, resources: object[]): string => {
    const file = join(folder, `terraform.${stack}.tfstate`);
    writeFileSync(file, JSON.stringify({ version: 4, resources }));
    return file;
  };

  beforeAll(() => {
    mkdirSync(outdir);
    state("organization", instances(5));
    state("baseline-emptied", instances());
    state("baseline-reader", [{ mode: "data", instances: [{}] }]);
    writeFileSync(join(folder, "terraform.baseline-old.tfstate.backup"), "{}");
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("is nothing while states are empty, hold only what was read, or have their stack", async () => {
    await expect(find()).resolves.toEqual([]);
  });

  it("is what an account holds that was removed from the file", async () => {
    const file = state("baseline-shop-production", instances(1, 39));
    await expect(find()).resolves.toEqual([
      {
        stack: "baseline-shop-production",
        account: "shop-production",
        resources: 40,
        state: file,
        advice:
          "account shop-production is not in landing-zone.yaml any more, and its stack is not made; its state holds 40 " +
          "resources. All of it stays in AWS, the account in its organization, and nothing manages it. Put the account back, " +
          "and its stack goes on from this state. How to be rid of what is there: docs/change.md",
      },
    ]);
    rmSync(file);
  });

  it.each(["log-replica", "baseline-management", "baseline-stack-sets"])(
    "is what stack %s holds, which a setting made that was changed",
    async (stack) => {
      const file = state(stack, instances(1));
      await expect(find()).resolves.toEqual([
        {
          stack,
          resources: 1,
          state: file,
          advice:
            `stack ${stack} is not made from landing-zone.yaml any more but its state holds 1 resource. All of it stays in ` +
            "AWS, and nothing manages it: put back the setting that made it. To leave all as it is, let Terraform forget " +
            "it before the setting is removed again: `npm run synth -- --config zones/landing-zone.yaml`, and in " +
            `cdktf.out/stacks/${stack} ` +
            "`terraform init`, then `terraform state list | tr '\\n' '\\0' | xargs -0 -n 1 terraform state rm`",
        },
      ]);
      rmSync(file);
    },
  );

  it("says of access that people keep it", async () => {
    const file = state("access-identity-center", instances(1));
    await expect(find()).resolves.toMatchObject([
      { advice: expect.stringContaining("people keep the access that it gave, which docs/access.md says") as string },
    ]);
    rmSync(file);
  });
});
