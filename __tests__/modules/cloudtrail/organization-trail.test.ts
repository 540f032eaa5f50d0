import { OrganizationTrail } from "../../../modules/cloudtrail/organization-trail";
import { TrailDeliveryTopic } from "../../../modules/cloudtrail/trail-delivery-topic";
import { TrailLogGroup } from "../../../modules/cloudtrail/trail-log-group";
import { synthesizeModule } from "../../support/terraform";

const TRAIL_ARN = "arn:aws:cloudtrail:eu-west-1:222222222222:trail/org";
const TOPIC_KEY_ARN = "arn:aws:kms:eu-west-1:222222222222:key/topic";
const LOG_GROUP_KEY_ARN = "arn:aws:kms:eu-west-1:222222222222:key/log-group";

const template = synthesizeModule((stack, environment) => {
  const logGroup = new TrailLogGroup(stack, "log-group", {
    environment,
    logGroupName: "org/trail",
    kmsKeyArn: LOG_GROUP_KEY_ARN,
    retentionInDays: 365,
    roleName: "trail-to-logs",
    organizationId: "o-exampleorgid",
  });
  const deliveryTopic = new TrailDeliveryTopic(stack, "topic", {
    environment,
    topicName: "deliveries",
    kmsKeyArn: TOPIC_KEY_ARN,
    trailArn: TRAIL_ARN,
  });
  new OrganizationTrail(stack, "trail", {
    environment,
    logGroup,
    deliveryTopic,
    trailName: "org",
    bucketName: "trail-bucket",
    kmsKeyArn: "arn:aws:kms:eu-west-1:333333333333:key/1",
  });
});

describe("OrganizationTrail", () => {
  it("covers every account and region, validates its files and encrypts them", () => {
    expect(template.resource("aws_cloudtrail")).toMatchObject({
      name: "org",
      is_organization_trail: true,
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      enable_logging: true,
      s3_bucket_name: "trail-bucket",
      kms_key_id: "arn:aws:kms:eu-west-1:333333333333:key/1",
    });
  });

  it("announces deliveries, and writes to CloudWatch Logs", () => {
    expect(template.resource("aws_cloudtrail")).toMatchObject({
      sns_topic_name: "${aws_sns_topic.topic.name}",
      cloud_watch_logs_group_arn: "${aws_cloudwatch_log_group.log-group.arn}:*",
      cloud_watch_logs_role_arn: expect.stringMatching(/^\$\{aws_iam_role\.log-group_role_\w+\.arn\}$/) as string,
    });
  });

  it("waits for what CloudTrail checks when the trail is made", () => {
    expect(template.resource("aws_cloudtrail").depends_on).toEqual([
      expect.stringMatching(/^aws_sns_topic_policy\./),
      expect.stringMatching(/^aws_iam_role_policy\./),
    ]);
  });

  it("cannot be destroyed by a plan", () => {
    expect(template.resource("aws_cloudtrail").lifecycle).toEqual({ prevent_destroy: true });
  });
});

describe("TrailDeliveryTopic", () => {
  const { TrailPublishes, DenyOtherPublishers, ...others } = template.statements("aws_sns_topic_policy");

  it("lets CloudTrail publish for this trail", () => {
    expect(TrailPublishes).toEqual({
      Sid: "TrailPublishes",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "sns:Publish",
      Resource: "arn:aws:sns:eu-west-1:222222222222:deliveries",
      Condition: { StringEquals: { "aws:SourceArn": TRAIL_ARN } },
    });
  });

  it("denies publishing to everyone else, whatever IAM policies of the account allow", () => {
    expect(DenyOtherPublishers).toEqual({
      Sid: "DenyOtherPublishers",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: "arn:aws:sns:eu-west-1:222222222222:deliveries",
      Condition: { StringNotEquals: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" } },
    });
  });

  it("allows nothing to anybody else", () => {
    expect(Object.values(others).filter(({ Effect }) => Effect === "Allow")).toEqual([]);
  });

  it("encrypts its messages with the given key", () => {
    expect(template.resource("aws_sns_topic")).toMatchObject({
      name: "deliveries",
      kms_master_key_id: TOPIC_KEY_ARN,
    });
  });
});

describe("TrailLogGroup", () => {
  it("keeps events as long as asked and cannot be destroyed by a plan", () => {
    expect(template.resource("aws_cloudwatch_log_group")).toMatchObject({
      name: "org/trail",
      retention_in_days: 365,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("encrypts events with the given key", () => {
    expect(template.resource("aws_cloudwatch_log_group").kms_key_id).toBe(LOG_GROUP_KEY_ARN);
  });

  it("lets CloudTrail write the streams of the management account and of the organization, and no others", () => {
    const streams = "arn:aws:logs:eu-west-1:222222222222:log-group:org/trail:log-stream";
    expect(Object.values(template.statements("aws_iam_role_policy"))).toEqual([
      {
        Sid: "WriteTrailEvents",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [`${streams}:222222222222_CloudTrail_eu-west-1*`, `${streams}:o-exampleorgid_*`],
      },
    ]);
  });

  it("is written with a role that only CloudTrail assumes", () => {
    expect(Object.values(template.statements("aws_iam_role", "assume_role_policy"))).toEqual([
      expect.objectContaining({
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "sts:AssumeRole",
      }),
    ]);
  });
});
