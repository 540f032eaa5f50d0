import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import { VALIDATION_ALARMS } from "../config/log-validation/alarms";
import { digestPattern, findingPattern, FINDING_SEVERITY, validatorSource } from "../config/log-validation/findings";
import type { LogValidation } from "../config/log-validation/settings";
import { namedAfter } from "../config/names";
import { MetricAlarm } from "../modules/cloudwatch/metric-alarm";
import { StateTable } from "../modules/dynamodb/state-table";
import { eventBusArn, eventRuleArn } from "../modules/events/arns";
import { EventAlert } from "../modules/events/event-alert";
import { EventQueue } from "../modules/events/event-queue";
import { ScheduledFunction } from "../modules/lambda/scheduled-function";
import { topicArn } from "../modules/sns/topic";
import { queueArn } from "../modules/sqs/queue";
import { WorkQueue } from "../modules/sqs/work-queue";
import { alertTopicArns } from "./alert-topics";
import type { AlertingStack } from "./alerting-stack";
import { LandingZoneStack } from "./landing-zone-stack";
import { validatorStatements } from "./log-validator-statements";
import type { OrganizationStack } from "./organization-stack";
import { addRuleFailedAlarm } from "./rule-failed-alarm";

/** The longest that Lambda allows. */
const TIMEOUT_SECONDS = 900;
/** A fifth of a processor at least: what it does most is to decompress and hash. */
const MEMORY_MEGABYTES = 1024;

export interface LogValidationDependencies {
  readonly organization: OrganizationStack;
  readonly alerting: AlertingStack;
}

/**
 * The audit account's continuous validation of what the trail delivers: the function, what it works through and remembers, and
 * those it tells. Switched off, nothing of it is left but what it remembers.
 */
export class LogValidationStack extends LandingZoneStack {
  private constructor(
    scope: Construct,
    landingZone: LandingZone,
    private readonly others: LogValidationDependencies,
    private readonly settings: LogValidation,
  ) {
    super(scope, "log-validation", landingZone, others.organization.account(landingZone.audit));
    this.addDependency(others.organization);
    // Its bus, its topics and the queue of what cannot be delivered.
    this.addDependency(others.alerting);
    if (settings.enabled) {
      this.addValidator();
      this.addAlerts();
      this.addAlarms();
    }
  }

  private addValidator(): void {
    const { landingZone, settings } = this;
    const { arns, logArchive, name, names, regions } = landingZone;
    const { organization } = this.others;
    const environment = this.home;
    const table = new StateTable(this, "state", { environment, tableName: names.logValidationTable });
    const queue = new WorkQueue(this, "queue", {
      environment,
      queueName: names.logValidationQueue,
      deadLetterQueueName: names.logValidationDeadLetterQueue,
      functionSeconds: TIMEOUT_SECONDS,
      ruleArn: eventRuleArn(environment, names.digestRule, names.securityBus),
    });
    new EventQueue(this, "digests", {
      environment,
      busName: names.securityBus,
      ruleName: names.digestRule,
      description: "Digests that CloudTrail has put into the log archive",
      eventPattern: digestPattern(names.trailBucket, organization.account(logArchive).accountId),
      queueArn: queue.arn,
      deadLetterQueueArn: queueArn(environment, names.securityDeadLetterQueue),
    });
    new ScheduledFunction(this, "validator", {
      environment,
      functionName: names.logValidator,
      description: "Verifies CloudTrail's digests and log files, and looks for those that never arrived",
      source: "log-validator",
      everyMinutes: settings.sweepMinutes,
      timeoutSeconds: TIMEOUT_SECONDS,
      memoryMegabytes: MEMORY_MEGABYTES,
      architecture: "arm64",
      input: JSON.stringify({ plan: "sweep" }),
      queue: { arn: queue.arn, maximumConcurrency: settings.maximumConcurrency },
      variables: {
        TABLE: table.tableName,
        QUEUE_URL: queue.url,
        BUCKET: names.trailBucket,
        BUCKET_OWNER: organization.account(logArchive).accountId,
        ORGANIZATION_ID: organization.organizationId,
        TRAIL_ARN: arns.trail,
        REGIONS: regions.join(","),
        NAMESPACE: names.logValidationNamespace,
        BUS: eventBusArn(environment, names.securityBus),
        SECOND_BUS: this.others.alerting.tamperingBusArn,
        SOURCE: validatorSource(name),
        SECURITY_HUB: settings.securityHub ? "true" : "",
        GRACE_MINUTES: String(settings.graceMinutes),
      },
      statements: validatorStatements({
        environment,
        landingZone,
        settings,
        organizationId: organization.organizationId,
        tamperingBusArn: this.others.alerting.tamperingBusArn,
      }),
    });
  }

  /** A finding is told by both carriers, which share nothing. */
  private addAlerts(): void {
    const { landingZone } = this;
    const { alerts, name, names } = landingZone;
    const elsewhere = this.in(alerts.tampering.region);
    const ruleName = namedAfter(name, "logIntegrity");
    const carriers = [
      {
        id: "findings",
        environment: this.home,
        busName: names.securityBus,
        deadLetterQueue: names.securityDeadLetterQueue,
        topicArn: this.topics[FINDING_SEVERITY],
      },
      {
        id: "tampering-findings",
        environment: elsewhere,
        busName: names.tamperingBus,
        deadLetterQueue: names.tamperingDeadLetterQueue,
        topicArn: topicArn(elsewhere, alerts.tampering.topicName),
      },
    ];
    for (const { deadLetterQueue, environment, id, ...carrier } of carriers) {
      new EventAlert(this, id, {
        ...carrier,
        environment,
        ruleName,
        deadLetterQueueArn: queueArn(environment, deadLetterQueue),
        eventPattern: findingPattern(name),
        description:
          "Log files or digests were altered or removed, or hours have none. The event says which, and what to do. Preserve the " +
          "versions of the objects before anything else.",
      });
    }
  }

  private addAlarms(): void {
    const { landingZone, settings } = this;
    const { name, names } = landingZone;
    const environment = this.home;
    for (const [key, { advice, metric, severity, title }] of Object.entries(VALIDATION_ALARMS)) {
      new MetricAlarm(this, `watch-${key}`, {
        environment,
        alarmName: namedAfter(name, key),
        alarmDescription: `${title}. ${advice}`,
        ...metric({ names, settings }),
        topicArn: this.topics[severity],
      });
    }
    for (const [key, ruleName] of [
      ["digests", names.digestRule],
      ["findings", namedAfter(name, "logIntegrity")],
    ] as const) {
      addRuleFailedAlarm(this, `failed-${key}`, {
        environment,
        landingZone,
        ruleName,
        topicArn: this.topics.critical,
      });
    }
  }

  private get topics() {
    return alertTopicArns(this.home, this.landingZone);
  }

  static ifWanted(
    scope: Construct,
    landingZone: LandingZone,
    dependencies: LogValidationDependencies,
  ): LogValidationStack | undefined {
    const { logValidation } = landingZone;
    return logValidation && new LogValidationStack(scope, landingZone, dependencies, logValidation);
  }
}
