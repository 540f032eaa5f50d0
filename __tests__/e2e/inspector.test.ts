// examples/inspector.yaml: Amazon Inspector in five accounts and three regions, deployed by the real Terraform; a finding, a result
// of a CIS scan and a host that is not scanned make their ways from there, and each grant on these ways is needed.
import { gunzipSync } from "node:zlib";
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { CreateAccountCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { loadLandingZone } from "../../config/load";
import { prepareDeployment } from "../support/deployment";
import type { Deployment } from "../support/deployment";
import { program } from "../support/program";
import { controlSimulator } from "../support/simulator-control";
import { alertListener } from "./cases/detection";
import { needlessGrants, policiesOf } from "./cases/grants";
import type { Way } from "./cases/grants";

const TIMEOUT = 1_500_000;
const FILE = "examples/inspector.yaml";
const NAME = "inspector-org";
const HOME = "eu-west-1";
const Bucket = `${NAME}-findings-${HOME}`;
/** What findings need on their way, and where the break-glass role is. */
const STACKS = ["organization", "log-archive", "alerting", "finding-archive", "inspector", "baseline-log-archive"];

describe("examples/inspector.yaml", () => {
  const command = program("cli/main.ts");
  let deployment: Deployment;
  const ids = new Map<string, string>();
  const idOf = (slug: string) => ids.get(slug) ?? "";

  const control = (thing: string, body: object) => controlSimulator(deployment.env, thing, body);
  const inAudit = async () => deployment.clients.settings(deployment.landingZone.audit);
  const s3 = async () =>
    new S3Client({ ...(await deployment.clients.settings(deployment.landingZone.audit)), forcePathStyle: true });

  /** Objects of the bucket below a prefix. */
  const kept = async (Prefix: string): Promise<string[]> => {
    const { Contents = [] } = await (await s3()).send(new ListObjectsV2Command({ Bucket, Prefix }));
    return Contents.map(({ Key = "" }) => Key);
  };

  /** Lets the functions run that their schedules call within an hour, and returns the time then. */
  const anHourLater = async (): Promise<Date> => {
    await control("clock", { advance: 3600 });
    const { now } = (await control("idle", {})) as { now: string };
    return new Date(now);
  };

  /** Has Amazon Inspector find something in an account, and Firehose write what it has. */
  const find = async (finding: object, where = { account: idOf("blog"), region: "eu-central-1" }) => {
    await control("inspector-findings", { ...where, findings: [finding] });
    await control("idle", { flush: true });
  };

  beforeAll(async () => {
    deployment = await prepareDeployment(loadLandingZone(FILE).landingZone, STACKS);
    await deployment.apply();
    for (const one of deployment.landingZone.accounts) {
      ids.set(one.slug, await deployment.clients.accountId(one));
    }
  }, TIMEOUT);

  afterAll(async () => {
    await deployment.discard();
  });

  it(
    "changes nothing in a second plan",
    async () => {
      await deployment.planAgain();
    },
    TIMEOUT,
  );

  it(
    "is what landing-zone check finds in every account and region",
    () => {
      const { stdout } = command(["check", "--config", FILE, "--json"], { env: deployment.env });
      const { reports } = JSON.parse(stdout) as { reports: { check: string; differences: object[]; state: string }[] };
      const ours = reports.filter(({ check }) => check.startsWith("inspector"));
      expect(ours).toHaveLength(18);
      expect(ours.filter(({ state }) => state !== "as it should be")).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    "enrolls an account that joins the organization",
    async () => {
      const client = new OrganizationsClient(await deployment.clients.settings(deployment.landingZone.management));
      const { CreateAccountStatus } = await client.send(
        new CreateAccountCommand({ AccountName: "later", Email: "later@example.com" }),
      );
      await control("clock", { advance: 3600 });
      const later = CreateAccountStatus?.AccountId ?? "";
      for (const region of deployment.landingZone.regions) {
        await find({ severity: "LOW" }, { account: later, region });
        expect(await kept(`findings/account=${later}/region=${region}/`)).toHaveLength(1);
      }
    },
    TIMEOUT,
  );

  it(
    "keeps a finding under its account, region and day, encrypted with the key of findings",
    async () => {
      await find({ severity: "LOW", title: "a low finding" });
      const [key = ""] = await kept(`findings/account=${idOf("blog")}/region=eu-central-1/`);
      expect(key).toMatch(/\/year=\d{4}\/month=\d{2}\/day=\d{2}\//);
      const { Body, SSEKMSKeyId } = await (await s3()).send(new GetObjectCommand({ Bucket, Key: key }));
      expect(SSEKMSKeyId).toContain(idOf("log-archive"));
      const lines = gunzipSync((await Body?.transformToByteArray()) ?? Buffer.of())
        .toString()
        .trimEnd()
        .split("\n");
      const [{ detail }] = lines.map((line) => JSON.parse(line) as { detail: { title: string } }) as [
        { detail: { title: string } },
      ];
      expect(detail.title).toBe("a low finding");
    },
    TIMEOUT,
  );

  it(
    "tells the topic of its severity of a finding, once",
    async () => {
      const [critical, high] = [
        await alertListener(deployment, "critical", "heard-critical-findings"),
        await alertListener(deployment, "high", "heard-high-findings"),
      ];
      await find({ severity: "HIGH" });
      expect(await high()).toHaveLength(1);
      expect(await critical()).toHaveLength(0);
      await find({ severity: "CRITICAL" }, { account: idOf("management"), region: "us-east-1" });
      expect(await critical()).toHaveLength(1);
    },
    TIMEOUT,
  );

  describe("grants", () => {
    const ways: Readonly<Record<string, () => Promise<readonly Way[]> | readonly Way[]>> = {
      "a finding to the bucket": () => {
        const { audit, logArchive, names } = deployment.landingZone;
        const { bucket, key, role } = policiesOf(deployment);
        const roleArn = (name: string) => `arn:aws:iam::${idOf("audit")}:role/${name}`;
        const prefix = `findings/account=${idOf("shop")}/`;
        const go = async () => {
          const before = (await kept(prefix)).length;
          await find({ severity: "LOW" }, { account: idOf("shop"), region: "us-east-1" });
          return (await kept(prefix)).length > before;
        };
        return [
          {
            go,
            who: "events.amazonaws.com",
            policies: [role(audit, names.inspectorForwardingRole), role(audit, names.findingDeliveryRole)],
          },
          {
            go,
            who: "firehose.amazonaws.com",
            // AWS's page asks for the first; nothing here fails without it, nor without the logs of what failed.
            elsewhere: ["LookAtBucket", "WriteErrors", "LogErrors"],
            policies: [role(audit, names.findingStreamRole)],
          },
          {
            go,
            who: roleArn(names.findingStreamRole),
            elsewhere: ["FirehoseLooks"],
            policies: [bucket(logArchive, Bucket), key(logArchive, names.findingKeyAlias)],
          },
        ];
      },
      "a finding to the topic of its severity": async () => {
        const { audit, names } = deployment.landingZone;
        const { key, topic } = policiesOf(deployment);
        const heard = await alertListener(deployment, "high", "heard-withdrawn-findings");
        return [
          {
            who: "events.amazonaws.com",
            // The dead-letter queue's.
            elsewhere: ["EventRulesSend"],
            go: async () => {
              await heard();
              await find({ severity: "HIGH" });
              return (await heard()).length > 0;
            },
            policies: [
              topic(audit, `arn:aws:sns:${HOME}:${idOf("audit")}:${names.alertTopics}-high`),
              key(audit, names.alertKeyAlias),
            ],
          },
        ];
      },
      "the result of a CIS scan to the bucket": () => {
        const { audit, logArchive, names } = deployment.landingZone;
        const { bucket, key, role } = policiesOf(deployment);
        // Written last, when the event is sent.
        const scans = `cis/account=${idOf("audit")}/`;
        const go = async () => {
          const before = (await kept(scans)).length;
          await scan();
          await anHourLater();
          return (await kept(scans)).length > before;
        };
        return [
          {
            go,
            who: "lambda.amazonaws.com",
            elsewhere: ["PublishMetrics", "WriteLog"],
            policies: [role(audit, names.cisCollector)],
          },
          {
            go,
            who: `arn:aws:iam::${idOf("audit")}:role/${names.cisCollector}`,
            policies: [bucket(logArchive, Bucket), key(logArchive, names.findingKeyAlias)],
          },
        ];
      },
    };

    it.each(Object.keys(ways))(
      "are each needed to take %s",
      async (name) => {
        for (const way of (await ways[name]?.()) ?? []) {
          expect(await way.go()).toBeTruthy();
          expect(await needlessGrants(way)).toEqual([]);
          expect(await way.go()).toBeTruthy();
        }
      },
      TIMEOUT,
    );
  });

  /** Runs the CIS scan of a target of the file; two checks of an instance fail. */
  async function scan(): Promise<void> {
    await control("cis-scan", {
      account: idOf("audit"),
      region: HOME,
      configuration: "production-servers",
      resources: [
        {
          account: idOf("shop"),
          resourceId: "i-0123456789abcdef0",
          checks: [
            { checkId: "1.1", title: "no telnet", status: "FAILED" },
            { checkId: "1.2", title: "no rsh", status: "FAILED" },
            { checkId: "1.3", title: "time is kept", status: "PASSED" },
          ],
        },
      ],
    });
  }

  it(
    "keeps each result of a CIS scan once, and tells of it once",
    async () => {
      const heard = await alertListener(deployment, "high", "heard-results");
      // What was refused before is done by now.
      await anHourLater();
      await anHourLater();
      await heard();
      const before = await kept("cis/");
      await scan();
      await anHourLater();
      const after = await kept("cis/");
      // The scan, and its instance.
      expect(after.length - before.length).toBe(2);
      expect(await heard()).toHaveLength(1);
      await anHourLater();
      expect(await kept("cis/")).toEqual(after);
      expect(await heard()).toHaveLength(0);
    },
    TIMEOUT,
  );

  it(
    "counts what is not scanned, by its reason, and check names it",
    async () => {
      const { names } = deployment.landingZone;
      await control("inspector-findings", {
        account: idOf("shop"),
        region: HOME,
        coverage: [
          {
            resourceId: "i-0fedcba9876543210",
            resourceType: "AWS_EC2_INSTANCE",
            scanType: "PACKAGE",
            scanStatus: { statusCode: "INACTIVE", reason: "UNMANAGED_EC2_INSTANCE" },
          },
        ],
      });
      const end = await anHourLater();
      const { Datapoints = [] } = await new CloudWatchClient(await inAudit()).send(
        new GetMetricStatisticsCommand({
          Namespace: names.inspectorNamespace,
          MetricName: "InstancesNotScanned",
          StartTime: new Date(end.getTime() - 3_600_000),
          EndTime: new Date(end.getTime() + 60_000),
          Period: 60,
          Statistics: ["Maximum"],
        }),
      );
      expect(Datapoints.map(({ Maximum }) => Maximum)).toContain(1);
      const { status, stdout } = command(["check", "--config", FILE, "--account", "audit", "--region", HOME], {
        env: deployment.env,
      });
      expect(stdout).toContain("i-0fedcba9876543210");
      expect(status).toBe(2);
    },
    TIMEOUT,
  );

  it(
    "is still what the file says, after all of it",
    async () => {
      await deployment.planAgain();
    },
    TIMEOUT,
  );
});
