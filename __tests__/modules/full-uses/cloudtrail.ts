import { Trail, TrailDeliveryTopic, TrailLogGroup } from "../../../modules/cloudtrail";
import { TrailBucket } from "../../../modules/s3";
import type { Uses } from "./uses";

const trail = {
  trailName: "security",
  accountId: "222222222222",
  region: "eu-west-1",
  organizationId: "o-exampleorgid",
};
const kmsKeyArn = "arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** Every prop of the constructs of `modules/cloudtrail`. */
export const CLOUDTRAIL: Uses = {
  Trail: (stack) => {
    const bucket = new TrailBucket(stack, "bucket", { bucketName: "example-trail-logs", trail, kmsKeyArn });
    new Trail(stack, "trail", {
      trail,
      bucket,
      kmsKeyArn,
      logGroup: { logGroupName: "/security/trail", retentionInDays: 90, roleName: "trail-to-logs", kmsKeyArn },
      eventSelectors: [
        { name: "Management", fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
        {
          name: "Objects of the payroll",
          fieldSelectors: [
            { field: "eventCategory", equals: ["Data"] },
            { field: "resources.type", equals: ["AWS::S3::Object"] },
            { field: "resources.ARN", startsWith: ["arn:aws:s3:::example-payroll/"] },
          ],
        },
      ],
      deliveryTopic: new TrailDeliveryTopic(stack, "deliveries", {
        topicName: "trail-deliveries",
        kmsKeyArn,
        trailArn: "arn:aws:cloudtrail:eu-west-1:222222222222:trail/security",
      }),
    });
  },
  TrailDeliveryTopic: (stack) =>
    new TrailDeliveryTopic(stack, "deliveries", {
      topicName: "trail-deliveries",
      kmsKeyArn,
      trailArn: "arn:aws:cloudtrail:eu-west-1:222222222222:trail/security",
    }),
  TrailLogGroup: (stack) =>
    new TrailLogGroup(stack, "events", {
      logGroupName: "/security/trail",
      kmsKeyArn,
      retentionInDays: 90,
      roleName: "trail-to-logs",
      organizationId: "o-exampleorgid",
    }),
};
