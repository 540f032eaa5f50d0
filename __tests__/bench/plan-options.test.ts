import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planOptions } from "../../bench/plan-options";
import { EXIT } from "../../console/failure";
import type { Failure } from "../../console/failure";

it("goes from few regions to many, each number once", () => {
  expect(planOptions({ regions: "17,1,4,1", runs: "3" })).toMatchObject({ regions: [1, 4, 17], runs: 3 });
});

const refusal = (regions: string, runs: string, compare?: string): Failure | undefined => {
  try {
    planOptions({ regions, runs, compare });
    return undefined;
  } catch (error) {
    return error as Failure;
  }
};

it.each(["", "0", "18", "1.5", "1,x", "1;4"])("refuses --regions %j", (regions) => {
  expect(refusal(regions, "1")).toMatchObject({
    message: "--regions takes whole numbers from 1 to 17, such as 1,4,17",
    exitCode: EXIT.usage,
  });
});

it.each(["", "0", "-1", "1.5", "many"])("refuses --runs %j", (runs) => {
  expect(refusal("1", runs)).toMatchObject({ message: "--runs takes a whole number from 1", exitCode: EXIT.usage });
});

describe("--compare", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-test-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(["main.tf", "cdk.tf.json"])("takes a folder with %s", (file) => {
    writeFileSync(join(folder, file), "");
    expect(planOptions({ regions: "1", runs: "1", compare: folder })).toMatchObject({ compare: folder });
    rmSync(join(folder, file));
  });

  it("refuses a folder without Terraform files, and one that does not exist", () => {
    writeFileSync(join(folder, "README.md"), "");
    for (const compare of [folder, join(folder, "none")]) {
      expect(refusal("1", "1", compare)).toMatchObject({
        message: `--compare takes a folder with Terraform files, and ${compare} is none`,
        exitCode: EXIT.usage,
      });
    }
  });
});
