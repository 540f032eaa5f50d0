// `landing-zone check` as users run it, against a local AWS with three accounts and nothing deployed in them.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EC2Client, EnableEbsEncryptionByDefaultCommand } from "@aws-sdk/client-ec2";
import { loadLandingZone } from "../../config/load";
import { startSimulator } from "../../simulator/start";
import type { Simulator } from "../../simulator/start";
import { AccountClients } from "../../terraform/account-clients";
import { program } from "../support/program";

const TIMEOUT = 300_000;
const FILE = `
name: small
homeRegion: eu-west-1
regions: [eu-west-1, us-east-1]
organization: { id: o-exampleorgid, trustedServices: [], policyTypes: [], organizationalUnits: [{ name: Security }] }
accounts:
  management: { id: "111111111111", email: management@example.com }
  logArchive: { id: "222222222222", email: log-archive@example.com, organizationalUnit: Security }
  audit: { id: "333333333333", email: audit@example.com, organizationalUnit: Security }
`;

interface Report {
  readonly account: string;
  readonly region: string;
  readonly state: string;
  readonly differences: readonly { readonly what: string }[];
}

describe("landing-zone check", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-check-"));
  const file = join(folder, "landing-zone.yaml");
  const command = program("cli/main.ts");
  let simulator: Simulator;

  const check = (...args: string[]) => {
    const { status, stderr, stdout } = command(["check", "--config", file, ...args], { env: simulator.env });
    return { status, stderr, stdout };
  };

  beforeAll(async () => {
    writeFileSync(file, FILE);
    const { landingZone } = loadLandingZone(file);
    simulator = await startSimulator({
      landingZone,
      workFolder: folder,
      permissions: "none",
      onProgress: () => undefined,
    });
  }, TIMEOUT);

  afterAll(async () => {
    await simulator.stop();
    rmSync(folder, { recursive: true });
  });

  it(
    "reaches every account, says what is missing there, and ends with 2",
    () => {
      const { status, stdout } = check("--json");
      const { reports } = JSON.parse(stdout) as { reports: Report[] };
      expect(new Set(reports.map(({ state }) => state))).toEqual(new Set(["different"]));
      const missing = reports.filter(({ differences: [first] }) => first?.what === "AWS Config has no recorder");
      expect(missing.map(({ account, region }) => `${account} ${region}`).sort()).toEqual([
        "audit eu-west-1",
        "audit us-east-1",
        "log-archive eu-west-1",
        "log-archive us-east-1",
        "management eu-west-1",
        "management us-east-1",
      ]);
      expect(status).toBe(2);
    },
    TIMEOUT,
  );

  it(
    "ends with 0 once what it looks at is there",
    async () => {
      const { landingZone } = loadLandingZone(file);
      const settings = await new AccountClients(landingZone, simulator).settings(landingZone.audit, "us-east-1");
      await new EC2Client(settings).send(new EnableEbsEncryptionByDefaultCommand({}));
      const only = ["--check", "ebs-encryption", "--account", "audit", "--region"];
      expect(check(...only, "us-east-1").status).toBe(0);
      expect(check(...only, "eu-west-1").status).toBe(2);
    },
    TIMEOUT,
  );
});
