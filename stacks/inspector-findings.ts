import type { Construct } from "constructs";
import { FINDING_EVENTS, findingAlertsOf, FORWARDED_EVENTS } from "../config/inspector/events";
import { COVERAGE_ALARMS, DELIVERY_ALARMS } from "../config/inspector/alarms";
import type { InspectorAlarmDefinition } from "../config/inspector/alarms";
import type { Inspector } from "../config/inspector/settings";
import type { LandingZone } from "../config/landing-zone";
import { namedAfter } from "../config/names";
import { HARMLESS_REASONS } from "../aws/inspector-coverage";
import { MetricAlarm } from "../modules/cloudwatch/metric-alarm";
import type { Environment } from "../modules/environment";
import { eventBusArn } from "../modules/events/arns";
import { EventAlert } from "../modules/events/event-alert";
import { EventDelivery } from "../modules/events/event-delivery";
import { EventForwarderRole } from "../modules/events/event-forwarder-role";
import { EventForwarding } from "../modules/events/event-forwarding";
import { PartitionedStream } from "../modules/firehose/partitioned-stream";
import { ScheduledFunction } from "../modules/lambda/scheduled-function";
import { FINDING_PREFIXES } from "../modules/s3/finding-bucket";
import { queueArn } from "../modules/sqs/queue";
import { alertTopicArns } from "./alert-topics";
import type { FindingArchiveStack } from "./finding-archive-stack";
import { addRuleFailedAlarm } from "./rule-failed-alarm";

export interface InspectorFindingsProps {
  /** The audit account in every governed region that Amazon Inspector scans anything in, home region or not. */
  readonly environments: readonly Environment[];
  /** The audit account in its home region, where the security bus is. */
  readonly home: Environment;
  readonly landingZone: LandingZone;
  readonly inspector: Inspector;
  readonly archive: Pick<FindingArchiveStack, "bucketName" | "kmsKeyArn">;
}

/** The path of a finding in the bucket: whose it is, where, and the day of the event. */
const PARTITIONS = {
  account: ".detail.awsAccountId",
  region: ".region",
  year: ".time[0:4]",
  month: ".time[5:7]",
  day: ".time[8:10]",
};
/** Twice in each hour of an alarm. */
const PROBE_MINUTES = 30;
const PROBE_SECONDS = 300;

/**
 * Adds what becomes of findings: every region of the audit account, which is sent the findings of all accounts, forwards them to
 * the security bus, whose rules alert and deliver them; and what shows that something is not scanned.
 */
export function addInspectorFindings(scope: Construct, props: InspectorFindingsProps): void {
  addForwarding(scope, props);
  addAlerts(scope, props);
  addDelivery(scope, props);
  addCoverageProbe(scope, props);
}

/**
 * Only the audit account forwards: Amazon Inspector tells the member, too, and everything would come twice. With a role of its
 * own, since that of the baseline comes later, and is not there where nothing else is forwarded.
 */
function addForwarding(scope: Construct, { environments, home, landingZone: { names } }: InspectorFindingsProps): void {
  const busArn = eventBusArn(home, names.securityBus);
  const role = new EventForwarderRole(scope, "finding-forwarder", {
    environment: home,
    roleName: names.inspectorForwardingRole,
    busArn,
  });
  for (const environment of environments) {
    new EventForwarding(scope, `finding-forwarding-${environment.region}`, {
      environment,
      busArn,
      roleArn: role.roleArn,
      ruleName: names.inspectorForwardingRule,
      description: "Forwards Amazon Inspector's events of all accounts to the security bus",
      eventPattern: FORWARDED_EVENTS,
    });
  }
}

function addAlerts(scope: Construct, props: InspectorFindingsProps): void {
  const { home, inspector, landingZone } = props;
  const { name, names } = landingZone;
  for (const { finding, pattern, severity } of findingAlertsOf(inspector)) {
    const ruleName = namedAfter(name, `inspector-${finding}`);
    new EventAlert(scope, `finding-alert-${finding}`, {
      environment: home,
      busName: names.securityBus,
      ruleName,
      deadLetterQueueArn: queueArn(home, names.securityDeadLetterQueue),
      eventPattern: pattern,
      description:
        `Amazon Inspector found a vulnerability, ${finding}. The finding names the resource, its account and the ` +
        "fix: update, close the port, or suppress it with a reason in the landing zone's file.",
      topicArn: alertTopicArns(home, landingZone)[severity],
    });
    addFailedAlarm(scope, props, `finding-alert-${finding}-failed`, ruleName);
  }
}

function addDelivery(scope: Construct, props: InspectorFindingsProps): void {
  const { archive, home, landingZone } = props;
  const { names } = landingZone;
  const stream = new PartitionedStream(scope, "finding-stream", {
    environment: home,
    streamName: names.findingStream,
    roleName: names.findingStreamRole,
    bucketName: archive.bucketName,
    kmsKeyArn: archive.kmsKeyArn,
    prefix: FINDING_PREFIXES.findings,
    errorPrefix: FINDING_PREFIXES.undelivered,
    partitions: PARTITIONS,
    logGroupName: names.findingStreamLogGroup,
  });
  new EventDelivery(scope, "finding-delivery", {
    environment: home,
    busName: names.securityBus,
    ruleName: names.findingDeliveryRule,
    roleName: names.findingDeliveryRole,
    description: "Delivers every finding of Amazon Inspector to the log archive",
    eventPattern: FINDING_EVENTS,
    streamArn: stream.arn,
    deadLetterQueueArn: queueArn(home, names.securityDeadLetterQueue),
  });
  addFailedAlarm(scope, props, "finding-delivery-failed", names.findingDeliveryRule);
  addAlarms(scope, props, DELIVERY_ALARMS);
}

/** One function for all regions: it reads only, and few calls each. */
function addCoverageProbe(scope: Construct, props: InspectorFindingsProps): void {
  const { environments, home, landingZone } = props;
  const { names } = landingZone;
  new ScheduledFunction(scope, "coverage-probe", {
    environment: home,
    functionName: names.coverageProbe,
    description: "Publishes what Amazon Inspector does not scan, and why",
    source: "inspector-coverage",
    everyMinutes: PROBE_MINUTES,
    timeoutSeconds: PROBE_SECONDS,
    variables: {
      NAMESPACE: names.inspectorNamespace,
      REGIONS: environments.map(({ region }) => region).join(","),
      HARMLESS: HARMLESS_REASONS.join(","),
    },
    statements: [
      // AWS knows no resources for it.
      { Sid: "ReadCoverage", Effect: "Allow", Action: "inspector2:ListCoverage", Resource: "*" },
      {
        Sid: "PublishMetrics",
        Effect: "Allow",
        Action: "cloudwatch:PutMetricData",
        Resource: "*",
        Condition: { StringEquals: { "cloudwatch:namespace": names.inspectorNamespace } },
      },
    ],
  });
  addAlarms(scope, props, COVERAGE_ALARMS);
}

function addAlarms(
  scope: Construct,
  { home, landingZone }: InspectorFindingsProps,
  alarms: Readonly<Record<string, InspectorAlarmDefinition>>,
): void {
  const { name, names } = landingZone;
  for (const [key, { advice, metric, severity, title }] of Object.entries(alarms)) {
    new MetricAlarm(scope, `watch-${key}`, {
      environment: home,
      alarmName: namedAfter(name, key),
      alarmDescription: `${title}. ${advice}`,
      ...metric(names),
      topicArn: alertTopicArns(home, landingZone)[severity],
    });
  }
}

function addFailedAlarm(
  scope: Construct,
  { home, landingZone }: InspectorFindingsProps,
  id: string,
  ruleName: string,
): void {
  addRuleFailedAlarm(scope, id, {
    environment: home,
    landingZone,
    ruleName,
    topicArn: alertTopicArns(home, landingZone).critical,
  });
}
