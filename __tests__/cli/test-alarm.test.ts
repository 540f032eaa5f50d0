// The command as users run it: what it prints, and its exit codes.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeEvent } from "../../cli/test-alarm/describe";
import { judgeOf } from "../../cli/test-alarm/judge";
import { existingLandingZone } from "../support/landing-zones";
import { program } from "../support/program";
import { sample, tested } from "./test-alarm/support";

const TIMEOUT = 30_000;
/** The account of most samples. */
const WORKLOAD =
  '  workloads: [{ name: Web, id: "444444444444", email: web@example.com, organizationalUnit: Security }]';

describe("landing-zone test-alarm", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-test-alarm-"));
  const root = join(folder, "root.json");
  const harmless = join(folder, "harmless.json");

  beforeAll(() => {
    writeFileSync(root, JSON.stringify(sample("rootLogin/match-console-login")));
    writeFileSync(harmless, JSON.stringify(sample("breakGlassUse/miss-other-role")));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const cli = program("cli/main.ts");
  const run = (args: readonly string[], input = "") => cli(["test-alarm", ...args], { input });

  it(
    "shows what an event triggers and which subscribers that notifies, as its help shows it",
    () => {
      const { status, stderr, stdout } = run([root]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout.trimEnd().split("\n")).toEqual([
        "ConsoleLogin signin.amazonaws.com 444444444444 us-east-1 2026-03-17T12:35:05Z",
        "kind   name        severity  needs  notifies",
        "alarm  rootLogin   critical  1      security@example.com",
        "rule   rootSignIn  critical  1      security@example.com",
        "topic: example-org-alerts-critical",
        "assumes that 444444444444 is one of the 4 accounts whose id the file does not",
        "  have yet",
      ]);
      expect(run(["--help"]).stdout).toContain(stdout.trimEnd().replace(/^/gm, "  "));
    },
    TIMEOUT,
  );

  it(
    "says of several events which is which, and fails when it was to",
    () => {
      const { status, stderr, stdout } = run(["--expect-match", "-", harmless], JSON.stringify({ Records: [] }));
      expect({ status, stderr, stdout }).toEqual({ status: 1, stderr: "standard input: holds no event\n", stdout: "" });

      const records = JSON.stringify({ Records: [sample("rootLogin/match-console-login")] });
      const both = run(["--expect-match", "-", harmless], records);
      expect({ status: both.status, stderr: both.stderr }).toEqual({
        status: 1,
        stderr: "\n1 of 2 events match nothing.\n",
      });
      expect(both.stdout).toMatch(/^ConsoleLogin .* \(standard input Records\[0\]\)$/m);
      expect(both.stdout).toContain(`(${harmless})\nnothing matches: nobody would be notified\nnear miss `);
    },
    TIMEOUT,
  );

  it(
    "succeeds when nothing matches and nothing was expected to",
    () => {
      expect(run([harmless])).toMatchObject({ status: 0, stderr: "" });
      expect(run(["--expect-match", root])).toMatchObject({ status: 0, stderr: "" });
    },
    TIMEOUT,
  );

  it(
    "prints the same as JSON",
    () => {
      const { events } = JSON.parse(run(["--json", root]).stdout) as { events: object[] };
      expect(events).toEqual([
        {
          file: root,
          place: "",
          event: {
            name: "ConsoleLogin",
            source: "signin.amazonaws.com",
            account: "444444444444",
            region: "us-east-1",
            time: "2026-03-17T12:35:05Z",
          },
          matches: [
            expect.objectContaining({ kind: "alarm", key: "rootLogin", topic: "example-org-alerts-critical" }),
            expect.objectContaining({ kind: "rule", key: "rootSignIn", topic: "example-org-alerts-critical" }),
          ],
          assumes: [expect.stringContaining("444444444444") as string],
          blind: [],
          destroyed: [],
          nearMisses: [],
        },
      ]);
    },
    TIMEOUT,
  );

  it(
    "asks for an event",
    () => {
      expect(run([])).toMatchObject({ status: 2, stderr: "error: missing required argument 'event'\n" });
    },
    TIMEOUT,
  );
});

describe("an event as text", () => {
  const described = (event: object, landingZone = existingLandingZone()): string[] => {
    const read = tested(event);
    const verdict = judgeOf(landingZone)(read);
    return describeEvent({ file: "a.json", place: "", event: read, verdict }, false).split("\n");
  };

  it("shows the topics that carry it, and which one does not where the call takes it away", () => {
    const lines = described(sample("trailTampering/match-stopped")).join("\n");
    expect(lines).toContain("\ntopics: small-alerts-critical, small-alerts-high, small-tampering");
    const { detail } = sample("trailTampering/match-stopped") as { detail: object };
    const deleted = described({
      ...detail,
      eventSource: "sns.amazonaws.com",
      eventName: "DeleteTopic",
      requestParameters: { topicArn: "arn:aws:sns:us-east-1:333333333333:small-tampering" },
    });
    expect(deleted).toContain("topic: small-alerts-high");
    expect(deleted.join(" ").replace(/\s+/g, " ")).toContain(
      "rule detectionTampering does not report it to small-tampering: DeleteTopic takes away what reports it",
    );
  });

  it("shows how many events an alarm needs", () => {
    const landingZone = existingLandingZone(WORKLOAD, "detection: { alarms: { rootLogin: { threshold: 5 } } }");
    expect(described(sample("rootLogin/match-console-login"), landingZone)).toContain(
      "alarm  rootLogin   critical  5 within five minutes  audit@example.com",
    );
  });

  it("shows when nobody subscribes", () => {
    const { alerts, ...rest } = existingLandingZone(WORKLOAD);
    const critical = { ...alerts.routes.critical, emails: [] };
    const landingZone = { ...rest, alerts: { ...alerts, routes: { ...alerts.routes, critical } } };
    expect(described(sample("rootLogin/match-console-login"), landingZone)).toContain(
      "alarm  rootLogin   critical  1      nobody: small-alerts-critical is empty",
    );
  });

  it("says why rules do not see it, and which would match", () => {
    const record = sample("trailTampering/match-stopped").detail as object;
    expect(described({ ...record, awsRegion: "ap-south-1" }).at(-1)).toBe(
      "no rule sees it: ap-south-1 is not governed: it forwards nothing to the security bus; " +
        "otherwise trailTampering would match",
    );
  });

  it("says which alarms do not report a call that takes them away", () => {
    const { names } = existingLandingZone();
    const lines = described({
      eventName: "DeleteLogGroup",
      eventSource: "logs.amazonaws.com",
      awsRegion: "eu-west-1",
      recipientAccountId: "111111111111",
      readOnly: false,
      requestParameters: { logGroupName: names.trailLogGroup },
    });
    expect(lines.join(" ").replace(/\s+/g, " ")).toMatch(
      /rule detectionTampering .* alarm logGroupChanges does not report it: DeleteLogGroup takes away what reports it: small\//,
    );
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it("shows near misses with their patterns", () => {
    const [, nothing, title, miss] = described(sample("breakGlassUse/miss-other-role"));
    expect(nothing).toBe("nothing matches: nobody would be notified");
    expect(title).toBe("near miss      names AssumeRole, but another condition does not hold");
    expect(miss).toMatch(/^breakGlassUse {2}\{.*AssumeRole/);
  });

  it("shows no control characters", () => {
    const evil = {
      ...sample("breakGlassUse/miss-other-role"),
      eventName: "AssumeRole\u001b[2J",
      awsRegion: "\u202Eeu",
    };
    expect(described(evil).join("")).not.toMatch(/\p{Cc}|\p{Cf}/u);
    expect(described(evil)[0]).toContain(String.raw`AssumeRole\u001b[2J`);
  });
});
