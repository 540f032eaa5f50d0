// The example at the root, deployed by `npm run local` as users run it: by the real cdktf, Terraform and AWS provider, to a
// local AWS that is left running and read back with the AWS SDK.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { CloudTrailClient, DescribeTrailsCommand, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { ConfigServiceClient, DescribeConfigurationAggregatorsCommand } from "@aws-sdk/client-config-service";
import { DescribeKeyCommand, GetKeyRotationStatusCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListAccountsForParentCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  ListOrganizationalUnitsForParentCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import {
  DeleteObjectCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { GetTopicAttributesCommand, ListSubscriptionsByTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import type { ClientSettings } from "../../terraform/account-clients";
import { run } from "../../console/run";
import { findTerraform } from "../../terraform/terraform";
import { synthesize } from "../../stacks/synthesize";
import type { TamperProtocol } from "../../cli/drill/tamper/protocol";
import type { NeededPermissions } from "../../cli/local/needed-permissions";
import { keepLocal } from "../support/local-command";
import type { KeptLocal } from "../support/local-command";
import { upload } from "../support/upload";
import { readAccountDefaults, readComputeDefaults, readRecording, readVpcs } from "../support/read-back";

const TIMEOUT = 1_500_000;

/** The actions that docs/permissions.md lists under a heading: "- `s3`: `CreateBucket`, `PutBucketPolicy`". */
function documentedPermissions(heading: string): string[] {
  const [, section = ""] = readFileSync("docs/permissions.md", "utf8").split(`## ${heading}\n`);
  const [own = ""] = section.split("\n## ");
  return own
    .split(/^- /m)
    .slice(1)
    .flatMap((item) => {
      const [service, ...names] = [...item.matchAll(/`([\w-]+)`/g)].map(([, name]) => name);
      return names.map((name) => `${service}:${name}`);
    })
    .sort();
}

describe("the example, deployed by npm run local", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-example-"));
  let deployment: KeptLocal;
  let stop = (): void => undefined;

  beforeAll(() => {
    deployment = keepLocal("landing-zone.yaml", { TMPDIR: folder }, [
      "--permissions",
      join(folder, "permissions.json"),
    ]);
    stop = () => process.kill(deployment.pid);
  }, TIMEOUT);

  afterAll(() => {
    stop();
    rmSync(folder, { recursive: true });
  });

  const outdir = () => join(deployment.workFolder, "cdktf.out");
  const stacks = () => readdirSync(join(outdir(), "stacks")).sort();
  const management = () => deployment.clients.settings(deployment.landingZone.management);
  const logArchive = () => deployment.clients.settings(deployment.landingZone.logArchive);
  const everywhere = async (): Promise<{ region: string; settings: ClientSettings }[]> => {
    const { accounts, regions } = deployment.landingZone;
    const environments = accounts.flatMap((account) => regions.map((region) => ({ account, region })));
    return Promise.all(
      environments.map(async ({ account, region }) => ({
        region,
        settings: await deployment.clients.settings(account, region),
      })),
    );
  };

  it("applies every stack, the organization first and the trail after its archive", () => {
    const state = (stack: string) => join(deployment.workFolder, `terraform.${stack}.tfstate`);
    const applied = stacks().sort((a, b) => statSync(state(a)).mtimeMs - statSync(state(b)).mtimeMs);
    expect(applied[0]).toBe("organization");
    expect(applied.indexOf("log-archive")).toBeLessThan(applied.indexOf("organization-trail"));
  });

  it("says of every stack what was done, and that a second plan would change nothing", () => {
    const reported = (what: string) =>
      [...deployment.stdout.matchAll(new RegExp(`^ +\\d+\\.\\d s {2}([a-z-]+): (?:${what})$`, "gm"))].map(
        ([, name]) => name,
      );
    expect(reported("\\d+ added, 0 changed, 0 destroyed|applied").sort()).toEqual(stacks());
    expect(reported("nothing would change").sort()).toEqual(stacks());
  });

  it("needs the permissions that docs/permissions.md lists, and no others", () => {
    const needed = JSON.parse(readFileSync(join(folder, "permissions.json"), "utf8")) as NeededPermissions;
    const role = deployment.landingZone.deployment.role;
    expect(Object.keys(needed)).toEqual(["caller", role]);
    expect(documentedPermissions("The caller")).toEqual(needed.caller?.Statement[0].Action);
    expect(documentedPermissions("The deployment role")).toEqual(needed[role]?.Statement[0].Action);
  });

  it("is refused nothing, and reports nothing, with all permissions enforced", () => {
    expect(readFileSync(join(deployment.workFolder, "simulator.log"), "utf8")).toBe("");
  });

  it("shows what exists", () => {
    const { stdout } = deployment;
    expect(stdout).toMatch(/^ {2}example-org-organization +yes +yes +yes +yes +example-org-cloudtrail-eu-west-1$/m);
    const { accounts, regions } = deployment.landingZone;
    for (const { slug } of accounts) {
      expect(stdout).toMatch(new RegExp(`^ {2}${slug} \\(\\d{12}\\) +${regions.join(", ")}$`, "m"));
    }
    expect(stdout).toMatch(/^ {2}example-org-root-login +management +example-org-alerts-critical$/m);
    expect(stdout).not.toContain("NOBODY");
    expect(stdout).toMatch(/^ {2}example-org-alerts-critical +email +security@example\.com +PENDING$/m);
    expect(stdout).toContain("PENDING subscribers");
  });

  describe("the organization", () => {
    it("has all features and trusts CloudTrail and Config", async () => {
      const client = new OrganizationsClient(await management());
      const { Organization } = await client.send(new DescribeOrganizationCommand({}));
      const { EnabledServicePrincipals = [] } = await client.send(new ListAWSServiceAccessForOrganizationCommand({}));
      expect(Organization).toMatchObject({ FeatureSet: "ALL", MasterAccountId: "111111111111" });
      expect(EnabledServicePrincipals.map(({ ServicePrincipal }) => ServicePrincipal)).toEqual(
        expect.arrayContaining(deployment.landingZone.organization.trustedServices),
      );
    });

    it("has guardrails of both kinds on its root", async () => {
      const client = new OrganizationsClient(await management());
      const { Roots = [] } = await client.send(new ListRootsCommand({}));
      for (const Filter of ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const) {
        const { Policies = [] } = await client.send(
          new ListPoliciesForTargetCommand({ TargetId: Roots[0]?.Id, Filter }),
        );
        const ours = Policies.filter(({ AwsManaged }) => AwsManaged !== true);
        const configured = deployment.landingZone.guardrails.filter(({ type }) => type === Filter);
        expect(configured).not.toEqual([]);
        expect(ours.map(({ Name }) => Name).sort()).toEqual(configured.map(({ name }) => name).sort());
        const contents = await Promise.all(
          ours.map(async ({ Id }) => (await client.send(new DescribePolicyCommand({ PolicyId: Id }))).Policy?.Content),
        );
        expect(contents.join("\n")).toContain("example-org-cloudtrail-eu-west-1");
        expect(contents.join("\n")).not.toContain("o-xxxx");
      }
    });

    it("has service and resource control policies enabled", async () => {
      const { Roots = [] } = await new OrganizationsClient(await management()).send(new ListRootsCommand({}));
      expect(Roots[0]?.PolicyTypes).toEqual(
        expect.arrayContaining([
          { Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" },
          { Type: "RESOURCE_CONTROL_POLICY", Status: "ENABLED" },
        ]),
      );
    });

    it("has its accounts in their nested organizational units", async () => {
      const client = new OrganizationsClient(await management());
      const below = async (ParentId?: string) =>
        (await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId }))).OrganizationalUnits ?? [];
      const { Roots = [] } = await client.send(new ListRootsCommand({}));
      const workloads = (await below(Roots[0]?.Id)).find(({ Name }) => Name === "Workloads");
      const production = (await below(workloads?.Id)).find(({ Name }) => Name === "Production");
      const { Accounts = [] } = await client.send(new ListAccountsForParentCommand({ ParentId: production?.Id }));
      expect(Accounts.map(({ Name }) => Name)).toEqual(["shop-production"]);
    });

    it("lets the audit account administer Config", async () => {
      const client = new OrganizationsClient(await management());
      const { DelegatedAdministrators = [] } = await client.send(
        new ListDelegatedAdministratorsCommand({ ServicePrincipal: "config.amazonaws.com" }),
      );
      expect(DelegatedAdministrators.map(({ Name }) => Name)).toEqual(["audit"]);
    });
  });

  describe("the trail", () => {
    it("is logging every account and region, with validation, encryption and notifications", async () => {
      const client = new CloudTrailClient(await management());
      const { trailList = [] } = await client.send(new DescribeTrailsCommand({}));
      expect(trailList).toEqual([
        expect.objectContaining({
          Name: "example-org-organization",
          IsOrganizationTrail: true,
          IsMultiRegionTrail: true,
          LogFileValidationEnabled: true,
          HomeRegion: "eu-west-1",
          S3BucketName: "example-org-cloudtrail-eu-west-1",
          SnsTopicARN: "arn:aws:sns:eu-west-1:111111111111:example-org-trail-deliveries",
          KmsKeyId: expect.stringMatching(/^arn:aws:kms:eu-west-1:\d{12}:key\//) as string,
          CloudWatchLogsLogGroupArn: expect.stringContaining("log-group:example-org/organization-trail:*") as string,
        }),
      ]);
      const status = await client.send(new GetTrailStatusCommand({ Name: trailList[0]?.TrailARN }));
      expect(status.IsLogging).toBe(true);
    });

    it("writes to an encrypted log group that keeps events for a year", async () => {
      const client = new CloudWatchLogsClient(await management());
      const { logGroups = [] } = await client.send(new DescribeLogGroupsCommand({}));
      expect(logGroups.map(({ logGroupName, retentionInDays }) => [logGroupName, retentionInDays])).toEqual([
        ["example-org/organization-trail", 365],
      ]);
      expect(logGroups[0]?.kmsKeyId).toMatch(/^arn:aws:kms:eu-west-1:111111111111:key\//);
    });
  });

  describe("delivery notifications", () => {
    it("are encrypted, and queued for consumers with a dead-letter queue", async () => {
      const sns = new SNSClient(await management());
      const TopicArn = "arn:aws:sns:eu-west-1:111111111111:example-org-trail-deliveries";
      const topic = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
      expect(topic.Attributes?.KmsMasterKeyId).toMatch(/^arn:aws:kms:/);
      const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
      expect(Subscriptions.map(({ Endpoint, Protocol }) => [Protocol, Endpoint])).toEqual([
        ["sqs", "arn:aws:sqs:eu-west-1:111111111111:example-org-trail-deliveries"],
      ]);
      const sqs = new SQSClient(await management());
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: "example-org-trail-deliveries" }));
      const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
      expect(Attributes.KmsMasterKeyId).toBe(topic.Attributes?.KmsMasterKeyId);
      expect(JSON.parse(Attributes.RedrivePolicy ?? "{}")).toEqual({
        deadLetterTargetArn: "arn:aws:sqs:eu-west-1:111111111111:example-org-trail-deliveries-dead",
        maxReceiveCount: 5,
      });
    });
  });

  describe("the root-login alarm", () => {
    it("counts what its filter matches, which is the text that auditors demand", async () => {
      const client = new CloudWatchLogsClient(await management());
      const { metricFilters = [] } = await client.send(
        new DescribeMetricFiltersCommand({
          filterNamePrefix: "root-login",
          logGroupName: "example-org/organization-trail",
        }),
      );
      expect(metricFilters).toEqual([
        expect.objectContaining({
          filterPattern:
            '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
          metricTransformations: [
            expect.objectContaining({ metricNamespace: "example-org/CloudTrail", metricName: "root-login" }),
          ],
        }),
      ]);
    });

    it("notifies a topic of the audit account, which allows it and has subscribers", async () => {
      const { MetricAlarms = [] } = await new CloudWatchClient(await management()).send(
        new DescribeAlarmsCommand({ AlarmNames: ["example-org-root-login"] }),
      );
      const [alarm] = MetricAlarms;
      expect(alarm).toMatchObject({ Namespace: "example-org/CloudTrail", MetricName: "root-login" });
      const [TopicArn = ""] = alarm?.AlarmActions ?? [];
      expect(TopicArn).toMatch(/:example-org-alerts-critical$/);
      const sns = new SNSClient(await deployment.clients.settings(deployment.landingZone.audit));
      const { Attributes = {} } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
      expect(Attributes.Policy).toContain("cloudwatch.amazonaws.com");
      const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
      expect(Subscriptions.map(({ Endpoint }) => Endpoint)).toEqual(["security@example.com"]);
    });
  });

  describe("the log archive", () => {
    const buckets = [
      ["example-org-access-logs-eu-west-1", "AES256"],
      ["example-org-cloudtrail-eu-west-1", "aws:kms"],
      ["example-org-config-eu-west-1", "aws:kms"],
      ["example-org-flow-logs-eu-west-1", "AES256"],
    ] as const;

    const s3 = async () => new S3Client({ ...(await logArchive()), forcePathStyle: true });

    it("has these buckets and no others", async () => {
      const { Buckets = [] } = await (await s3()).send(new ListBucketsCommand({}));
      expect(Buckets.map(({ Name }) => Name).sort()).toEqual(buckets.map(([name]) => name));
    });

    it.each(buckets)("keeps %s private, versioned and encrypted with %s", async (Bucket, SSEAlgorithm) => {
      const client = await s3();
      const access = await client.send(new GetPublicAccessBlockCommand({ Bucket }));
      expect(access.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      });
      expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe("Enabled");
      const encryption = await client.send(new GetBucketEncryptionCommand({ Bucket }));
      expect(encryption.ServerSideEncryptionConfiguration?.Rules).toEqual([
        expect.objectContaining({
          ApplyServerSideEncryptionByDefault: expect.objectContaining({ SSEAlgorithm }) as object,
        }),
      ]);
      const ownership = await client.send(new GetBucketOwnershipControlsCommand({ Bucket }));
      expect(ownership.OwnershipControls?.Rules).toEqual([{ ObjectOwnership: "BucketOwnerEnforced" }]);
      const { Policy = "" } = await client.send(new GetBucketPolicyCommand({ Bucket }));
      for (const sid of ["DenyInsecureTransport", "DenyOldTls", "DenyOutsideOrganization", "DenyTampering"]) {
        expect(Policy).toContain(sid);
      }
    });

    it.each(buckets)("keeps what is in %s for seven years, and moves it to Glacier", async (Bucket) => {
      const { Rules = [] } = await (await s3()).send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
      expect(Rules.find(({ ID }) => ID === "retention")).toMatchObject({
        Status: "Enabled",
        Transitions: expect.arrayContaining([
          { Days: 90, StorageClass: "GLACIER_IR" },
          { Days: 366, StorageClass: "DEEP_ARCHIVE" },
        ]) as object,
        Expiration: { Days: 2557 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      });
    });

    it("locks the trail's files, and nothing that AWS could then not deliver", async () => {
      const client = await s3();
      const locked = new GetObjectLockConfigurationCommand({ Bucket: "example-org-cloudtrail-eu-west-1" });
      expect((await client.send(locked)).ObjectLockConfiguration).toMatchObject({
        ObjectLockEnabled: "Enabled",
        Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 2557 } },
      });
      for (const Bucket of ["example-org-config-eu-west-1", "example-org-access-logs-eu-west-1"]) {
        await expect(client.send(new GetObjectLockConfigurationCommand({ Bucket }))).rejects.toThrow(
          /Object Lock configuration does not exist/,
        );
      }
    });

    it("lets not even the deployment role write, delete or suspend versioning", async () => {
      const client = await s3();
      const object = { Bucket: "example-org-cloudtrail-eu-west-1", Key: "AWSLogs/planted.json.gz" };
      await expect(client.send(new PutObjectCommand({ ...object, Body: "planted" }))).rejects.toThrow();
      await expect(client.send(new DeleteObjectCommand(object))).rejects.toThrow();
      const suspend = { Bucket: object.Bucket, VersioningConfiguration: { Status: "Suspended" as const } };
      await expect(client.send(new PutBucketVersioningCommand(suspend))).rejects.toThrow(
        /with an explicit deny in a resource-based policy/,
      );
    });

    it("logs access to the log buckets", async () => {
      const client = await s3();
      for (const what of ["cloudtrail", "config", "flow-logs"]) {
        const Bucket = `example-org-${what}-eu-west-1`;
        const { LoggingEnabled } = await client.send(new GetBucketLoggingCommand({ Bucket }));
        expect(LoggingEnabled?.TargetBucket).toBe("example-org-access-logs-eu-west-1");
      }
    });

    it("has a customer-managed key that rotates", async () => {
      const client = new KMSClient(await logArchive());
      const KeyId = "alias/example-org-logs";
      const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
      expect(KeyMetadata).toMatchObject({ Enabled: true, KeyManager: "CUSTOMER" });
      const { KeyRotationEnabled } = await client.send(new GetKeyRotationStatusCommand({ KeyId: KeyMetadata?.KeyId }));
      expect(KeyRotationEnabled).toBe(true);
    });
  });

  describe("AWS Config", () => {
    it("records in every account and every region, global types in the home region only", async () => {
      const { homeRegion } = deployment.landingZone;
      for (const { region, settings } of await everywhere()) {
        const { channels, recorders, recording } = await readRecording(settings);
        expect(recorders).toMatchObject([
          { recordingGroup: { allSupported: true, includeGlobalResourceTypes: region === homeRegion } },
        ]);
        expect(recording).toEqual([true]);
        expect(channels).toMatchObject([{ s3BucketName: "example-org-config-eu-west-1" }]);
      }
    });

    it("is aggregated over the organization in the audit account", async () => {
      const client = new ConfigServiceClient(await deployment.clients.settings(deployment.landingZone.audit));
      const { ConfigurationAggregators = [] } = await client.send(new DescribeConfigurationAggregatorsCommand({}));
      expect(
        ConfigurationAggregators.map(({ OrganizationAggregationSource }) => OrganizationAggregationSource),
      ).toEqual([expect.objectContaining({ AllAwsRegions: true })]);
    });
  });

  describe("the account baseline", () => {
    it("encrypts volumes, shares no snapshots and asks for IMDSv2 in every account and every region", async () => {
      for (const { settings } of await everywhere()) {
        expect(await readComputeDefaults(settings)).toMatchObject({
          encryptsVolumes: true,
          snapshotSharing: "block-all-sharing",
          httpTokens: "required",
        });
      }
    });

    it("logs every VPC of every account and every region to the archive", async () => {
      for (const { settings } of await everywhere()) {
        const vpcs = await readVpcs(settings);
        expect(vpcs.length).toBeGreaterThan(0);
        for (const { flowLogs } of vpcs) {
          expect(flowLogs).toMatchObject([{ LogDestination: "arn:aws:s3:::example-org-flow-logs-eu-west-1" }]);
        }
      }
    });

    it("has no public buckets and long passwords in every account", async () => {
      const { accounts } = deployment.landingZone;
      for (const account of accounts) {
        const id = await deployment.clients.accountId(account);
        expect(await readAccountDefaults(await deployment.clients.settings(account), id)).toMatchObject({
          publicAccess: { BlockPublicAcls: true, RestrictPublicBuckets: true },
          passwords: { MinimumPasswordLength: 14 },
        });
      }
    });
  });

  it(
    "is changed in its archive by the break-glass role only",
    async () => {
      const strict = {
        ...deployment.landingZone,
        archive: { ...deployment.landingZone.archive, minimumTlsVersion: "1.3" as const },
      };
      synthesize(strict, outdir());
      const cwd = join(outdir(), "stacks", "log-archive");
      const { binary } = await findTerraform();
      const apply = (...args: string[]) =>
        run(binary, ["apply", "-auto-approve", "-input=false", "-no-color", ...args], {
          cwd,
          env: deployment.env,
        });
      const refused = await apply();
      expect(refused.code).toBe(1);
      expect(refused.output).toContain("AccessDenied");
      const changed = await apply("-var", `deployment_role=${strict.breakGlass.role}`);
      expect(changed.output).toMatch(/\b0 added, [1-9]\d* changed, 0 destroyed/);
      expect(changed.code).toBe(0);
    },
    TIMEOUT,
  );

  it(
    "reports by all ways that the break-glass role is assumed",
    () => {
      const command = ["scripts/run.mjs", "cli/main.ts", "drill", "break-glass", "--json"];
      const { status, stdout } = spawnSync(process.execPath, command, { encoding: "utf8", env: deployment.env });
      const { ways } = JSON.parse(stdout) as { ways: readonly { by: string; reports: boolean }[] };
      expect(ways.map(({ by, reports }) => [by, reports])).toEqual([
        ["event rule", true],
        ["event rule", true],
        ["alarm", true],
      ]);
      expect(status).toBe(0);
    },
    TIMEOUT,
  );

  // The last but one, as it leaves digests that nobody verifies.
  it(
    "fails the drill that tampers with logs with one byte of the log validator's program changed",
    async () => {
      const { landingZone, clients } = deployment;
      const program = readFileSync("functions/log-validator.js", "utf8");
      const changed = program.replace("CloudTrail-Digest", "CloudTrail-DigesT");
      expect(changed).not.toBe(program);
      await upload(landingZone.names.logValidator, changed, await clients.settings(landingZone.audit));
      const { status, stdout } = spawnSync(
        process.execPath,
        ["scripts/run.mjs", "cli/main.ts", "drill", "tamper", "--json"],
        { encoding: "utf8", env: deployment.env },
      );
      const { entries, tampered } = JSON.parse(stdout) as TamperProtocol;
      expect(entries).toMatchObject([{ ok: false, what: expect.stringMatching(/verified 0 digests/) as string }]);
      expect(tampered).toEqual([]);
      expect(status).toBe(1);
      // No plan sees it.
      const check = spawnSync(
        process.execPath,
        ["scripts/run.mjs", "cli/main.ts", "check", "--check", "functions", "--json"],
        { encoding: "utf8", env: deployment.env },
      );
      expect(check.stdout).toContain(`${landingZone.names.logValidator} is not that of this version`);
      expect(check.status).toBe(2);
    },
    TIMEOUT,
  );

  it("is gone after the command that stops it", async () => {
    const answers = () => spawnSync("curl", ["-s", deployment.endpoint]).status === 0;
    expect(answers()).toBe(true);
    expect(spawnSync(deployment.stop, { shell: true }).status).toBe(0);
    stop = () => undefined;
    for (let tries = 0; answers() && tries < 50; tries += 1) await setTimeout(200);
    expect(answers()).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith("landing-zone-"))).toEqual([]);
  });
});
