import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import { NotificationKey } from "../modules/kms/notification-key";
import type { Environment } from "../modules/environment";
import { Topic, topicArn } from "../modules/sns/topic";

const CONFIG = "config.amazonaws.com";

/**
 * Adds topics for AWS Config's notifications, in every region, as AWS Config publishes only to topics of its own
 * region. They have no subscribers: you add your own. Each change of a resource in the organization is a message.
 *
 * @param organizationId the organization whose accounts record
 */
export function addConfigTopics(
  scope: Construct,
  { names }: LandingZone,
  environments: readonly Environment[],
  organizationId: string,
): void {
  for (const environment of environments) {
    const arn = topicArn(environment, names.configTopic);
    // Messages are not kept, so the deployment role may delete the key when a region or the notifications are removed.
    const key = new NotificationKey(scope, `config-key-${environment.region}`, {
      environment,
      alias: names.configTopicKeyAlias,
      encrypters: [{ sid: "ConfigPublishes", service: CONFIG, to: { topicArn: arn } }],
    });
    new Topic(scope, `config-topic-${environment.region}`, {
      environment,
      topicName: names.configTopic,
      kmsKeyArn: key.keyArn,
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
