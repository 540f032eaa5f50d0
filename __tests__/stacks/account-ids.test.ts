import { accountIdToCome } from "../../config/detection/key-accounts";
import { parseLandingZone } from "../../config/load";
import { exampleLandingZone, existingLandingZone, synthesizeLandingZone } from "../support/landing-zones";

const LINES = [
  "name: small",
  "homeRegion: eu-west-1",
  "regions: [eu-west-1, us-east-1]",
  "accounts:",
  '  management: { id: "111111111111", email: management@example.com }',
  "  logArchive: { email: log-archive@example.com }",
  "  audit: { email: audit@example.com }",
];

describe("ids of accounts in patterns", () => {
  it("are those of the file, where it has them", () => {
    const { alarms } = existingLandingZone().detection;
    expect(alarms.find(({ key }) => key === "keyPolicyChanges")?.pattern).toContain(
      '(($.recipientAccountId="111111111111") || ($.recipientAccountId="222222222222") || ($.recipientAccountId="333333333333"))',
    );
  });

  it("are those of all accounts that have keys", () => {
    const { detection } = existingLandingZone(
      '  workloads: [{ name: copies, id: "444444444444", email: copies@example.com }]',
      "archive: { replica: { region: us-east-1, account: copies } }",
    );
    expect(detection.rules.find(({ key }) => key === "keyPolicyTampering")?.pattern).toContain(
      '"account":["111111111111","222222222222","333333333333","444444444444"]',
    );
  });

  it.each(["terraform", "stacksets"])(
    "are what AWS gives, where the accounts are made: baseline by %s",
    (deployment) => {
      const text = [...LINES, `baseline: { deployment: ${deployment} }`].join("\n");
      const { landingZone } = parseLandingZone(text, "small.yaml");
      const placeholders = ["audit", "log-archive"].map(accountIdToCome);
      const patterns = JSON.stringify([landingZone.detection.alarms, landingZone.detection.rules]);
      expect(placeholders.filter((placeholder) => !patterns.includes(placeholder))).toEqual([]);
      const { stacks } = synthesizeLandingZone(landingZone);
      for (const [id, { json }] of Object.entries(stacks)) {
        const written = JSON.stringify(json);
        expect({ id, left: placeholders.filter((placeholder) => written.includes(placeholder)) }).toEqual({
          id,
          left: [],
        });
      }
      const filters = Object.entries(stacks.detection?.json.resource?.aws_cloudwatch_log_metric_filter ?? {});
      const [, filter] = filters.find(([name]) => name.includes("keyPolicyChanges")) ?? [];
      expect(filter?.pattern).toMatch(/recipientAccountId=\\?"\$\{[^}]+\}\\?"/);
    },
  );

  it("are in no other text", () => {
    const { json } = synthesizeLandingZone(exampleLandingZone()).stacks.detection ?? { json: {} };
    expect(JSON.stringify(json)).not.toMatch(/<(audit|log-archive)>/);
  });
});
