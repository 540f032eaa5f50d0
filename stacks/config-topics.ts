import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import { NotificationKey } from "../modules/kms/notification-key";
import type { Environment } from "../modules/environment";
import { Topic, topicArn } from "../modules/sns/topic";

const CONFIG = "config.amazonaws.com";

/**
 * Topics of AWS Config's notices, in every region: AWS Config publishes to no other. What subscribes to them is yours; the
 * volume is that of all changes of the organization.
 *
 * @param organizationId whose accounts record
 */
export function configTopics(
  scope: Construct,
  { names }: LandingZone,
  environments: readonly Environment[],
  organizationId: string,
): void {
  for (const environment of environments) {
    const arn = topicArn(environment, names.configTopic);
    // It goes with its region or with the notices, and no notice has to be read later: whoever deploys may delete it.
    const key = new NotificationKey(scope, `config-key-${environment.region}`, {
      environment,
      alias: names.configTopicKeyAlias,
      encrypters: [{ sid: "ConfigPublishes", service: CONFIG, to: { topicArn: arn } }],
    });
    new Topic(scope, `config-topic-${environment.region}`, {
      environment,
      topicName: names.configTopic,
      kmsKeyArn: key.arn,
      publishers: [
        {
          sid: "ConfigPublishes",
          service: CONFIG,
          // No role of another account may publish: AWS Config then does so itself, as it writes to the bucket.
          condition: { StringEquals: { "aws:SourceOrgID": organizationId } },
        },
      ],
    });
  }
}
