// The drill that tampers with logs in every known way, against the validator as it is deployed, on a small organization: the drill
// delivers for every account and region, and days pass on its clock.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EVENT_CASES, SWEEP_CASES } from "../../cli/drill/tamper/cases";
import type { TamperProtocol } from "../../cli/drill/tamper/protocol";
import { loadLandingZone } from "../../config/load";
import { prepareDeployment } from "../support/deployment";
import type { Deployment } from "../support/deployment";
import { upload } from "../support/upload";

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
    await deployment.deploy();
  }, TIMEOUT);

  afterAll(async () => {
    await deployment.discard();
    rmSync(folder, { recursive: true });
  });

  function drill(): { readonly status: number | null; readonly protocol: TamperProtocol } {
    const command = ["scripts/run.mjs", "cli/main.ts", "drill", "tamper", "--config", config, "--json"];
    const { status, stderr, stdout } = spawnSync(process.execPath, command, { encoding: "utf8", env: deployment.env });
    if (stdout === "") {
      throw new Error(stderr);
    }
    return { status, protocol: JSON.parse(stdout) as TamperProtocol };
  }

  it.each(["once", "once more on the same archive"])(
    "shows every kind of tampering told by two carriers and an alarm, and silence by alarms: %s",
    () => {
      const { protocol, status } = drill();
      const { entries, silenced, tampered } = protocol;
      expect([...entries, ...tampered, ...silenced].filter(({ ok }) => !ok)).toEqual([]);
      expect(tampered).toHaveLength(EVENT_CASES.length + SWEEP_CASES.length + 1);
      expect(silenced).toHaveLength(3);
      expect(status).toBe(0);
    },
    TIMEOUT,
  );

  // The last, as the program that does not know digests leaves some unverified.
  it(
    "fails with one byte of the uploaded program changed",
    async () => {
      const program = readFileSync("functions/log-validator.js", "utf8");
      const changed = program.replace("CloudTrail-Digest", "CloudTrail-DigesT");
      expect(changed).not.toBe(program);
      const { clients, landingZone } = deployment;
      await upload(landingZone.names.logValidator, changed, await clients.settings(landingZone.audit));
      const { protocol, status } = drill();
      expect(protocol.entries.map(({ ok }) => ok)).toEqual([false]);
      expect(status).toBe(1);
    },
    TIMEOUT,
  );
});
