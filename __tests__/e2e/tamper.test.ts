// The drill that tampers with logs in every known way, against the validator as it is deployed, on a small organization: days pass
// on its clock, and whatever is not delivered meanwhile is missing. With another program it fails, see example.test.ts.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EVENT_CASES, SWEEP_CASES } from "../../cli/drill/tamper/cases";
import type { TamperProtocol } from "../../cli/drill/tamper/protocol";
import { loadLandingZone } from "../../config/load";
import { prepareDeployment } from "../support/deployment";
import type { Deployment } from "../support/deployment";

const TIMEOUT = 1_200_000;

const LANDING_ZONE = `
name: tamper-org
homeRegion: eu-west-1
regions: [eu-west-1]
organization: { organizationalUnits: [{ name: Security }] }
accounts:
  management: { id: "111111111111", email: management@example.com }
  logArchive: { email: log-archive@example.com, organizationalUnit: Security }
  audit: { email: audit@example.com, organizationalUnit: Security }
alerts: { emails: [security@example.com] }
logValidation: { enabled: true }
`;

/** What the drill needs, and what that depends on. */
const STACKS = [
  "organization",
  "log-archive",
  "organization-trail",
  "alerting",
  "baseline-management",
  "baseline-log-archive",
  "baseline-audit",
  "log-validation",
  "digest-events",
];

describe("landing-zone drill tamper", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-tamper-"));
  const config = join(folder, "landing-zone.yaml");
  let deployment: Deployment;

  beforeAll(async () => {
    writeFileSync(config, LANDING_ZONE);
    deployment = await prepareDeployment(loadLandingZone(config).landingZone, STACKS);
    await deployment.apply();
  }, TIMEOUT);

  afterAll(async () => {
    await deployment.discard();
    rmSync(folder, { recursive: true });
  });

  it(
    "shows every kind of tampering told by two carriers and an alarm, and silence by alarms",
    () => {
      const command = ["scripts/run.mjs", "cli/main.ts", "drill", "tamper", "--config", config, "--json"];
      const { status, stderr, stdout } = spawnSync(process.execPath, command, {
        encoding: "utf8",
        env: deployment.env,
      });
      if (stdout === "") {
        throw new Error(stderr);
      }
      const { entries, silenced, tampered } = JSON.parse(stdout) as TamperProtocol;
      expect([...entries, ...tampered, ...silenced].filter(({ ok }) => !ok)).toEqual([]);
      expect(tampered).toHaveLength(EVENT_CASES.length + SWEEP_CASES.length + 1);
      expect(silenced).toHaveLength(3);
      expect(status).toBe(0);
    },
    TIMEOUT,
  );
});
