// The log archive of the strictest example: copies in another account and region, the key of the logs in the audit account,
// a lock that nobody can lift.
import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketReplicationCommand,
  GetObjectLockConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Account } from "../../../config/accounts/settings";
import type { Deployment } from "../../support/deployment";

/** What shows that the archive of examples/strictest.yaml has been deployed, in the organization of existing-organization.yaml. */
export function strictestArchiveCases(deployed: () => Deployment): void {
  const s3 = async (account: Account, region?: string) =>
    new S3Client({ ...(await deployed().clients.settings(account, region)), forcePathStyle: true });

  it("locks originals and copies in compliance mode", async () => {
    const { audit, logArchive } = deployed().landingZone;
    const rule = { DefaultRetention: { Mode: "COMPLIANCE", Days: 731 } };
    const original = new GetObjectLockConfigurationCommand({ Bucket: "existing-org-cloudtrail-eu-central-1" });
    const copy = new GetObjectLockConfigurationCommand({ Bucket: "existing-org-replica-eu-west-1" });
    expect((await (await s3(logArchive)).send(original)).ObjectLockConfiguration?.Rule).toMatchObject(rule);
    expect((await (await s3(audit, "eu-west-1")).send(copy)).ObjectLockConfiguration?.Rule).toMatchObject(rule);
  });

  it("copies everything but delete markers to the other account, which owns the copies", async () => {
    const client = await s3(deployed().landingZone.logArchive);
    const { ReplicationConfiguration } = await client.send(
      new GetBucketReplicationCommand({ Bucket: "existing-org-cloudtrail-eu-central-1" }),
    );
    const auditId = await deployed().clients.accountId(deployed().landingZone.audit);
    expect(ReplicationConfiguration?.Rules).toEqual([
      expect.objectContaining({
        Status: "Enabled",
        DeleteMarkerReplication: { Status: "Disabled" },
        SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: "Enabled" } },
        Destination: expect.objectContaining({
          Account: auditId,
          Bucket: "arn:aws:s3:::existing-org-replica-eu-west-1",
          AccessControlTranslation: { Owner: "Destination" },
          Metrics: expect.objectContaining({ Status: "Enabled" }) as object,
        }) as object,
      }),
    ]);
  });

  it("has the key of the logs in the audit account", async () => {
    const client = new KMSClient(await deployed().clients.settings(deployed().landingZone.audit));
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: "alias/existing-org-logs" }));
    expect(KeyMetadata?.Enabled).toBe(true);
  });

  it("keeps flow logs as long as the settings of their own bucket say", async () => {
    const client = await s3(deployed().landingZone.logArchive);
    const Bucket = "existing-org-flow-logs-eu-central-1";
    const { Rules = [] } = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(Rules[0]).toMatchObject({
      Expiration: { Days: 366 },
      Transitions: [{ Days: 30, StorageClass: "DEEP_ARCHIVE" }],
    });
  });
}
