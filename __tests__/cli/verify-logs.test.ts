// The command as users run it, against S3, CloudTrail and Organizations on the loopback interface.
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadLandingZone } from "../../config/load";
import { startStub } from "../../bench/verify/stub";
import type { Stub } from "../../bench/verify/stub";
import { REPORT } from "../../log-integrity/report-json";
import { formatTime, HOUR } from "../../log-integrity/times";
import { environment, run, stubOf } from "../log-integrity/peer";
import type { Ended } from "../log-integrity/peer";
import { ACCOUNT, at, BUCKET, HOURS, inside, REGION, World } from "../log-integrity/world";
import { bundled } from "../support/program";

const TIMEOUT = 120_000;
const EXAMPLE = "examples/minimal.yaml";
const folder = mkdtempSync(join(tmpdir(), "verify-logs-"));
const bundle = bundled("cli/main.ts");

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function verifyLogs(stub: Pick<Stub, "url">, args: readonly string[]): Promise<Ended> {
  return run(process.execPath, [bundle, "verify-logs", ...args], environment(stub));
}

function intervalOf({ from, to }: World): string[] {
  return ["--from", formatTime(from), "--to", formatTime(to)];
}

/** Runs the command over a world, and answers it meanwhile. */
async function verify(world: World, args: readonly string[] = []): Promise<Ended> {
  const stub = await stubOf(world);
  const ended = await verifyLogs(stub, ["--trail-arn", world.arn, ...intervalOf(world), ...args]);
  await stub.close();
  return ended;
}

function intact(logs = 2): World {
  const world = new World();
  world.main.run(HOURS, { logs });
  return world;
}

interface Report {
  readonly exitCode: number;
  readonly hours: Readonly<Record<string, number>>;
  readonly objects: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly findings: readonly Readonly<Record<string, unknown>>[];
}

const reportOf = ({ stdout }: Ended) => REPORT.parse(JSON.parse(stdout)) as unknown as Report;

describe("landing-zone verify-logs", () => {
  it(
    "verifies a trail that nothing but its ARN is known of, and says so in 80 columns",
    async () => {
      const { status, stderr, stdout } = await verify(intact());
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toContain("Hours of 1 chain: 11 verified");
      expect(stdout).toContain("logs           22       0            0");
      expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    "ends with 1 for an altered log file and names the version that is intact, with 1 where another may not be read, and else with 2",
    async () => {
      const world = intact();
      world.fail(at(at(world.main.hours, 3).logs, 0), {
        state: "unreadable",
        reason: "denied",
        detail: "AccessDenied",
      });
      expect((await verify(world)).status).toBe(2);
      const log = at(at(world.main.hours, 4).logs, 0);
      world.change(
        log,
        inside((text) => text.replace("Describe", "Terminate")),
      );
      const { status, stdout } = await verify(world);
      expect(status).toBe(1);
      expect(stdout).toContain("INTEGRITY FAILURE");
      expect(stdout).toContain(log.key);
      expect(stdout).toContain("version v13 is what CloudTrail delivered");
      expect(stdout).toContain("NOT CHECKED");
    },
    TIMEOUT,
  );

  it(
    "reports the same as JSON by its schema and as JUnit's XML, and does not count what is acknowledged with a reason",
    async () => {
      const world = intact();
      world.store.delete(at(world.main.hours, 4).digest);
      const xml = join(folder, "report.xml");
      const known = join(folder, "known.yaml");
      writeFileSync(known, "acknowledgements:\n  - reason: deleted by mistake\n    findings: [missing]\n");
      const first = await verify(world, ["--json", "--junit", xml]);
      expect({ status: first.status, code: reportOf(first).exitCode }).toEqual({ status: 1, code: 1 });
      expect(readFileSync(xml, "utf8")).toContain('failures="1" errors="0"');
      const second = await verify(world, ["--json", "--acknowledged", known]);
      expect(second.status).toBe(0);
      expect(reportOf(second).findings).toMatchObject([{ type: "missing", acknowledged: "deleted by mistake" }]);
    },
    TIMEOUT,
  );

  it(
    "writes a page besides JSON and JUnit's XML, of the same findings, with the archive and the limits of the run",
    async () => {
      const world = intact();
      world.store.delete(at(world.main.hours, 4).digest);
      const page = join(folder, "report.html");
      const xml = join(folder, "beside.xml");
      const limits = ["--accounts", ACCOUNT, "--regions", REGION];
      const ended = await verify(world, ["--json", "--html", page, "--junit", xml, ...limits]);
      expect({ status: ended.status, code: reportOf(ended).exitCode }).toEqual({ status: 1, code: 1 });
      const html = readFileSync(page, "utf8");
      expect(html).toContain("Exit code 1.");
      expect(html).toContain(world.arn);
      expect(html).toContain(`s3://${BUCKET}/AWSLogs/`);
      expect(html).toContain('aria-label="M missing, 2025-11-01 04:00 to 05:00"');
      expect(html).toContain(`All accounts but <code>${ACCOUNT}</code>`);
      expect(existsSync(xml)).toBe(true);
    },
    TIMEOUT,
  );

  it(
    "does not end well where the report cannot be written",
    async () => {
      const { status, stderr } = await verify(intact(), ["--junit", join(folder, "no", "report.xml")]);
      expect(status).toBe(2);
      expect(stderr.replace(/\s+/g, " ")).toContain("report.xml cannot be written: there is no such file");
      const page = await verify(intact(), ["--html", join(folder, "no", "report.html")]);
      expect(page.status).toBe(2);
      expect(page.stderr.replace(/\s+/g, " ")).toContain("report.html cannot be written: there is no such file");
      expect(page.stdout).toContain("Everything that is due is verified.");
    },
    TIMEOUT,
  );

  it(
    "finds the organization, its accounts and regions, and which of them have no chain",
    async () => {
      const location = { bucket: BUCKET, prefix: "", organizationId: "o-exampleorgid" };
      const world = new World({ location });
      world.location = location;
      world.main.run(HOURS);
      world.chain({ location, region: "ap-east-1" }).run(HOURS);
      world.chain({ location, accountId: "222222222222" }).run(HOURS);
      const stub = await startStub(world.store, {
        trail: { arn: world.arn, bucket: BUCKET, isOrganizationTrail: true },
        organizationId: "o-exampleorgid",
        accounts: [{ id: ACCOUNT }, { id: "333333333333" }],
        publicKeys: () => Promise.resolve(world.published),
      });
      const ended = await verifyLogs(stub, ["--trail-arn", world.arn, ...intervalOf(world), "--json"]);
      await stub.close();
      expect(ended.status).toBe(1);
      expect(reportOf(ended)).toMatchObject({
        hours: { verified: 33, missing: 11 },
        findings: [{ type: "missing", isWholeChain: true, accountId: "333333333333", region: REGION }],
      });
    },
    TIMEOUT,
  );

  it(
    "verifies the trail of a landing zone, by the roles of its deployment",
    async () => {
      const { landingZone } = loadLandingZone(EXAMPLE);
      const location = { bucket: landingZone.names.trailBucket, prefix: "", organizationId: "o-exampleorgid" };
      const accountId = landingZone.management.id;
      const world = new World({ location, accountId, trail: landingZone.names.trail });
      world.main.run(HOURS);
      const stub = await startStub(world.store, {
        trail: { arn: landingZone.arns.trail, bucket: location.bucket, isOrganizationTrail: true },
        organizationId: location.organizationId,
        accounts: landingZone.accounts.map(({ email, id }, index) => ({ id: id ?? `55555555555${index}`, email })),
        publicKeys: () => Promise.resolve(world.published),
      });
      const args = ["--accounts", accountId, "--config", EXAMPLE, ...intervalOf(world), "--regions", REGION, "--json"];
      const ended = await verifyLogs(stub, args);
      await stub.close();
      expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: "" });
      expect(reportOf(ended)).toMatchObject({ hours: { verified: 11 } });
    },
    TIMEOUT,
  );

  it(
    "reads again what a connection that broke did not deliver, and takes no network fault for tampering",
    async () => {
      const world = intact();
      const stub = await stubOf(world);
      stub.resets = 5;
      const { status } = await verifyLogs(stub, ["--trail-arn", world.arn, ...intervalOf(world)]);
      await stub.close();
      expect({ status, resets: stub.resets }).toEqual({ status: 0, resets: 0 });
    },
    TIMEOUT,
  );

  it(
    "honours offsets of times",
    async () => {
      const world = intact();
      const stub = await stubOf(world);
      const tokyo = (time: number) => `${formatTime(time + 9 * HOUR).slice(0, -1)}+09:00`;
      const args = ["--trail-arn", world.arn, "--from", tokyo(world.from), "--to", tokyo(world.to), "--json"];
      const ended = await verifyLogs(stub, args);
      await stub.close();
      expect(reportOf(ended)).toMatchObject({ hours: { verified: 11 }, exitCode: 0 });
    },
    TIMEOUT,
  );

  it(
    "goes on where a run stopped: log files that it verified are not read again",
    async () => {
      const world = intact();
      const journal = join(folder, "journal");
      const stub = await stubOf(world);
      const args = ["--trail-arn", world.arn, ...intervalOf(world), "--resume", journal];
      stub.latency = 50;
      const command = [bundle, "verify-logs", ...args, "--connections", "1"];
      // Nearly all: with one connection, all digests are read before the log files.
      const stopped = await run(process.execPath, command, environment(stub), () => stub.requests >= 36);
      stub.latency = 0;
      expect(stopped.status).toBe(130);
      expect(stopped.stderr).toContain(`--resume ${journal} goes on`);
      const before = stub.requests;
      const resumed = await verifyLogs(stub, args);
      const again = stub.requests - before;
      const whole = await verifyLogs(stub, args);
      const all = stub.requests - before - again;
      await stub.close();
      expect([resumed.status, whole.status]).toEqual([0, 0]);
      expect(again).toBeLessThan(all);
      expect(existsSync(journal)).toBe(false);
    },
    TIMEOUT,
  );

  it(
    "verifies a copy where it is, as if it was where CloudTrail put it",
    async () => {
      const world = intact();
      for (const key of world.store.keys(BUCKET)) {
        const { bytes = Buffer.alloc(0), metadata = [] } = world.store.content({ bucket: BUCKET, key }) ?? {};
        world.store.put({ bucket: "replica", key: `copies/${key}` }, bytes, Object.fromEntries(metadata));
      }
      world.store.eraseBucket(BUCKET);
      expect((await verify(world)).status).toBe(1);
      expect((await verify(world, ["--copy", `${BUCKET}=replica/copies`])).status).toBe(0);
    },
    TIMEOUT,
  );

  it.each([
    [["--from", "2025-11-01T09:00:00"], "is a time without its offset"],
    [["--from", "2025-11-31"], "is no time"],
    [["--from", "1h", "--to", "2h"], "is not before"],
    [["--from", "1h", "--accounts", "audit"], "no account id of twelve digits"],
    [["--from", "1h", "--regions", "eu-west-9"], 'there is no region "eu-west-9"'],
    [["--from", "1h", "--trail-arn", "main"], "is the ARN of no trail"],
    [["--from", "1h", "--acknowledged", "/nowhere"], "no such file"],
    [["--from", "1h", "--copy", "a"], "is not BUCKET[/PREFIX]"],
    [["--from", "1h", "--html", "docs"], "--html: docs is a folder: name a file in it"],
    [["--from", "1h", "--junit", "docs"], "--junit: docs is a folder: name a file in it"],
    [["--from", "1h", "--html", "-"], '"-" names no file'],
    [["--from", "1h", "--html", "a", "--junit", "./a"], "is what --junit writes"],
    [["--from", "1h", "--config", "/nowhere.yaml"], "/nowhere.yaml"],
    [["--from", "1h", "--forn"], "unknown option"],
    [[], "--from <time>"],
  ])(
    "refuses %j with 64",
    async (args, message) => {
      const given = args.includes("--trail-arn") || args.includes("--config") ? [] : ["--trail-arn", new World().arn];
      const { status, stderr, stdout } = await verifyLogs({ url: "http://127.0.0.1:9" }, [...given, ...args]);
      expect({ status, stdout }).toEqual({ status: 64, stdout: "" });
      expect(stderr.replace(/\n +/g, " ")).toContain(message);
      expect(stderr.split("\n").filter((line) => line.length > 80)).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    "runs by npm, which has an option --prefix itself",
    async () => {
      const env = { ...environment({ url: "http://127.0.0.1:9" }), npm_config_prefix: "/usr/local" };
      const { status, stdout } = await run(process.execPath, [bundle, "verify-logs", "--help"], env);
      expect(status).toBe(0);
      expect(stdout).toContain("--prefix <prefix>");
    },
    TIMEOUT,
  );

  it(
    "ends with 2 where nobody is reached",
    async () => {
      const arn = new World().arn;
      const none = { url: "http://127.0.0.1:9" };
      const { status, stderr } = await verifyLogs(none, ["--trail-arn", arn, "--from", "2h"]);
      expect(status).toBe(2);
      expect(stderr).toContain("The trail cannot be looked up");
      expect((await verifyLogs(none, ["--trail-arn", arn, "--from", "2h", "--bucket", BUCKET])).status).toBe(2);
    },
    TIMEOUT,
  );
});
