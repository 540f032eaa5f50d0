// The strictest example, deployed to a local AWS and read back: copies in another account and region, the key of the logs
// in the audit account, a lock that nobody can lift, and MFA Delete required.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigServiceClient, DescribeConfigRulesCommand } from "@aws-sdk/client-config-service";
import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketReplicationCommand,
  GetObjectLockConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { expectEmptyPlans } from "../../cli/local/second-plan";
import type { Account } from "../../config/accounts/settings";
import { PARALLELISM, prepareDeployment } from "../support/deployment";
import type { Deployment } from "../support/deployment";

const TIMEOUT = 1_500_000;

describe("the strictest example with MFA Delete, deployed", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-strictest-"));
  let deployment: Deployment;

  beforeAll(async () => {
    const text = readFileSync("examples/strictest.yaml", "utf8");
    const file = join(folder, "strictest.yaml");
    writeFileSync(file, text.replace("\narchive:\n", "\narchive:\n  mfaDelete: required\n"));
    deployment = await prepareDeployment(file);
    await deployment.deploy();
  }, TIMEOUT);

  afterAll(async () => {
    await deployment.discard();
    rmSync(folder, { recursive: true });
  });

  const s3 = async (account: Account, region?: string) =>
    new S3Client({ ...(await deployment.clients.settings(account, region)), forcePathStyle: true });

  it(
    "would change nothing when planned again",
    async () => {
      await expectEmptyPlans({ ...deployment, parallelism: PARALLELISM, onPlanned: () => undefined });
    },
    TIMEOUT,
  );

  it("locks originals and copies in compliance mode", async () => {
    const { audit, logArchive } = deployment.landingZone;
    const rule = { DefaultRetention: { Mode: "COMPLIANCE", Days: 731 } };
    const original = new GetObjectLockConfigurationCommand({ Bucket: "strictest-org-cloudtrail-eu-west-1" });
    const copy = new GetObjectLockConfigurationCommand({ Bucket: "strictest-org-replica-eu-central-1" });
    expect((await (await s3(logArchive)).send(original)).ObjectLockConfiguration?.Rule).toMatchObject(rule);
    expect((await (await s3(audit, "eu-central-1")).send(copy)).ObjectLockConfiguration?.Rule).toMatchObject(rule);
  });

  it("copies everything but delete markers to the other account, which owns the copies", async () => {
    const client = await s3(deployment.landingZone.logArchive);
    const { ReplicationConfiguration } = await client.send(
      new GetBucketReplicationCommand({ Bucket: "strictest-org-cloudtrail-eu-west-1" }),
    );
    const auditId = await deployment.clients.accountId(deployment.landingZone.audit);
    expect(ReplicationConfiguration?.Rules).toEqual([
      expect.objectContaining({
        Status: "Enabled",
        DeleteMarkerReplication: { Status: "Disabled" },
        SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: "Enabled" } },
        Destination: expect.objectContaining({
          Account: auditId,
          Bucket: "arn:aws:s3:::strictest-org-replica-eu-central-1",
          AccessControlTranslation: { Owner: "Destination" },
          Metrics: expect.objectContaining({ Status: "Enabled" }) as object,
        }) as object,
      }),
    ]);
  });

  it("has the key of the logs in the audit account", async () => {
    const client = new KMSClient(await deployment.clients.settings(deployment.landingZone.audit));
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: "alias/strictest-org-logs" }));
    expect(KeyMetadata?.Enabled).toBe(true);
  });

  it("has no lifecycle where MFA Delete is required, a rule that watches for it, and lifecycles elsewhere", async () => {
    const { logArchive } = deployment.landingZone;
    const client = await s3(logArchive);
    const lifecycle = (Bucket: string) => client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    await expect(lifecycle("strictest-org-cloudtrail-eu-west-1")).rejects.toThrow(/lifecycle/i);
    const { Rules = [] } = await lifecycle("strictest-org-flow-logs-eu-west-1");
    expect(Rules[0]).toMatchObject({
      Expiration: { Days: 366 },
      Transitions: [{ Days: 30, StorageClass: "DEEP_ARCHIVE" }],
    });
    const config = new ConfigServiceClient(await deployment.clients.settings(logArchive));
    // Beside it stand the rules of the organization.
    const { ConfigRules = [] } = await config.send(
      new DescribeConfigRulesCommand({ ConfigRuleNames: ["strictest-org-mfa-delete"] }),
    );
    expect(ConfigRules).toEqual([
      expect.objectContaining({
        ConfigRuleName: "strictest-org-mfa-delete",
        InputParameters: JSON.stringify({ isMfaDeleteEnabled: "true" }),
        Source: expect.objectContaining({ SourceIdentifier: "S3_BUCKET_VERSIONING_ENABLED" }) as object,
      }),
    ]);
  });
});
