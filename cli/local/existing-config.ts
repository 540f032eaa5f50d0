import {
  ConfigServiceClient,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
} from "@aws-sdk/client-config-service";
import { PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import { existingConfigIn } from "../../config/accounts/existing-config";
import type { ExistingConfig } from "../../config/accounts/existing-config";
import type { LandingZone } from "../../config/landing-zone";
import type { Account } from "../../config/accounts/settings";
import type { AccountClients } from "../../terraform/account-clients";
import { createBucket } from "./create-bucket";

/**
 * Makes in the local AWS what the configuration says exists already: AWS Config's recorders and delivery channels, which
 * deliver to a bucket of their own account until they are adopted.
 */
export async function makeExistingConfig(landingZone: LandingZone, clients: AccountClients): Promise<void> {
  for (const account of landingZone.accounts) {
    for (const region of landingZone.regions) {
      const existing = existingConfigIn(account.existingConfig, region);
      if (existing !== undefined) {
        await makeRecorder(landingZone, account, existing, await clients.settings(account, region));
      }
    }
  }
}

async function makeRecorder(
  { name, partition }: LandingZone,
  { id, slug }: Account,
  { deliveryChannel, recorder }: ExistingConfig,
  settings: Awaited<ReturnType<AccountClients["settings"]>>,
): Promise<void> {
  const bucket = `${name}-${slug}-old-config-${settings.region}`;
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  await createBucket(s3, bucket, settings.region);
  await letConfigWrite(s3, bucket, partition);
  const config = new ConfigServiceClient(settings);
  const roleARN = `arn:${partition}:iam::${id ?? ""}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
  await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name: recorder, roleARN } }));
  await config.send(
    new PutDeliveryChannelCommand({ DeliveryChannel: { name: deliveryChannel, s3BucketName: bucket } }),
  );
}

async function letConfigWrite(s3: S3Client, Bucket: string, partition: string): Promise<void> {
  const Statement = [
    {
      Effect: "Allow",
      Principal: { Service: "config.amazonaws.com" },
      Action: "s3:*",
      Resource: [`arn:${partition}:s3:::${Bucket}`, `arn:${partition}:s3:::${Bucket}/*`],
    },
  ];
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
}
