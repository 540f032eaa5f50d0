import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drill } from "../../cli/drill";

describe("landing-zone drill break-glass", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-drill-"));

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    ["create: false", "so that example-org-break-glass is not there to be assumed"],
    [
      'trustedPrincipals: ["arn:aws:iam::111111111111:role/emergency"]',
      "names roles only, which nobody can play on a local AWS",
    ],
  ])("refuses what no local AWS can show, before it starts one: %s", async (setting, reason) => {
    const config = join(folder, "landing-zone.yaml");
    writeFileSync(config, `${readFileSync("landing-zone.yaml", "utf8")}\nbreakGlass: { ${setting} }\n`);
    await expect(drill({ config })).rejects.toThrow(reason);
  });
});
