import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import { VALIDATION_ALARMS } from "../config/log-validation/alarms";
import { findingPattern, FINDING_SEVERITY, validatorSource } from "../config/log-validation/findings";
import type { LogValidation } from "../config/log-validation/settings";
import { namedAfter } from "../config/names";
import { MetricAlarm } from "../modules/cloudwatch/metric-alarm";
import { EventAlert } from "../modules/events/event-alert";
import { LogValidator } from "../modules/log-validation/log-validator";
import { topicArn } from "../modules/sns/topic";
import { queueArn } from "../modules/sqs/queue";
import { alertTopicArns } from "./alert-topics";
import type { AlertingStack } from "./alerting-stack";
import { LandingZoneStack } from "./landing-zone-stack";
import type { OrganizationStack } from "./organization-stack";
import { addRuleFailedAlarm } from "./rule-failed-alarm";
import { trailIdentity } from "./trail-identity";

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
    const { logArchive, name, names, regions } = landingZone;
    const { organization } = this.others;
    const environment = this.home;
    // Transparent: what it is made of is where it was before it was a module.
    new LogValidator(this, "Default", {
      environment,
      trail: trailIdentity(landingZone, organization),
      bucket: names.trailBucket,
      bucketAccountId: organization.account(logArchive).accountId,
      regions,
      busName: names.securityBus,
      furtherBusArn: this.others.alerting.tamperingBusArn,
      deadLetterQueueArn: queueArn(environment, names.securityDeadLetterQueue),
      functionName: names.logValidator,
      tableName: names.logValidationTable,
      queueName: names.logValidationQueue,
      deadLetterQueueName: names.logValidationDeadLetterQueue,
      digestRuleName: names.digestRule,
      metricNamespace: names.logValidationNamespace,
      eventSource: validatorSource(name),
      sweepMinutes: settings.sweepMinutes,
      graceMinutes: settings.graceMinutes,
      maximumConcurrency: settings.maximumConcurrency,
      securityHub: settings.securityHub,
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
