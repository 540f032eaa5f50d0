import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkCountable, checkFormats, nameOf, pathOf, refuse } from "../checks";
import type { PolicyStatement } from "../iam/policy-document";
import { policyWithin } from "../iam/policy-within";
import { DESCRIPTION_STAYS } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { Environment, EnvironmentProps } from "../environment";

/** The environment is the account of the hosts. Policies are global: one for all regions of the account. */
export interface HostPolicyProps extends EnvironmentProps {
  /**
   * At most 128 letters, digits and `+=,.@_-`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly policyName?: string;
  /** The only namespace in which hosts may publish metrics. */
  readonly namespace: string;
  /**
   * ARNs of the log groups of the hosts' security logs, one a region, without `:*` at the end; at least one. The whole policy has
   * at most 6,144 characters.
   */
  readonly logGroupArns: readonly string[];
  /** ARNs of the parameters with the agent's configurations; at least one. */
  readonly parameterArns: readonly string[];
  /**
   * ARN of the bucket of Session Manager's transcripts; hosts write under the id of their own account only.
   * @default - hosts are not reached by Session Manager
   */
  readonly sessionBucketArn?: string;
  /**
   * ARN of the key of the sessions' traffic (`SessionPreferences`) or of the bucket, if that is SSE-KMS. The key's
   * policy has to allow it too. With `sessionBucketArn` only.
   * @default - TLS, and S3's own key
   */
  readonly sessionKmsKeyArn?: string;
  /**
   * Whether Amazon Inspector checks hosts against CIS benchmarks.
   * @default false
   */
  readonly cisScans?: boolean;
}

/**
 * What a host needs for the CloudWatch agent and Session Manager, to be attached to instance roles instead of
 * `CloudWatchAgentServerPolicy` and `AmazonSSMManagedInstanceCore`.
 *
 * It is narrower: a host appends to the given log groups, but makes none and does not set how long they are kept, and
 * it does not read transcripts.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/create-iam-roles-for-cloudwatch-agent.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
export class HostPolicy extends Construct {
  /** ARN of the policy. */
  readonly policyArn: string;
  /** The policy itself. */
  readonly policy: IamPolicy;
  /** The policy: roles of hosts wait for it. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: HostPolicyProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { policyName = nameOf(where) } = props;
    checkFormats(
      where,
      { ...props, policyName },
      {
        policyName: FORMATS.iamPolicyName,
        namespace: FORMATS.metricNamespace,
        logGroupArns: FORMATS.logGroupArn,
        parameterArns: FORMATS.parameterArn,
        sessionBucketArn: FORMATS.bucketArn,
        sessionKmsKeyArn: FORMATS.keyArn,
      },
    );
    checkCountable(where, "logGroupArns", props.logGroupArns);
    if (props.sessionKmsKeyArn !== undefined && props.sessionBucketArn === undefined) {
      refuse(where, "sessionKmsKeyArn", { got: props.sessionKmsKeyArn, allowed: "with sessionBucketArn only" });
    }
    const environment = environmentOf(scope, id, props);
    const policy = new IamPolicy(this, "Default", {
      lifecycle: DESCRIPTION_STAYS,
      ...inEnvironment(environment),
      name: policyName,
      description: "Metrics, security logs and recorded sessions of a host",
      policy: policyWithin(where, "logGroupArns", [
        ...agentStatements(props),
        ...sessionStatements(environment, props),
        ...cisScanStatements(props),
      ]),
    });
    this.policyArn = policy.arn;
    this.policy = policy;
    this.ready = policy;
  }
}

function agentStatements({ logGroupArns, namespace, parameterArns }: HostPolicyProps): PolicyStatement[] {
  return [
    {
      Sid: "PublishMetrics",
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      // Metrics have no ARN.
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": namespace } },
    },
    {
      Sid: "WriteSecurityLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: logGroupArns.map((arn) => `${arn}:*`),
    },
    { Sid: "ReadAgentConfiguration", Effect: "Allow", Action: "ssm:GetParameter", Resource: parameterArns },
    // What the agent takes its dimensions from.
    { Sid: "DescribeHost", Effect: "Allow", Action: ["ec2:DescribeTags", "ec2:DescribeVolumes"], Resource: "*" },
  ];
}

function sessionStatements(
  environment: Environment,
  { sessionBucketArn, sessionKmsKeyArn }: HostPolicyProps,
): PolicyStatement[] {
  if (sessionBucketArn === undefined) {
    return [];
  }
  const statements: PolicyStatement[] = [
    {
      Sid: "OpenSessions",
      Effect: "Allow",
      Action: [
        "ssm:UpdateInstanceInformation",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      Resource: "*",
    },
    {
      Sid: "CheckTranscriptEncryption",
      Effect: "Allow",
      Action: "s3:GetEncryptionConfiguration",
      Resource: sessionBucketArn,
    },
    {
      Sid: "WriteTranscripts",
      Effect: "Allow",
      // The ACL can only be that of the bucket's owner: SessionBucket enforces ownership.
      Action: ["s3:PutObject", "s3:PutObjectAcl"],
      Resource: `${sessionBucketArn}/${environment.accountId}/*`,
    },
  ];
  if (sessionKmsKeyArn !== undefined) {
    statements.push({
      Sid: "UseSessionKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: sessionKmsKeyArn,
    });
  }
  return statements;
}

/**
 * What Amazon Inspector's plugin tells of a scan, and what the SSM agent needs to be told to begin one. It is
 * `AmazonInspector2ManagedCisPolicy`, and of `AmazonSSMManagedInstanceCore` what runs commands and associations: no parameters,
 * which may hold secrets.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/scanning-cis.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html
 */
function cisScanStatements({ cisScans = false }: HostPolicyProps): PolicyStatement[] {
  return cisScans
    ? [
        {
          Sid: "ReportCisScans",
          Effect: "Allow",
          Action: ["SendCisSessionHealth", "SendCisSessionTelemetry", "StartCisSession", "StopCisSession"].map(
            (name) => `inspector2:${name}`,
          ),
          Resource: "*",
        },
        {
          Sid: "RunCommands",
          Effect: "Allow",
          // prettier-ignore
          Action: [
            ...[
              "DescribeAssociation", "DescribeDocument", "GetDeployablePatchSnapshotForInstance", "GetDocument", "GetManifest",
              "ListAssociations", "ListInstanceAssociations", "PutComplianceItems", "PutConfigurePackageResult", "PutInventory",
              "UpdateAssociationStatus", "UpdateInstanceAssociationStatus", "UpdateInstanceInformation",
            ].map((name) => `ssm:${name}`),
            ...["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"].map(
              (name) => `ssmmessages:${name}`,
            ),
            ...[
              "AcknowledgeMessage", "DeleteMessage", "FailMessage", "GetEndpoint", "GetMessages", "SendReply",
            ].map((name) => `ec2messages:${name}`),
          ],
          Resource: "*",
        },
      ]
    : [];
}
