import { HostPolicy } from "../../../modules/hosts/host-policy";
import type { HostPolicyProps } from "../../../modules/hosts/host-policy";
import { synthesizeModule } from "../../support/terraform";
import type { Statement } from "../../support/terraform";

const KEY_ARN = "arn:aws:kms:eu-west-1:222222222222:key/1";
const BUCKET_ARN = "arn:aws:s3:::org-sessions";
const LOG_GROUP_ARN = "arn:aws:logs:eu-west-1:222222222222:log-group:/org/hosts/security";
const PARAMETER_ARN = "arn:aws:ssm:eu-west-1:222222222222:parameter/AmazonCloudWatch-org-linux";

function statements(props: Partial<HostPolicyProps> = {}): Record<string, Statement> {
  return synthesizeModule((stack, environment) => {
    new HostPolicy(stack, "host-policy", {
      environment,
      policyName: "org-host",
      namespace: "org/Hosts",
      logGroupArns: [LOG_GROUP_ARN],
      parameterArns: [PARAMETER_ARN],
      ...props,
    });
  }).statements("aws_iam_policy");
}

describe("HostPolicy", () => {
  const agent = statements();
  const sessions = statements({ sessionBucketArn: BUCKET_ARN });

  it("lets a host publish metrics in its namespace only", () => {
    expect(agent.PublishMetrics).toEqual({
      Sid: "PublishMetrics",
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": "org/Hosts" } },
    });
  });

  it("lets it append to the security log group, and neither make one nor set its retention", () => {
    expect(agent.WriteSecurityLogs).toMatchObject({
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: [`${LOG_GROUP_ARN}:*`],
    });
    expect(JSON.stringify(sessions)).not.toMatch(/logs:(CreateLogGroup|PutRetentionPolicy|Delete)/);
  });

  it("lets it read the agent's configuration and its own tags and volumes", () => {
    expect(agent.ReadAgentConfiguration).toMatchObject({ Action: "ssm:GetParameter", Resource: [PARAMETER_ARN] });
    expect(agent.DescribeHost).toMatchObject({ Action: ["ec2:DescribeTags", "ec2:DescribeVolumes"] });
  });

  it("opens no sessions where none are recorded", () => {
    expect(JSON.stringify(sessions)).toMatch(/"(ssmmessages|s3):/);
    expect(JSON.stringify(agent)).not.toMatch(/"(ssmmessages|s3):/);
  });

  describe("with a bucket for transcripts", () => {
    it("lets the host open sessions", () => {
      expect(sessions.OpenSessions).toMatchObject({
        Action: [
          "ssm:UpdateInstanceInformation",
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ],
        Resource: "*",
      });
    });

    it("lets it write under its own account's id only, and read nothing", () => {
      expect(sessions.WriteTranscripts).toMatchObject({
        Action: ["s3:PutObject", "s3:PutObjectAcl"],
        Resource: `${BUCKET_ARN}/222222222222/*`,
      });
      expect(JSON.stringify(sessions)).not.toMatch(/s3:(GetObject|List|Delete)/);
    });

    it("lets it see that the bucket is encrypted, without which no session begins", () => {
      expect(sessions.CheckTranscriptEncryption).toMatchObject({
        Action: "s3:GetEncryptionConfiguration",
        Resource: BUCKET_ARN,
      });
    });

    it("uses no key unless given one", () => {
      expect(JSON.stringify(sessions)).not.toContain("kms:");
      expect(statements({ sessionBucketArn: BUCKET_ARN, sessionKmsKeyArn: KEY_ARN }).UseSessionKey).toMatchObject({
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: KEY_ARN,
      });
    });
  });

  it("allows and never denies: it is attached besides the workload's own policies", () => {
    expect(Object.values(sessions).filter(({ Effect }) => Effect !== "Allow")).toEqual([]);
  });
});
