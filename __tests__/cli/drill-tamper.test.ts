import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drillTamperedLogs } from "../../cli/drill-tamper";

const FILE = `
name: example-org
homeRegion: eu-west-1
regions: [eu-west-1]
organization: { organizationalUnits: [{ name: Security }] }
accounts:
  management: { id: "111111111111", email: m@example.com }
  logArchive: { email: la@example.com, organizationalUnit: Security }
  audit: { email: audit@example.com, organizationalUnit: Security }
alerts: { emails: [security@example.com] }
`;

describe("landing-zone drill tamper", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-drill-"));
  const config = join(folder, "landing-zone.yaml");

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    ["", "there is no logValidation", /landing-zone\.yaml:\d+:\d+/],
    ["logValidation:\n  enabled: false\n", "nobody validates logs", /landing-zone\.yaml:12:12/],
  ])("says where to switch the validator on, before it starts a local AWS: %j", async (section, reason, place) => {
    writeFileSync(config, `${FILE}${section}`);
    const refused = drillTamperedLogs({ config });
    await expect(refused).rejects.toThrow(reason);
    await expect(refused).rejects.toThrow(place);
    await expect(refused).rejects.toThrow("logValidation: { enabled: true }");
  });

  it("refuses every other AWS than a local one", async () => {
    writeFileSync(config, `${FILE}logValidation: { enabled: true }\n`);
    const before = process.env.AWS_ENDPOINT_URL;
    process.env.AWS_ENDPOINT_URL = "https://s3.eu-west-1.amazonaws.com";
    try {
      await expect(drillTamperedLogs({ config })).rejects.toThrow("a drill is for a local AWS");
    } finally {
      if (before === undefined) {
        delete process.env.AWS_ENDPOINT_URL;
      } else {
        process.env.AWS_ENDPOINT_URL = before;
      }
    }
  });
});
