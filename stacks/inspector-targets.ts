import type { Construct } from "constructs";
import { CIS_ALARMS } from "../config/inspector/cis-alarms";
import { cisAlertOf, cisSource } from "../config/inspector/cis-events";
import type { Inspector } from "../config/inspector/settings";
import type { LandingZone } from "../config/landing-zone";
import { namedAfter } from "../config/names";
import { MetricAlarm } from "../modules/cloudwatch/metric-alarm";
import type { Environment } from "../modules/environment";
import { eventBusArn } from "../modules/events/arns";
import { EventAlert } from "../modules/events/event-alert";
import { ofSource } from "../modules/events/of-source";
import type { PolicyStatement } from "../modules/iam/policy-document";
import { CisScanConfiguration } from "../modules/inspector/cis-scan-configuration";
import { ScheduledFunction } from "../modules/lambda/scheduled-function";
import { bucketArn } from "../modules/s3/bucket-arn";
import { queueArn } from "../modules/sqs/queue";
import { alertTopicArns } from "./alert-topics";
import type { Enrolment } from "./inspector-enrolment";
import { addRuleFailedAlarm } from "./rule-failed-alarm";

const EVERY_MINUTES = 60;
/** The longest that Lambda allows: many instances, and few calls a second. */
const TIMEOUT_SECONDS = 900;
/** How long the collector may be broken without losing results. */
const COLLECTED_DAYS = 30;

export interface InspectorTargetsProps {
  /** The audit account in every governed region. */
  readonly environments: readonly Environment[];
  /** The audit account in its home region, where the security bus is. */
  readonly home: Environment;
  readonly landingZone: LandingZone;
  readonly inspector: Inspector;
  /** ARN of the key that encrypts the bucket of findings. */
  readonly kmsKeyArn: string;
  /** AWS takes no configuration in an account, nor for one, that is not enabled. */
  readonly enrolment: Enrolment;
  /** Id of an account of the landing zone. */
  readonly accountIdOf: (slug: string) => string;
}

/**
 * Adds the CIS scan configurations of all targets, in each of their regions, and what collects the results. What else targets
 * ask for is what Amazon Inspector finds of every instance.
 */
export function addInspectorTargets(scope: Construct, props: InspectorTargetsProps): void {
  const { cisTargets } = props.inspector;
  if (cisTargets.length === 0) {
    return;
  }
  addScanConfigurations(scope, props);
  addCollector(scope, props);
  addAlert(scope, props);
}

function addScanConfigurations(scope: Construct, props: InspectorTargetsProps): void {
  const { accountIdOf, enrolment, environments, inspector, landingZone } = props;
  for (const { accounts, level, name, regions, schedule, tags } of inspector.cisTargets) {
    for (const environment of environments.filter(({ region }) => regions.includes(region))) {
      new CisScanConfiguration(scope, `cis-${environment.region}-${name}`, {
        environment,
        level,
        schedule,
        scanName: name,
        // AWS calls the account that the configuration is in SELF, whatever it was told.
        accountIds: accounts?.map((slug) => (slug === landingZone.audit.slug ? "SELF" : accountIdOf(slug))),
        targetTags: tags,
        tags: taggable(landingZone.tags),
        after: enrolment.get(environment.region),
      });
    }
  }
}

/** CloudFormation's schema of the type takes shorter keys and values than other services do. */
function taggable(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags).filter(([key, value]) => /^.{2,127}$/.test(key) && /^.{1,255}$/.test(value)),
  );
}

/** One function for all regions: it is the bucket and the bus that there is one of. */
function addCollector(scope: Construct, props: InspectorTargetsProps): void {
  const { accountIdOf, environments, home, inspector, landingZone } = props;
  const { logArchive, name, names } = landingZone;
  const regions = new Set(inspector.cisTargets.flatMap((target) => target.regions));
  new ScheduledFunction(scope, "cis-collector", {
    environment: home,
    functionName: names.cisCollector,
    description: "Keeps results of CIS scans in the log archive and tells of them",
    source: "cis-collector",
    everyMinutes: EVERY_MINUTES,
    timeoutSeconds: TIMEOUT_SECONDS,
    variables: {
      NAMESPACE: names.inspectorNamespace,
      REGIONS: environments.flatMap(({ region }) => (regions.has(region) ? [region] : [])).join(","),
      BUCKET: names.findingBucket,
      BUCKET_OWNER: accountIdOf(logArchive.slug),
      BUS: names.securityBus,
      SOURCE: cisSource(name),
      ACCOUNT: home.accountId,
      DAYS: String(COLLECTED_DAYS),
    },
    statements: collectorStatements(props),
  });
  for (const [key, { advice, metric, severity, title }] of Object.entries(CIS_ALARMS)) {
    new MetricAlarm(scope, `watch-${key}`, {
      environment: home,
      alarmName: namedAfter(name, key),
      alarmDescription: `${title}. ${advice}`,
      ...metric(names),
      topicArn: alertTopicArns(home, landingZone)[severity],
    });
  }
}

/** The policies of the bucket and of its key, which are in another account, have to allow it as well. */
function collectorStatements({ home, kmsKeyArn, landingZone }: InspectorTargetsProps): PolicyStatement[] {
  const { name, names } = landingZone;
  const bucket = bucketArn(home, names.findingBucket);
  return [
    {
      Sid: "ReadCisScans",
      Effect: "Allow",
      Action: ["GetCisScanResultDetails", "ListCisScanResultsAggregatedByTargetResource", "ListCisScans"].map(
        (action) => `inspector2:${action}`,
      ),
      // Scans of all owners of the organization.
      Resource: "*",
    },
    {
      Sid: "ListResults",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucket,
      Condition: { StringLike: { "s3:prefix": "cis/*" } },
    },
    { Sid: "WriteResults", Effect: "Allow", Action: "s3:PutObject", Resource: `${bucket}/cis/*` },
    {
      Sid: "EncryptResults",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: kmsKeyArn,
    },
    {
      Sid: "TellOfResults",
      Effect: "Allow",
      Action: "events:PutEvents",
      Resource: eventBusArn(home, names.securityBus),
      Condition: ofSource(cisSource(name)),
    },
    {
      Sid: "PublishMetrics",
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": names.inspectorNamespace } },
    },
  ];
}

function addAlert(scope: Construct, { home, inspector, landingZone }: InspectorTargetsProps): void {
  const { name, names } = landingZone;
  const alert = cisAlertOf(name, inspector);
  if (alert === undefined) {
    return;
  }
  const topics = alertTopicArns(home, landingZone);
  const ruleName = namedAfter(name, "cisResults");
  new EventAlert(scope, "cis-results", {
    environment: home,
    busName: names.securityBus,
    ruleName,
    deadLetterQueueArn: queueArn(home, names.securityDeadLetterQueue),
    eventPattern: alert.pattern,
    description:
      "A CIS scan did not pass. FAILED: instances do not follow the benchmark. EMPTY or INCOMPLETE: its tags match nothing, or " +
      "instances cannot be reached by Systems Manager. The bucket of findings has each check, below cis/.",
    topicArn: topics[alert.severity],
  });
  addRuleFailedAlarm(scope, "cis-results-failed", {
    environment: home,
    landingZone,
    ruleName,
    topicArn: topics.critical,
  });
}
