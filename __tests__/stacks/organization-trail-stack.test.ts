import { existingLandingZone, synthesizeStack } from "../support/landing-zones";

const template = synthesizeStack(existingLandingZone(), "organization-trail");
const BREAK_GLASS = { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/small-break-glass" } };
const AUDIT = ["arn:aws:iam::333333333333:root"];
const TOPIC_ARN = "arn:aws:sns:eu-west-1:111111111111:small-trail-deliveries";
const QUEUE_ARN = "arn:aws:sqs:eu-west-1:111111111111:small-trail-deliveries";

describe("keys of the management account", () => {
  it("are one for the log group and one for notifications, each with its alias", () => {
    const aliases = template.resources("aws_kms_alias").map(({ name, target_key_id: key }) => [name, key]);
    expect(aliases).toEqual([
      ["alias/small-log-group", "${aws_kms_key.log-group-key.key_id}"],
      ["alias/small-notifications", "${aws_kms_key.notification-key.key_id}"],
    ]);
  });

  it.each(["log-group-key", "notification-key"])("are destroyed by the break-glass role only: %s", (key) => {
    expect(template.statements("aws_kms_key", "policy", key).DenyDestruction?.Condition).toEqual(BREAK_GLASS);
  });

  it("encrypt the log group, and let CloudWatch Logs do so for it alone", () => {
    expect(template.resource("aws_cloudwatch_log_group").kms_key_id).toBe("${aws_kms_key.log-group-key.arn}");
    const { CloudWatchLogsEncrypts } = template.statements("aws_kms_key", "policy", "log-group-key");
    expect(CloudWatchLogsEncrypts?.Condition).toEqual({
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:111111111111:log-group:small/organization-trail",
      },
    });
  });

  it("encrypt every topic and queue", () => {
    const encrypted = [...template.resources("aws_sns_topic"), ...template.resources("aws_sqs_queue")];
    expect(encrypted.map(({ name }) => name).sort()).toEqual([
      "small-trail-deliveries",
      "small-trail-deliveries",
      "small-trail-deliveries-dead",
    ]);
    for (const { kms_master_key_id: key } of encrypted) {
      expect(key).toBe("${aws_kms_key.notification-key.arn}");
    }
  });

  it.each([
    ["CloudTrailPublishes", "cloudtrail.amazonaws.com", { "kms:EncryptionContext:aws:sns:topicArn": TOPIC_ARN }],
    ["TopicSends", "sns.amazonaws.com", { "kms:EncryptionContext:aws:sqs:arn": [QUEUE_ARN, `${QUEUE_ARN}-dead`] }],
  ])("let a service encrypt for its own topic or queues: %s", (sid, service, context) => {
    const statement = template.statements("aws_kms_key", "policy", "notification-key")[sid];
    expect(statement?.Principal).toEqual({ Service: service });
    expect(statement?.Condition).toEqual({ StringEquals: context });
  });

  it("let the audit account decrypt deliveries, and no alerts", () => {
    expect(template.statements("aws_kms_key", "policy", "notification-key").ConsumersDecrypt).toMatchObject({
      Principal: { AWS: AUDIT },
      Condition: { StringEquals: { "kms:EncryptionContext:aws:sqs:arn": QUEUE_ARN } },
    });
  });
});

describe("deliveries of the trail", () => {
  it("are announced to a queue that programs of the audit account work through", () => {
    expect(template.resources("aws_sns_topic_subscription")).toContainEqual(
      expect.objectContaining({
        topic_arn: "${aws_sns_topic.delivery-topic.arn}",
        protocol: "sqs",
        endpoint: "${aws_sqs_queue.delivery-queue.arn}",
      }),
    );
    expect(template.statements("aws_sqs_queue", "policy", "delivery-queue").ConsumersReceive?.Principal).toEqual({
      AWS: AUDIT,
    });
  });

  it("are announced by this trail only", () => {
    const name = Object.keys(template.json.resource?.aws_sns_topic_policy ?? {}).find((id) =>
      id.startsWith("delivery"),
    );
    const { DenyOtherPublishers, TrailPublishes } = template.statements("aws_sns_topic_policy", "policy", name);
    expect(TrailPublishes?.Condition).toEqual({
      StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:eu-west-1:111111111111:trail/small-organization" },
    });
    expect(DenyOtherPublishers).toBeDefined();
  });
});

describe("what the trail records", () => {
  const selectorsOf = (...lines: string[]): unknown =>
    synthesizeStack(existingLandingZone(...lines), "organization-trail").resource("aws_cloudtrail")
      .advanced_event_selector;

  it("is CloudTrail's default, which nothing says, while the file asks for no more", () => {
    const trail = template.resource("aws_cloudtrail");
    expect([trail.advanced_event_selector, trail.event_selector]).toEqual([undefined, undefined]);
  });

  it("is said by selectors, all management events among them, where it asks for more", () => {
    expect(
      selectorsOf("trail: { dataEvents: { logBuckets: reads } }", "archive: { replica: { region: us-east-1 } }"),
    ).toEqual([
      {
        name: "All management events",
        field_selector: [{ field: "eventCategory", equals: ["Management"] }],
      },
      {
        name: "Reads of log buckets",
        field_selector: [
          { field: "eventCategory", equals: ["Data"] },
          { field: "resources.type", equals: ["AWS::S3::Object"] },
          { field: "readOnly", equals: ["true"] },
          {
            field: "resources.ARN",
            starts_with: expect.arrayContaining([
              "arn:aws:s3:::small-cloudtrail-eu-west-1/",
              "arn:aws:s3:::small-replica-us-east-1/",
            ]) as unknown,
          },
          {
            field: "userIdentity.arn",
            not_starts_with: ["arn:aws:sts::222222222222:assumed-role/small-trail-replication/"],
          },
        ],
      },
    ]);
  });
});
