import type { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { digestPattern } from "../../aws/digest-events";
import { FORMATS } from "../../aws/formats";
import { checkFormat, checkFormats, checkWhole, nameOf, pathOf, refuse } from "../checks";
import { checkTrail, trailArn } from "../cloudtrail/trail-identity";
import type { TrailIdentity } from "../cloudtrail/trail-identity";
import { StateTable } from "../dynamodb/state-table";
import { checkPlace, environmentOf } from "../environment";
import type { EnvironmentProps } from "../environment";
import { eventBusArn, eventRuleArn } from "../events/arns";
import { EventQueue } from "../events/event-queue";
import { ScheduledFunction } from "../lambda/scheduled-function";
import { bucketNameOf } from "../s3/private-bucket";
import type { BucketReference } from "../s3/private-bucket";
import { WorkQueue } from "../sqs/work-queue";
import { after, jointly } from "../waiting";
import { validatorStatements } from "./statements";

/** Detail type of the events that the validator sends. */
export const FINDING_DETAIL_TYPE = "Log Integrity Finding";
/** The longest that Lambda allows. */
const TIMEOUT_SECONDS = 900;
/** A fifth of a processor at least: what it does most is to decompress and hash. */
const MEMORY_MEGABYTES = 1024;

/** Names of what the validator is made of. */
export interface LogValidatorNames {
  /**
   * Of the function, its role and its schedule; 1 to 64 letters, digits, `-` and `_`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly functionName?: string;
  /**
   * Of the table that it remembers in; 3 to 255 letters, digits and `_.-`.
   * @default - that of the function
   */
  readonly tableName?: string;
  /**
   * Of the queue that it works through; 1 to 80 letters, digits, `-` and `_`.
   * @default - that of the function
   */
  readonly queueName?: string;
  /**
   * Of the queue of what it could not work through.
   * @default - that of the queue, and `-dead-letters`
   */
  readonly deadLetterQueueName?: string;
  /**
   * Of the rule that tells it of digests; 1 to 64 letters, digits and `._-`. Not that of the function on the default bus, as the
   * schedule is a rule of that name.
   * @default - that of the function, and `-digests`
   */
  readonly digestRuleName?: string;
  /**
   * Namespace of its metrics; 1 to 255 characters, not beginning with `AWS/`.
   * @default - the name of the function
   */
  readonly metricNamespace?: string;
  /**
   * Source of its events; not beginning with `aws.`.
   * @default - the name of the function, and `.log-validation`
   */
  readonly eventSource?: string;
}

/**
 * The environment is the management account or one that may list the accounts of the organization, in the region of the bucket.
 * Where the bucket is in another account, its policy and that of its key have to let this one read: `protection.readers` of the
 * bucket, `readers` of the key.
 */
export interface LogValidatorProps extends EnvironmentProps, LogValidatorNames {
  /** The organization trail whose digests are verified; `organizationId` is needed. */
  readonly trail: TrailIdentity;
  /** The bucket of the trail, a `TrailBucket` with `emitsEvents`, or its name. */
  readonly bucket: BucketReference;
  /**
   * Twelve digits of the account that owns the bucket.
   * @default - this account
   */
  readonly bucketAccountId?: string;
  /**
   * Regions that every account is expected to have digests of. Those of others are verified where there are any.
   * @default - that of the trail
   */
  readonly regions?: readonly string[];
  /**
   * Name of the bus, in this account and region, that has the bucket's events, and that findings are sent to.
   * @default "default"
   */
  readonly busName?: string;
  /**
   * ARN of a bus that findings are sent to as well, of any region.
   * @default - none
   */
  readonly furtherBusArn?: string;
  /**
   * ARN of the queue for events of digests that could not be delivered.
   * @default - none: sweeps find those digests
   */
  readonly deadLetterQueueArn?: string;
  /**
   * Minutes between two looks at every account and region for what never arrived, 15 to 720.
   * @default 60
   */
  readonly sweepMinutes?: number;
  /**
   * Minutes after its hour that a digest may arrive before it is missing, 60 to 1,440.
   * @default 120
   */
  readonly graceMinutes?: number;
  /**
   * Invocations of the function at the same time, at most, 2 to 100: others wait in the queue.
   * @default 5
   */
  readonly maximumConcurrency?: number;
  /**
   * Whether findings are imported into AWS Security Hub CSPM of this account and region, where it has to be on.
   * @default false
   */
  readonly securityHub?: boolean;
}

/**
 * Continuous validation of what an organization trail delivers: every digest is verified with its log files as it arrives, and
 * what never arrives is looked for. It tells of findings by events and metrics: give it an `EventAlert` on `findingPattern`, and
 * the alarms of `logValidatorAlarms()` of `catalogs`, which also tell that it was stopped.
 *
 * @example
 * const bucket = new TrailBucket(this, "trail-bucket", { bucketName: "org-logs", trail, emitsEvents: true });
 * const validator = new LogValidator(this, "validator", { trail, bucket });
 * new EventAlert(this, "findings", { ruleName: "findings", eventPattern: validator.findingPattern, topicArn });
 * for (const [key, alarm] of Object.entries(logValidatorAlarms(validator))) {
 *   new MetricAlarm(this, key, { ...alarm, topicArn });
 * }
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html
 */
export class LogValidator extends Construct {
  /** Name of the function. */
  readonly functionName: string;
  /** Name of the queue of what it could not work through. */
  readonly deadLetterQueueName: string;
  /** Namespace of its metrics. */
  readonly metricNamespace: string;
  /** Minutes between two looks for what never arrived. */
  readonly sweepMinutes: number;
  /** Minutes that a digest may be late. */
  readonly graceMinutes: number;
  /** Which events of the bus are its findings, as JSON text: what an `EventAlert` asks for. */
  readonly findingPattern: string;
  /** The table that it remembers in. */
  readonly table: DynamodbTable;
  /** The queue that it works through. */
  readonly queue: SqsQueue;
  /** The function itself. */
  readonly lambda: LambdaFunction;
  /** The role that it works with. */
  readonly role: IamRole;
  /** All of it: the function with its schedule, and what tells it of digests. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: LogValidatorProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { functionName = nameOf(where), queueName = functionName, tableName = functionName } = props;
    const names = {
      functionName,
      queueName,
      tableName,
      deadLetterQueueName: props.deadLetterQueueName ?? `${queueName}-dead-letters`,
      digestRuleName: props.digestRuleName ?? `${functionName}-digests`,
      metricNamespace: props.metricNamespace ?? functionName,
      eventSource: props.eventSource ?? `${functionName}.log-validation`,
    };
    checkNames(where, names);
    if (names.digestRuleName === functionName && (props.busName ?? "default") === "default") {
      refuse(where, "digestRuleName", { got: functionName, allowed: "another name than the schedule's" });
    }
    checkValidator(where, props);
    const environment = environmentOf(scope, id, props);
    checkPlace(where, "deadLetterQueueArn", props.deadLetterQueueArn, environment);
    const { busName = "default", graceMinutes = 120, maximumConcurrency = 5, sweepMinutes = 60, trail } = props;
    const { organizationId = "" } = trail;
    const bucketName = bucketNameOf(props.bucket);
    const bucketOwner = props.bucketAccountId ?? environment.accountId;
    const busArn = eventBusArn(environment, busName);

    const state = new StateTable(this, "state", { environment, tableName });
    const work = new WorkQueue(this, "queue", {
      environment,
      queueName,
      deadLetterQueueName: names.deadLetterQueueName,
      functionSeconds: TIMEOUT_SECONDS,
      ruleArn: eventRuleArn(environment, names.digestRuleName, busName === "default" ? undefined : busName),
    });
    const digests = new EventQueue(this, "digests", {
      environment,
      busName,
      ruleName: names.digestRuleName,
      description: "Digests that CloudTrail has put into the log archive",
      eventPattern: digestPattern(bucketName, bucketOwner),
      queueArn: work.arn,
      deadLetterQueueArn: props.deadLetterQueueArn,
    });
    const validator = new ScheduledFunction(this, "validator", {
      environment,
      functionName,
      description: "Verifies CloudTrail's digests and log files, and looks for those that never arrived",
      source: "log-validator",
      everyMinutes: sweepMinutes,
      timeoutSeconds: TIMEOUT_SECONDS,
      memoryMegabytes: MEMORY_MEGABYTES,
      architecture: "arm64",
      dependsOn: after(this, props.bucket),
      input: JSON.stringify({ plan: "sweep" }),
      queue: { arn: work.arn, maximumConcurrency },
      variables: {
        TABLE: state.tableName,
        QUEUE_URL: work.url,
        BUCKET: bucketName,
        BUCKET_OWNER: bucketOwner,
        ORGANIZATION_ID: organizationId,
        TRAIL_ARN: trailArn(environment, trail),
        REGIONS: (props.regions ?? [trail.region]).join(","),
        NAMESPACE: names.metricNamespace,
        BUS: busArn,
        ...(props.furtherBusArn === undefined ? {} : { SECOND_BUS: props.furtherBusArn }),
        SOURCE: names.eventSource,
        SECURITY_HUB: props.securityHub === true ? "true" : "",
        GRACE_MINUTES: String(graceMinutes),
      },
      statements: validatorStatements({
        environment,
        bucketName,
        queueName,
        tableName,
        organizationId,
        trailArn: trailArn(environment, trail),
        busArns: props.furtherBusArn === undefined ? [busArn] : [busArn, props.furtherBusArn],
        source: names.eventSource,
        metricNamespace: names.metricNamespace,
        securityHub: props.securityHub === true,
      }),
    });
    this.functionName = functionName;
    this.deadLetterQueueName = names.deadLetterQueueName;
    this.metricNamespace = names.metricNamespace;
    this.sweepMinutes = sweepMinutes;
    this.graceMinutes = graceMinutes;
    this.findingPattern = JSON.stringify({ source: [names.eventSource], "detail-type": [FINDING_DETAIL_TYPE] });
    this.table = state.table;
    this.queue = work.queue;
    this.lambda = validator.lambda;
    this.role = validator.role;
    this.ready = jointly(this, [validator.ready, ...validator.works, digests.ready]);
  }
}

function checkNames(where: string, names: Required<LogValidatorNames>): void {
  checkFormats(where, names, {
    functionName: FORMATS.functionName,
    tableName: FORMATS.tableName,
    queueName: FORMATS.queueName,
    deadLetterQueueName: FORMATS.queueName,
    digestRuleName: FORMATS.eventRuleName,
    metricNamespace: FORMATS.metricNamespace,
    eventSource: FORMATS.eventSource,
  });
}

function checkValidator(where: string, props: LogValidatorProps): void {
  checkTrail(where, props.trail);
  if (props.trail.organizationId === undefined) {
    refuse(where, "trail.organizationId", {
      got: undefined,
      allowed: "that of an organization trail; others are not validated",
    });
  }
  checkFormat(where, "bucket", bucketNameOf(props.bucket), FORMATS.bucketName);
  checkFormats(where, props, {
    bucketAccountId: FORMATS.accountId,
    regions: FORMATS.region,
    busName: FORMATS.anyBusName,
    furtherBusArn: FORMATS.busArn,
    deadLetterQueueArn: FORMATS.queueArn,
  });
  checkWhole(where, "sweepMinutes", props.sweepMinutes, 15, 720);
  checkWhole(where, "graceMinutes", props.graceMinutes, 60, 1440);
  checkWhole(where, "maximumConcurrency", props.maximumConcurrency, 2, 100);
}
