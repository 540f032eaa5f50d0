// examples/cloudhsm.yaml, from nothing to logs that are written and read under a key in an HSM, and back to the KMS key: the
// phases deployed by the real Terraform, the commands of the ceremony run as users do, and the CloudHSM CLI stood in for.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { parse, stringify } from "yaml";
import { loadLandingZone } from "../../config/load";
import type { LandingZone } from "../../config/landing-zone";
import { run } from "../../console/run";
import { synthesize } from "../../stacks/synthesize";
import { evaluateAlarm } from "../support/alarm-evaluation";
import { prepareDeployment } from "../support/deployment";
import type { Deployment } from "../support/deployment";
import { program } from "../support/program";
import type { Outcome } from "../support/program";
import { controlSimulator } from "../support/simulator-control";
import { alertListener } from "./cases/detection";

const TIMEOUT = 1_500_000;
/** What the logs and their key need, and where the break-glass role is. */
const STACKS = [
  "organization",
  "key-store",
  "log-archive",
  "organization-trail",
  "alerting",
  "detection",
  "baseline-log-archive",
];
/** Whose plans depend on the phase. The others are planned again in the first one. */
const MOVED = ["key-store", "log-archive", "organization-trail"];
const NAME = "hsm-org";
const HOME = "eu-west-1";
const MANAGEMENT = "111111111111";
const PASSWORD = "first1password";

type Settings = Record<string, Record<string, unknown>>;

describe("examples/cloudhsm.yaml, from cluster to key and back", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-hsm-"));
  const file = join(folder, "landing-zone.yaml");
  const ceremony = join(folder, "ceremony");
  const command = program("cli/main.ts");
  let deployment: Deployment;
  let archiveAccount = "";
  let cluster = "";

  /** The example with other settings; the trust anchor is the one of the ceremony, once there is one. */
  const configured = (keyStore: object, archive: object = {}): LandingZone => {
    const example = parse(readFileSync("examples/cloudhsm.yaml", "utf8")) as Settings;
    const settings = {
      ...example,
      archive: { ...example.archive, ...archive },
      keyStore: { ...example.keyStore, ...keyStore },
    };
    writeFileSync(file, stringify(settings));
    return loadLandingZone(file).landingZone;
  };
  const anchored = { trustAnchor: "ceremony/customerCA.crt" };

  const hsm = (...args: string[]): Outcome =>
    command(["hsm", ...args, "--config", file], { env: { ...deployment.env, NO_COLOR: "1" } });

  const terraform = async (stack: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    run(deployment.terraform, [...args, "-input=false", "-no-color"], {
      cwd: join(deployment.outdir, "stacks", stack),
      env: { ...deployment.env, ...env },
    });

  const apply = async (landingZone: LandingZone, stack: string, ...args: string[]): Promise<string> => {
    synthesize(landingZone, deployment.outdir);
    const { code, output } = await terraform(stack, ["apply", "-auto-approve", ...args]);
    if (code !== 0) throw new Error(`terraform apply of ${stack} ended with ${code}:\n${output}`);
    return output;
  };

  const hsmCli = (line: string) =>
    controlSimulator(deployment.env, "cloudhsm-cli", {
      cluster,
      account: archiveAccount,
      region: HOME,
      run: line,
    }) as Promise<{ error_code: number }>;

  const s3 = async () => {
    const settings = await deployment.clients.settings(deployment.landingZone.logArchive);
    return new S3Client({ ...settings, forcePathStyle: true });
  };

  /** Has the trail deliver an hour, and returns the path of its latest log file. */
  const deliver = async (): Promise<string> => {
    await controlSimulator(deployment.env, "clock", { advance: 3600 });
    const { delivered, undelivered } = (await controlSimulator(deployment.env, "deliver-logs", {
      trail: `arn:aws:cloudtrail:${HOME}:${MANAGEMENT}:trail/${NAME}-organization`,
      accounts: [MANAGEMENT],
    })) as { delivered: string[]; undelivered: object[] };
    expect(undelivered).toEqual([]);
    return delivered.find((path) => path.includes("/CloudTrail/")) ?? "";
  };

  const Bucket = `${NAME}-cloudtrail-${HOME}`;
  const keyOf = async (Key: string) => (await (await s3()).send(new HeadObjectCommand({ Bucket, Key }))).SSEKMSKeyId;
  const arnOf = async (alias: string) => {
    const kms = new KMSClient(await deployment.clients.settings(deployment.landingZone.logArchive));
    return (await kms.send(new DescribeKeyCommand({ KeyId: alias }))).KeyMetadata?.Arn;
  };

  beforeAll(async () => {
    deployment = await prepareDeployment(configured({ phase: "cluster", trustAnchor: undefined }), STACKS);
    await deployment.apply();
    archiveAccount = await deployment.clients.accountId(deployment.landingZone.logArchive);
  }, TIMEOUT);

  afterAll(async () => {
    await deployment.discard();
    rmSync(folder, { recursive: true });
  });

  it(
    "begins with a cluster, whose CSR the hardware vouches for, and which belongs to who signed it",
    async () => {
      await deployment.planAgain();
      const { status, stdout } = hsm("status", "--json");
      expect(status).toBe(4);
      cluster = (JSON.parse(stdout) as { cluster: { ClusterId: string } }).cluster.ClusterId;

      const roots = await fetch(`${deployment.env.AWS_ENDPOINT_URL ?? ""}/simulator/cloudhsm-roots`);
      const { aws, manufacturer } = (await roots.json()) as { aws: string; manufacturer: string };
      writeFileSync(join(folder, "aws.crt"), aws);
      writeFileSync(join(folder, "manufacturer.crt"), manufacturer);
      const given = ["--aws-root", join(folder, "aws.crt"), "--manufacturer-root", join(folder, "manufacturer.crt")];
      expect(hsm("csr", "--out", ceremony, ...given)).toMatchObject({ status: 0 });
      const csr = join(ceremony, `${cluster}_ClusterCsr.csr`);
      const key = ["--key-size", "2048", "--unencrypted-key"];
      const signed = command(["hsm", "sign", "--csr", csr, "--out", ceremony, ...key]);
      expect(signed).toMatchObject({ status: 0 });
      const certificate = join(ceremony, `${cluster}_CustomerHsmCertificate.crt`);
      const initialize = () =>
        hsm("initialize", "--certificate", certificate, "--trust-anchor", join(ceremony, "customerCA.crt"));
      expect(initialize()).toMatchObject({ status: 0 });
      expect(initialize()).toMatchObject({ status: 0 });
    },
    TIMEOUT,
  );

  it(
    "refuses a store before the cluster is activated",
    async () => {
      synthesize(configured({ phase: "store", ...anchored }), deployment.outdir);
      const password = { TF_VAR_key_store_password: PASSWORD };
      const { code, output } = await terraform("key-store", ["apply", "-auto-approve"], password);
      expect(code).toBe(1);
      expect(output.replace(/\s*\n[│ ]*/g, " ")).toContain("hsm status");
    },
    TIMEOUT,
  );

  it(
    "goes on to a store, which needs the password once",
    async () => {
      for (const line of [
        "cluster activate --password admin1password",
        "login --username admin --role admin --password admin1password",
        `user create --username kmsuser --role crypto-user --password ${PASSWORD}`,
        "logout",
      ]) {
        expect(await hsmCli(line)).toMatchObject({ error_code: 0 });
      }
      const landingZone = configured({ phase: "store", ...anchored });
      synthesize(landingZone, deployment.outdir);
      expect(await terraform("key-store", ["plan"])).toMatchObject({ code: 1 });
      await apply(landingZone, "key-store", "-var", `key_store_password=${PASSWORD}`);
      expect(await terraform("key-store", ["plan", "-detailed-exitcode"])).toMatchObject({ code: 0 });
    },
    TIMEOUT,
  );

  it(
    "connects, after which the password that the state holds opens nothing",
    async () => {
      expect(hsm("connect")).toMatchObject({ status: 0 });
      expect(hsm("connect")).toMatchObject({ status: 0 });
      const state = readFileSync(join(deployment.outdir, "..", "terraform.key-store.tfstate"), "utf8");
      expect(state).toContain(PASSWORD);
      expect(await hsmCli(`login --username kmsuser --role crypto-user --password ${PASSWORD}`)).toMatchObject({
        error_code: 1,
      });
      expect(hsm("backups")).toMatchObject({ status: 0 });
    },
    TIMEOUT,
  );

  let written = "";

  it(
    "writes logs under the key in the HSMs, and reads them",
    async () => {
      const landingZone = configured({ phase: "active", ...anchored });
      await apply(landingZone, "key-store");
      const breakGlass = `deployment_role=${landingZone.breakGlass.role}`;
      expect((await terraform("log-archive", ["apply", "-auto-approve"])).output).toContain("AccessDenied");
      const moved = await apply(landingZone, "log-archive", "-var", breakGlass);
      expect(moved).toMatch(/\b0 added, [12] changed, 0 destroyed/);
      await apply(landingZone, "organization-trail");
      await deployment.planAgain(MOVED);

      written = await deliver();
      expect(await keyOf(written)).toBe(await arnOf(`alias/${NAME}-key-store-logs`));
      const { Body } = await (await s3()).send(new GetObjectCommand({ Bucket, Key: written }));
      expect(await Body?.transformToByteArray()).toBeDefined();
      expect(hsm("status")).toMatchObject({ status: 0 });
    },
    TIMEOUT,
  );

  /**
   * Lets the probes run as they do in fifteen minutes, and returns the states that alarms then have. Of three runs two are in
   * different periods, whenever these begin.
   */
  const statesAfterProbes = async (): Promise<Record<string, string>> => {
    let now = "";
    for (let run = 0; run < 3; run += 1) {
      await controlSimulator(deployment.env, "clock", { advance: 300 });
      ({ now } = (await controlSimulator(deployment.env, "idle", {})) as { now: string });
    }
    const { logArchive, management } = deployment.landingZone;
    const states: Record<string, string> = {};
    for (const [account, names] of [
      [logArchive, ["hsm-zones", "no-active-hsm", "key-store-disconnected"]],
      [management, ["trail-stopped", "trail-delivery-fails"]],
    ] as const) {
      const client = new CloudWatchClient(await deployment.clients.settings(account));
      for (const name of names) {
        states[name] = await evaluateAlarm(client, `${NAME}-${name}`, new Date(now));
      }
    }
    return states;
  };
  const QUIET = {
    "hsm-zones": "OK",
    "no-active-hsm": "OK",
    "key-store-disconnected": "OK",
    "trail-stopped": "OK",
    "trail-delivery-fails": "OK",
  };

  it(
    "is watched by its probes, whose alarms tell people when HSMs fail and the trail cannot deliver",
    async () => {
      expect(await statesAfterProbes()).toEqual(QUIET);
      const critical = await alertListener(deployment, "critical", "heard-critical");
      const high = await alertListener(deployment, "high", "heard-high");
      const place = { cluster, account: archiveAccount, region: HOME };
      const whole = (await controlSimulator(deployment.env, "cloudhsm-fault", { ...place, fault: null })) as {
        hsms: Record<string, string>;
      };
      const [first] = Object.keys(whole.hsms);
      await controlSimulator(deployment.env, "cloudhsm-fault", { ...place, hsm: first, fault: "hsm-failed" });
      expect(await statesAfterProbes()).toEqual({ ...QUIET, "hsm-zones": "ALARM" });
      expect(await high()).toEqual([expect.stringContaining(`${NAME}-hsm-zones`)]);
      expect(await critical()).toEqual([]);

      await controlSimulator(deployment.env, "cloudhsm-fault", { ...place, fault: "hsm-failed" });
      await controlSimulator(deployment.env, "clock", { advance: 3600 });
      const { undelivered } = (await controlSimulator(deployment.env, "deliver-logs", {
        trail: `arn:aws:cloudtrail:${HOME}:${MANAGEMENT}:trail/${NAME}-organization`,
        accounts: [MANAGEMENT],
      })) as { undelivered: object[] };
      expect(undelivered).toHaveLength(1);
      expect(await statesAfterProbes()).toMatchObject({ "no-active-hsm": "ALARM", "trail-delivery-fails": "ALARM" });
      const told = (await critical()).join();
      expect(told).toContain(`${NAME}-no-active-hsm`);
      expect(told).toContain(`${NAME}-trail-delivery-fails`);

      await controlSimulator(deployment.env, "cloudhsm-fault", { ...place, fault: null });
      await deliver();
      expect(await statesAfterProbes()).toEqual(QUIET);
    },
    TIMEOUT,
  );

  it(
    "goes back to the KMS key, and what was written stays readable",
    async () => {
      const landingZone = configured({ phase: "active", ...anchored }, { encryption: "kms" });
      await apply(landingZone, "log-archive", "-var", `deployment_role=${landingZone.breakGlass.role}`);
      await apply(landingZone, "organization-trail");
      // Nothing but an output that nobody reads any more.
      expect(await apply(landingZone, "key-store")).toContain("0 added, 0 changed, 0 destroyed");
      await deployment.planAgain(MOVED);

      const now = await deliver();
      expect(await keyOf(now)).toBe(await arnOf(`alias/${NAME}-logs`));
      const { Contents = [] } = await (await s3()).send(new ListObjectsV2Command({ Bucket, Prefix: written }));
      expect(Contents).toHaveLength(1);
      const { Body } = await (await s3()).send(new GetObjectCommand({ Bucket, Key: written }));
      expect(await Body?.transformToByteArray()).toBeDefined();
    },
    TIMEOUT,
  );
});
