// Three accounts of an organization that has no landing zone of this project: an archive for logs, the management account with the
// trail and the alarms, and an account with workloads. docs/modules.md says how the package is installed.
import { App, TerraformStack } from "cdktf";
import { cisAlarms, configRules, eventRules, guardrailStatements } from "cdktf-landing-zone/catalogs";
import { awsEnvironment } from "cdktf-landing-zone/modules";
import { AccountDefaults } from "cdktf-landing-zone/modules/account";
import { Trail } from "cdktf-landing-zone/modules/cloudtrail";
import type { TrailIdentity } from "cdktf-landing-zone/modules/cloudtrail";
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
import type { LogBucketProps } from "cdktf-landing-zone/modules/s3";
import { AlertTopic } from "cdktf-landing-zone/modules/sns";
import { DeadLetterQueue } from "cdktf-landing-zone/modules/sqs";
import { VpcFlowLogs } from "cdktf-landing-zone/modules/vpc";

const REGION = "eu-west-1";
const MANAGEMENT = "111111111111";
const LOGS = "222222222222";
const SHOP = "333333333333";
const BREAK_GLASS = "break-glass";
const organizationId = "o-exampleorgid";
const trail: TrailIdentity = { trailName: "example", accountId: MANAGEMENT, region: REGION, organizationId };
const { pattern: eventPattern } = eventRules().rootSignIn;

class LogStack extends TerraformStack {
  readonly key: LogKey;
  readonly trailBucket: TrailBucket;
  readonly configBucket: ConfigBucket;
  readonly flowLogBucket: FlowLogBucket;

  constructor(app: App) {
    super(app, "logs");
    awsEnvironment(this, { accountId: LOGS, region: REGION });
    new AccountDefaults(this, "defaults");
    const protection = ofOrganization(organizationId, {
      breakGlassRoleArn: `arn:aws:iam::${LOGS}:role/${BREAK_GLASS}`,
    });
    const configBucketName = "example-config-logs";
    this.key = new LogKey(this, "key", { trail, configBucketName });
    const kmsKeyArn = this.key.keyArn;
    const common: Partial<LogBucketProps> = {
      protection,
      retention: { hotDays: 90, archiveDays: 365, totalDays: 2557 },
      accessLogBucket: new AccessLogBucket(this, "access-logs", { bucketName: "example-access-logs", protection }),
    };
    this.trailBucket = new TrailBucket(this, "trail", {
      ...common,
      bucketName: "example-trail-logs",
      trail,
      kmsKeyArn,
      objectLock: { mode: "governance", days: 365 },
    });
    this.configBucket = new ConfigBucket(this, "config", { ...common, bucketName: configBucketName, kmsKeyArn });
    this.flowLogBucket = new FlowLogBucket(this, "flow-logs", { ...common, bucketName: "example-flow-logs" });
  }
}

class ManagementStack extends TerraformStack {
  readonly bus: SecurityBus;

  constructor(app: App, logs: LogStack) {
    super(app, "management");
    awsEnvironment(this, { accountId: MANAGEMENT, region: REGION });
    const { logGroup } = new Trail(this, "trail", { trail, bucket: logs.trailBucket, kmsKeyArn: logs.key.keyArn });
    const { topicArn } = new AlertTopic(this, "alerts", { subscriptions: ["security@example.com"] });
    const alarms = new LogAlarms(this, "cis", { logGroup, alarms: cisAlarms({ variant: "tuned" }), topicArn });
    new AlarmDashboard(this, "dashboard", { sections: [alarms] });
    this.bus = new SecurityBus(this, "bus", { organizationId });
    new EventAlert(this, "root-sign-in", {
      busName: this.bus.busName,
      eventPattern,
      topicArn,
      deadLetterQueueArn: new DeadLetterQueue(this, "undelivered").queueArn,
    });
    new OrganizationPolicy(this, "guardrails", {
      content: guardrailStatements({
        breakGlassRole: BREAK_GLASS,
        deploymentRole: "deployment",
        trailName: trail.trailName,
        logBuckets: [logs.trailBucket, logs.configBucket, logs.flowLogBucket].map(({ bucketName }) => bucketName),
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
    new EventForwarding(this, "root-sign-in", { eventPattern, busArn: bus.busArn });
  }
}

const app = new App();
const logs = new LogStack(app);
new ShopStack(app, logs, new ManagementStack(app, logs));
app.synth();
