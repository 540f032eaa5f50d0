import type { Construct } from "constructs";
import { SEVERITIES } from "../config/detection/severity";
import type { Severity } from "../config/detection/severity";
import type { LandingZone } from "../config/landing-zone";
import { CloudWatchAccessPolicies } from "../modules/cloudwatch/access-policies";
import { AlarmDashboard } from "../modules/cloudwatch/alarm-dashboard";
import { logGroupArn } from "../modules/cloudwatch/log-group-arn";
import { LogAlarm } from "../modules/cloudwatch/log-alarm";
import type { AlertingStack } from "./alerting-stack";
import { addHealthAlarms } from "./health-alarms";
import { addTrailProbe } from "./key-store-monitoring";
import type { AddedAlarm } from "./key-store-monitoring";
import { LandingZoneStack } from "./landing-zone-stack";
import type { OrganizationStack } from "./organization-stack";
import type { OrganizationTrailStack } from "./organization-trail-stack";

export interface DetectionDependencies {
  readonly organization: OrganizationStack;
  readonly organizationTrail: OrganizationTrailStack;
  readonly alerting: AlertingStack;
}

/** The management account's alarms on the events of every account, beside the trail's log group. */
export class DetectionStack extends LandingZoneStack {
  constructor(scope: Construct, landingZone: LandingZone, dependencies: DetectionDependencies) {
    const { alerting, organization, organizationTrail } = dependencies;
    super(scope, "detection", landingZone, organization.account(landingZone.management));
    this.addDependency(organizationTrail);
    this.addDependency(alerting);
    const { detection, names } = landingZone;
    const environment = this.home;
    const topics = alerting.topicArns;

    const alarms = detection.alarms.map((alarm) => {
      const { alarmArn } = new LogAlarm(this, `alarm-${alarm.key}`, {
        environment,
        logGroupName: names.trailLogGroup,
        pattern: alarm.pattern,
        metricNamespace: names.metricNamespace,
        metricName: alarm.metricName,
        threshold: alarm.threshold,
        alarmName: alarm.alarmName,
        alarmDescription: `${alarm.title}. ${alarm.advice}`,
        topicArn: topics[alarm.severity],
      });
      return { severity: alarm.severity, arn: alarmArn };
    });
    const health = [
      ...addHealthAlarms(this, "management", { environment, landingZone, topics }),
      ...this.addTrailProbe(topics),
    ];

    new AlarmDashboard(this, "dashboard", {
      environment,
      dashboardName: names.alarmDashboard,
      markdown: `# ${landingZone.name}: alarms by severity`,
      sections: [
        ...SEVERITIES.map((severity) => ({
          title: severity,
          alarmArns: alarms.filter((alarm) => alarm.severity === severity).map(({ arn }) => arn),
        })),
        { title: "health of the detection itself", alarmArns: health.map(({ arn }) => arn) },
      ],
    });
    new CloudWatchAccessPolicies(this, "access", {
      environment,
      readerPolicyName: names.alarmReaderPolicy,
      operatorPolicyName: names.alarmOperatorPolicy,
      logGroupArns: [logGroupArn(environment, names.trailLogGroup)],
      topicArns: Object.values(topics),
    });
  }
  /** A trail that writes with a key which can become unavailable is asked for its deliveries. */
  private addTrailProbe(topics: Readonly<Record<Severity, string>>): AddedAlarm[] {
    const { arns, keyStore, name, names } = this.landingZone;
    return keyStore === undefined
      ? []
      : addTrailProbe(this, {
          environment: this.home,
          name,
          namespace: names.hsmNamespace,
          probeName: names.trailProbe,
          topics,
          trailArn: arns.trail,
        });
  }
}
