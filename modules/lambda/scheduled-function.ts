import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { AssetType, TerraformAsset } from "cdktf";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { logGroupArn } from "../cloudwatch/log-group-arn";
import { KEPT_LOG_GROUP } from "../data-protection";
import { policyDocument } from "../iam/policy-document";
import type { PolicyStatement } from "../iam/policy-document";
import { serviceTrust } from "../iam/service-trust";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { functionSource } from "./function-source";

/** Node.js of functions: the AWS SDK that they use is part of it. */
const RUNTIME = "nodejs22.x";
const TIMEOUT_SECONDS = 30;
const MEMORY_MEGABYTES = 256;
/** How long a batch may wait to be full. */
const BATCH_SECONDS = 30;
const BATCH_MESSAGES = 10;

/** A queue that the function works through, besides its schedule. */
export interface WorkedQueue {
  /** ARN of the queue, in this account and region. */
  readonly arn: string;
  /** Invocations for it at the same time, at most: 2 to 1,000. */
  readonly maximumConcurrency: number;
}

export interface ScheduledFunctionProps {
  readonly environment: Environment;
  /** Of the function, its role and its schedule; at most 64 letters, digits, hyphens and underscores. */
  readonly functionName: string;
  readonly description: string;
  /** Name of the file in `functions/`, without its ending. */
  readonly source: string;
  readonly variables: Readonly<Record<string, string>>;
  /** What it may do besides writing its log. */
  readonly statements: readonly PolicyStatement[];
  /** Minutes between two runs, at least 2. */
  readonly everyMinutes: number;
  /**
   * How long it may run.
   * @default 30
   */
  readonly timeoutSeconds?: number;
  /**
   * Days, one of the values CloudWatch Logs allows.
   * @default 90
   */
  readonly logRetentionDays?: number;
  /**
   * What the schedule gives the function, as JSON text.
   * @default - the event of the schedule
   */
  readonly input?: string;
  /**
   * The queue it works through. Its role needs `sqs:ReceiveMessage`, `sqs:DeleteMessage` and `sqs:GetQueueAttributes` by
   * `statements`; it answers with the messages that it could not work through, which are received again.
   * @default - none
   */
  readonly queue?: WorkedQueue;
  /**
   * What has to be there before the function.
   * @default - nothing
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default "x86_64" */
  readonly architecture?: "arm64" | "x86_64";
  /**
   * Of the function, with which its share of a processor grows; 128 to 10,240.
   * @default 256
   */
  readonly memoryMegabytes?: number;
}

/**
 * A small function that EventBridge runs on a schedule, with a role that may do what it is given and write one log group, which
 * is there before it. A run that fails is not repeated: the next one is soon. It may work through a queue as well.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html
 */
export class ScheduledFunction extends Construct {
  readonly functionName: string;
  readonly lambda: LambdaFunction;
  readonly role: IamRole;
  readonly logGroup: CloudwatchLogGroup;
  /** The function with its schedule. */
  readonly ready: ITerraformDependable;
  /** What gives it messages of its queue, if it has one. */
  readonly works: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ScheduledFunctionProps) {
    super(scope, id);
    const {
      architecture,
      description,
      environment,
      everyMinutes,
      functionName,
      input,
      logRetentionDays = 90,
      memoryMegabytes = MEMORY_MEGABYTES,
      queue,
      statements,
      timeoutSeconds = TIMEOUT_SECONDS,
      variables,
    } = props;
    const inPlace = inEnvironment(environment);
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      ...inPlace,
      name: `/aws/lambda/${functionName}`,
      retentionInDays: logRetentionDays,
      ...KEPT_LOG_GROUP,
    });
    const role = new IamRole(this, "role", {
      ...inPlace,
      name: functionName,
      description,
      assumeRolePolicy: serviceTrust("lambda.amazonaws.com"),
    });
    const policy = new IamRolePolicy(this, "role-policy", {
      ...inPlace,
      name: "probe",
      role: role.name,
      policy: policyDocument(...statements, {
        Sid: "WriteLog",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${logGroupArn(environment, `/aws/lambda/${functionName}`)}:*`,
      }),
    });
    const source = functionSource(props.source);
    const asset = new TerraformAsset(this, "source", { path: source.path, type: AssetType.FILE });
    const lambda = new LambdaFunction(this, "Default", {
      ...inPlace,
      functionName,
      description,
      role: role.arn,
      filename: asset.path,
      sourceCodeHash: source.sha256,
      handler: source.handler,
      runtime: RUNTIME,
      ...(architecture === undefined ? {} : { architectures: [architecture] }),
      memorySize: memoryMegabytes,
      timeout: timeoutSeconds,
      environment: { variables },
      dependsOn: [policy, logGroup, ...(props.dependsOn ?? [])],
    });
    const rule = new CloudwatchEventRule(this, "schedule", {
      ...inPlace,
      name: functionName,
      description: `Runs ${functionName}`,
      scheduleExpression: `rate(${everyMinutes} minutes)`,
    });
    const permission = new LambdaPermission(this, "permission", {
      ...inPlace,
      statementId: "schedule",
      action: "lambda:InvokeFunction",
      functionName: lambda.functionName,
      principal: "events.amazonaws.com",
      sourceArn: rule.arn,
    });
    this.ready = new CloudwatchEventTarget(this, "target", {
      ...inPlace,
      rule: rule.name,
      arn: lambda.arn,
      input,
      retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
      dependsOn: [permission],
    });
    this.works =
      queue === undefined
        ? []
        : [
            new LambdaEventSourceMapping(this, "queue", {
              ...inPlace,
              eventSourceArn: queue.arn,
              functionName: lambda.arn,
              batchSize: BATCH_MESSAGES,
              maximumBatchingWindowInSeconds: BATCH_SECONDS,
              functionResponseTypes: ["ReportBatchItemFailures"],
              scalingConfig: { maximumConcurrency: queue.maximumConcurrency },
            }),
          ];
    this.functionName = functionName;
    this.lambda = lambda;
    this.role = role;
    this.logGroup = logGroup;
  }
}
