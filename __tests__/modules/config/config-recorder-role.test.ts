import { ConfigRecorder } from "../../../modules/config/config-recorder";
import { ConfigRecorderRole } from "../../../modules/config/config-recorder-role";
import type { ConfigRecorderRoleProps } from "../../../modules/config/config-recorder-role";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

function role(props: Partial<ConfigRecorderRoleProps> = {}): Template {
  return synthesizeModule((stack, environment) => {
    const { roleArn, dependables } = new ConfigRecorderRole(stack, "role", {
      environment,
      roleName: "org-config",
      bucket: "config-bucket",
      ...props,
    });
    new ConfigRecorder(stack, "config", {
      environment,
      globalResourceTypes: "record",
      bucket: "config-bucket",
      roleArn,
      dependsOn: dependables,
    });
  });
}

describe("ConfigRecorderRole", () => {
  const template = role();

  it("is assumed by AWS Config on behalf of its own account only", () => {
    expect(template.resource("aws_iam_role").name).toBe("org-config");
    expect(template.statements("aws_iam_role", "assume_role_policy").ConfigOfThisAccount).toMatchObject({
      Principal: { Service: "config.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": "222222222222" } },
    });
  });

  it("reads the account with AWS's policy for that", () => {
    expect(template.resource("aws_iam_role_policy_attachment").policy_arn).toBe(
      "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole",
    );
  });

  it("writes below the account's own id only, and what it writes belongs to the bucket's owner", () => {
    expect(template.statements("aws_iam_role_policy").Deliver).toEqual({
      Sid: "Deliver",
      Effect: "Allow",
      Action: ["s3:PutObject", "s3:PutObjectAcl"],
      Resource: "arn:aws:s3:::config-bucket/AWSLogs/222222222222/*",
      Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
    });
    expect(template.statements("aws_iam_role_policy").CheckBucket).toMatchObject({
      Action: "s3:GetBucketAcl",
      Resource: "arn:aws:s3:::config-bucket",
    });
  });

  it("may neither encrypt nor publish where there is no key and no topic", () => {
    expect(Object.keys(template.statements("aws_iam_role_policy"))).toEqual(["Deliver", "CheckBucket"]);
  });

  it("encrypts with the key and publishes to the topics that it is given", () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:333333333333:key/11111111-2222-3333-4444-555555555555";
    const topicArns = ["arn:aws:sns:eu-west-1:333333333333:config", "arn:aws:sns:eu-west-2:333333333333:config"];
    const statements = role({ kmsKeyArn, topicArns }).statements("aws_iam_role_policy");
    expect(statements.EncryptDeliveries).toMatchObject({
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: kmsKeyArn,
    });
    expect(statements.TellTopics).toMatchObject({ Action: "sns:Publish", Resource: topicArns });
  });

  it("has its permissions before a recorder gets it", () => {
    const recorder = template.resource("aws_config_configuration_recorder");
    expect(recorder.role_arn).toBe("${aws_iam_role.role.arn}");
    expect(recorder.depends_on).toEqual([
      expect.stringMatching(/^aws_iam_role_policy_attachment\./),
      expect.stringMatching(/^aws_iam_role_policy\./),
    ]);
  });
});
