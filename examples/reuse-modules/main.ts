// Three accounts of an organization that has no landing zone of this project: an archive for logs, the management account with the
// trail and the alarms, and an account with workloads. docs/modules.md says how the package is installed.
import { App, TerraformStack } from "cdktf";
import { cisAlarms, configRules, eventRules, guardrailStatements } from "cdktf-landing-zone/catalogs";
import { awsEnvironment } from "cdktf-landing-zone/modules";
import { AccountDefaults, SecurityContact } from "cdktf-landing-zone/modules/account";
import { Trail } from "cdktf-landing-zone/modules/cloudtrail";
import { AlarmDashboard, LogAlarms } from "cdktf-landing-zone/modules/cloudwatch";
import { AccountRules, ConfigRecorder } from "cdktf-landing-zone/modules/config";
import { EventAlert, EventForwarding, SecurityBus } from "cdktf-landing-zone/modules/events";
import { LogKey } from "cdktf-landing-zone/modules/kms";
import { OrganizationPolicy } from "cdktf-landing-zone/modules/organizations";
import {
  AccessLogBucket,
  ConfigBucket,
  FlowLogBucket,
  ofOrganization,
  TrailBucket,
} from "cdktf-landing-zone/modules/s3";
import { AlertTopic } from "cdktf-landing-zone/modules/sns";
import { DeadLetterQueue } from "cdktf-landing-zone/modules/sqs";
import { VpcFlowLogs } from "cdktf-landing-zone/modules/vpc";

const REGION = "eu-west-1";
const MANAGEMENT = "111111111111";
const LOGS = "222222222222";
const SHOP = "333333333333";
const organizationId = "o-exampleorgid";
const trail = { trailName: "example-trail", accountId: MANAGEMENT, region: REGION, organizationId };
const bucketNames = { trail: "example-trail-logs", config: "example-config-logs", flows: "example-flow-logs" };
const { rootSignIn } = eventRules();

class LogStack extends TerraformStack {
  readonly key: LogKey;
  readonly trailBucket: TrailBucket;
  readonly configBucket: ConfigBucket;
  readonly flowLogBucket: FlowLogBucket;

  constructor(app: App) {
    super(app, "logs");
    awsEnvironment(this, { accountId: LOGS, region: REGION });
    new AccountDefaults(this, "defaults");
    const protection = ofOrganization(organizationId, { breakGlassRoleArn: `arn:aws:iam::${LOGS}:role/break-glass` });
    const retention = { hotDays: 90, archiveDays: 365, totalDays: 2557 };
    this.key = new LogKey(this, "key", { trail, configBucketName: bucketNames.config });
    const kmsKeyArn = this.key.keyArn;
    const accessLogBucket = new AccessLogBucket(this, "access-logs", { bucketName: "example-access-logs", protection });
    const common = { protection, retention, accessLogBucket };
    this.trailBucket = new TrailBucket(this, "trail", {
      ...common,
      bucketName: bucketNames.trail,
      trail,
      kmsKeyArn,
      objectLock: { mode: "governance", days: 365 },
    });
    this.configBucket = new ConfigBucket(this, "config", { ...common, bucketName: bucketNames.config, kmsKeyArn });
    this.flowLogBucket = new FlowLogBucket(this, "flows", { ...common, bucketName: bucketNames.flows });
  }
}

class ManagementStack extends TerraformStack {
  readonly bus: SecurityBus;

  constructor(app: App, logs: LogStack) {
    super(app, "management");
    awsEnvironment(this, { accountId: MANAGEMENT, region: REGION });
    new SecurityContact(this, "contact", {
      name: "Security team",
      title: "Security officer",
      email: "security@example.com",
      phone: "+49 30 1234567",
    });
    const { logGroup } = new Trail(this, "trail", { trail, bucket: logs.trailBucket, kmsKeyArn: logs.key.keyArn });
    const topic = new AlertTopic(this, "alerts", {
      topicName: "example-alerts",
      subscriptions: [{ protocol: "email", endpoint: "security@example.com" }],
    });
    const { topicArn } = topic;
    const { alarmArns } = new LogAlarms(this, "cis", { logGroup, alarms: cisAlarms({ variant: "tuned" }), topicArn });
    new AlarmDashboard(this, "dashboard", {
      dashboardName: "example-security",
      sections: [{ title: "CIS AWS Foundations", alarmArns }],
    });
    this.bus = new SecurityBus(this, "bus", { busName: "example-security", organizationId });
    const deadLetters = new DeadLetterQueue(this, "dead-letters", {
      queueName: "example-undelivered",
      senders: [
        { sid: "Rules", service: "events.amazonaws.com", sourceArn: `arn:aws:events:${REGION}:${MANAGEMENT}:rule/*` },
      ],
    });
    new EventAlert(this, "root", {
      busName: this.bus.busName,
      ruleName: "example-root-sign-in",
      eventPattern: rootSignIn.pattern,
      topicArn,
      deadLetterQueueArn: deadLetters.queueArn,
    });
    new OrganizationPolicy(this, "guardrails", {
      policyName: "example-guardrails",
      content: guardrailStatements({
        breakGlassRole: "break-glass",
        deploymentRole: "deployment",
        trailName: trail.trailName,
        logBuckets: Object.values(bucketNames),
      }),
      targets: { root: "r-ab12" },
    });
  }
}

class ShopStack extends TerraformStack {
  constructor(app: App, logs: LogStack, { bus }: ManagementStack) {
    super(app, "shop");
    awsEnvironment(this, { accountId: SHOP, region: REGION });
    new AccountDefaults(this, "defaults", { stripDefaultSecurityGroups: true });
    const recorder = new ConfigRecorder(this, "recorder", { bucket: logs.configBucket });
    new AccountRules(this, "rules", { recorder, rules: configRules({ region: REGION, controls: "CIS" }) });
    new VpcFlowLogs(this, "flow-logs", { bucket: logs.flowLogBucket });
    new EventForwarding(this, "root", {
      ruleName: "example-root",
      eventPattern: rootSignIn.pattern,
      busArn: bus.busArn,
    });
  }
}

const app = new App();
const logs = new LogStack(app);
new ShopStack(app, logs, new ManagementStack(app, logs));
app.synth();
