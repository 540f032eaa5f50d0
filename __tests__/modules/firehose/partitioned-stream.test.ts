import { PartitionedStream } from "../../../modules/firehose/partitioned-stream";
import { synthesizeModule } from "../../support/terraform";
import type { Block } from "../../support/terraform";

const KEY = "arn:aws:kms:eu-west-1:444444444444:key/1";

describe("PartitionedStream", () => {
  let arn = "";
  const template = synthesizeModule((stack, environment) => {
    const stream = new PartitionedStream(stack, "stream", {
      environment,
      streamName: "findings",
      roleName: "findings-role",
      bucketName: "archive",
      kmsKeyArn: KEY,
      prefix: "findings/",
      errorPrefix: "errors/",
      partitions: { account: ".detail.awsAccountId", day: ".time[0:10]" },
      logGroupName: "errors-of-findings",
    });
    arn = stream.arn;
  });
  const stream = template.resource("aws_kinesis_firehose_delivery_stream");
  const destination = stream.extended_s3_configuration as Block;

  it("knows its ARN before it is there", () => {
    expect(arn).toBe("arn:aws:firehose:eu-west-1:222222222222:deliverystream/findings");
    expect(stream.name).toBe("findings");
  });

  it("writes below the values that jq finds in each record, in the order of the path", () => {
    expect(destination.prefix).toBe(
      "findings/account=!{partitionKeyFromQuery:account}/day=!{partitionKeyFromQuery:day}/",
    );
    expect(destination.processing_configuration).toMatchObject({
      enabled: true,
      processors: [
        {
          type: "MetadataExtraction",
          parameters: [
            { parameter_name: "JsonParsingEngine", parameter_value: "JQ-1.6" },
            {
              parameter_name: "MetadataExtractionQuery",
              parameter_value: "{account:.detail.awsAccountId,day:.time[0:10]}",
            },
          ],
        },
        { type: "AppendDelimiterToRecord" },
      ],
    });
  });

  it("has what Firehose demands of dynamic partitioning: a buffer of 64 MB, and a prefix for errors", () => {
    expect(destination).toMatchObject({ dynamic_partitioning_configuration: { enabled: true } });
    expect(destination.buffering_size).toBeGreaterThanOrEqual(64);
    expect(destination.error_output_prefix).toMatch(/^errors\/.*!\{firehose:error-output-type\}/);
  });

  it("encrypts what it writes with the key, and what waits in it", () => {
    expect(destination).toMatchObject({ kms_key_arn: KEY, bucket_arn: "arn:aws:s3:::archive" });
    expect(stream.server_side_encryption).toMatchObject({ enabled: true });
  });

  it("logs what it cannot deliver", () => {
    expect(destination.cloudwatch_logging_options).toMatchObject({ enabled: true });
    expect(template.resource("aws_cloudwatch_log_group").name).toBe("errors-of-findings");
  });

  it("has a role that writes below its prefixes, with that key for that bucket, and its log: no more", () => {
    expect(template.resource("aws_iam_role").name).toBe("findings-role");
    const { Encrypt, LogErrors, LookAtBucket, WriteObjects, ...others } = template.statements("aws_iam_role_policy");
    expect(others).toEqual({});
    expect(WriteObjects?.Resource).toEqual(["arn:aws:s3:::archive/findings/*", "arn:aws:s3:::archive/errors/*"]);
    expect(WriteObjects?.Action).not.toContain("s3:DeleteObject");
    expect(LookAtBucket?.Resource).toBe("arn:aws:s3:::archive");
    expect(Encrypt).toMatchObject({
      Resource: KEY,
      Condition: {
        StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
        StringLike: { "kms:EncryptionContext:aws:s3:arn": ["arn:aws:s3:::archive", "arn:aws:s3:::archive/*"] },
      },
    });
    expect(LogErrors?.Resource).toBe("arn:aws:logs:eu-west-1:222222222222:log-group:errors-of-findings:log-stream:*");
  });

  it("is made once its role may write", () => {
    expect(stream.depends_on).toEqual([expect.stringMatching(/^aws_iam_role_policy\./)]);
  });
});
