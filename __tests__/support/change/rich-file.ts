/** Why something is switched off. */
export const REASON = "Chosen by a test of changes";

/** A configuration file by its top-level fields. */
export type File = Readonly<Record<string, unknown>>;

/** A configuration with something in every section; file names in it are relative to the folder of the examples. */
export const RICH_FILE: File = {
  name: "rich",
  homeRegion: "eu-west-1",
  regions: ["eu-west-1", "eu-central-1"],
  organization: {
    organizationalUnits: [
      { name: "Security" },
      { name: "Workloads", organizationalUnits: [{ name: "Production" }, { name: "Test" }] },
      { name: "Sandbox" },
    ],
  },
  accounts: {
    management: { id: "111111111111", email: "management@example.com" },
    logArchive: { email: "log-archive@example.com", organizationalUnit: "Security" },
    audit: { email: "audit@example.com", organizationalUnit: "Security" },
    workloads: [
      { name: "shop", email: "shop@example.com", organizationalUnit: "Workloads/Production" },
      { name: "blog", email: "blog@example.com", organizationalUnit: "Workloads/Test" },
    ],
  },
  deployment: { managementRole: "LandingZoneDeployment" },
  archive: {
    retention: { hot: "60 days", archive: "1 year", total: "5 years" },
    replica: { region: "eu-central-1", account: "audit" },
    logKeyAccount: "audit",
  },
  trail: { cloudWatchLogsRetentionDays: 180 },
  config: {
    recording: {
      retention: "3 years",
      snapshotHours: 12,
      notifications: true,
      otherFrequency: ["AWS::EC2::NetworkInterface"],
    },
    rules: {
      s3BucketVersioningEnabled: { remediation: "manual" },
      cwLogGroupRetentionPeriodCheck: { parameters: { MinRetentionTime: "90" } },
    },
    policyRules: {
      bucketsHaveOwners: {
        title: "Buckets have an owner tag",
        controls: ["Our own 4.2"],
        resourceTypes: ["AWS::S3::Bucket"],
        policy: "rule owners { tags.Owner exists }",
      },
    },
    conformancePacks: { logging: { template: "../conformance-packs/logging.yaml" } },
  },
  baseline: {
    instanceMetadata: { hopLimit: 1 },
    passwordPolicy: { minimumLength: 16, maximumAgeDays: 90 },
    defaultSecurityGroups: "strip",
    securityContact: {
      name: "Security team",
      title: "Security officer",
      email: "security@example.com",
      phone: "+49 30 1234567",
    },
  },
  flowLogs: { destinations: ["bucket", "cloudwatch-logs"], maxAggregationSeconds: 60, retentionDays: 30 },
  alerts: {
    emails: ["security@example.com"],
    routes: { critical: { https: ["https://on-call.example.com/aws"] } },
    slack: [{ workspaceId: "T07EXAMPLE", channelId: "C07EXAMPLE", severities: ["critical"] }],
  },
  detection: {
    alarms: { rootLogin: { severity: "critical" } },
    customAlarms: {
      payrollReads: {
        title: "A payroll table was read",
        pattern: '{ $.eventSource = "dynamodb.amazonaws.com" }',
        severity: "high",
      },
    },
    rules: { trailTampering: { targets: ["arn:aws:sqs:eu-west-1:333333333333:tickets"] } },
    archiveDays: 90,
  },
  guardrails: { policiesPerTarget: 4 },
  hosts: { agent: { enabled: true }, sessions: { enabled: true } },
  inspector: {
    scans: ["ec2", "ecr"],
    suppressions: [
      {
        name: "build-images",
        reason: "Build images run for minutes, without a way in from outside",
        expires: "2027-06-30",
        criteria: { ecrImageRepositoryName: ["build/*"] },
      },
    ],
    instanceTags: { Environment: ["production"] },
    targets: [
      {
        name: "servers",
        tags: { Environment: ["production"] },
        schedule: { frequency: "weekly", days: ["sunday"], time: "03:00" },
      },
    ],
  },
  access: {
    through: ["users"],
    people: [
      { name: "alice", functions: ["logReader", "cloudWatchReader"] },
      { name: "erin", functions: ["deployer", "reviewer"] },
    ],
    ci: {
      github: {
        owner: "example-org",
        repository: "landing-zone",
        ownerId: "1234567",
        repositoryId: "123456789",
        environment: "production",
      },
    },
  },
  tags: { CostCenter: "4711" },
};
