// The example of AWS Config and the account baseline, deployed to a local AWS and read back in every account and region;
// then what is planned when an account or a region comes or goes.
import { readFileSync } from "node:fs";
import { AccessAnalyzerClient, ListAnalyzersCommand } from "@aws-sdk/client-accessanalyzer";
import { AccountClient, GetAlternateContactCommand } from "@aws-sdk/client-account";
import {
  ConfigServiceClient,
  DescribeConfigRulesCommand,
  DescribeConfigurationRecordersCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelsCommand,
  DescribeOrganizationConfigRulesCommand,
  DescribeOrganizationConformancePacksCommand,
  DescribeRemediationConfigurationsCommand,
  DescribeRetentionConfigurationsCommand,
  GetOrganizationCustomRulePolicyCommand,
} from "@aws-sdk/client-config-service";
import {
  DescribeFlowLogsCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  EC2Client,
  GetEbsEncryptionByDefaultCommand,
  GetInstanceMetadataDefaultsCommand,
  GetSnapshotBlockPublicAccessStateCommand,
} from "@aws-sdk/client-ec2";
import { GetAccountPasswordPolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { GetPublicAccessBlockCommand, S3ControlClient } from "@aws-sdk/client-s3-control";
import { expectEmptyPlans } from "../../cli/local/second-plan";
import { planStacks } from "../../cli/plan/plan-stacks";
import type { PlannedStack } from "../../cli/plan/plan-stacks";
import { synthesize } from "../../cli/synth";
import type { Account, LandingZone } from "../../config/landing-zone";
import { parseLandingZone } from "../../config/load";
import { ALL_FLOW_LOG_FIELDS } from "../../modules/vpc/flow-log-fields";
import { PARALLELISM, prepareDeployment } from "../support/deployment";
import type { Deployment } from "../support/deployment";

const TIMEOUT = 600_000;
const EXAMPLE = "examples/baseline.yaml";
const AUDIT = "333333333333";
const text = readFileSync(EXAMPLE, "utf8");
const { landingZone } = parseLandingZone(text, EXAMPLE);
const everywhere = landingZone.accounts.flatMap((account) =>
  landingZone.regions.map((region): [string, string, Account] => [account.key, region, account]),
);

describe("the example of the baseline, deployed", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await prepareDeployment(EXAMPLE);
    await deployment.deploy();
  }, TIMEOUT);

  afterAll(() => deployment.discard());

  it(
    "would change nothing when planned again",
    async () => {
      await expectEmptyPlans({ ...deployment, parallelism: PARALLELISM, onPlanned: () => undefined });
    },
    TIMEOUT,
  );

  describe.each(everywhere)("%s in %s", (key, region, account) => {
    const config = async () => new ConfigServiceClient(await deployment.clients.settings(account, region));
    const ec2 = async () => new EC2Client(await deployment.clients.settings(account, region));

    it("has one recorder, of everything, network interfaces daily, IAM at home only", async () => {
      const client = await config();
      const { ConfigurationRecorders = [] } = await client.send(new DescribeConfigurationRecordersCommand({}));
      expect(ConfigurationRecorders).toEqual([
        expect.objectContaining({
          name: "default",
          recordingGroup: expect.objectContaining({
            allSupported: true,
            includeGlobalResourceTypes: region === "eu-west-1",
          }) as object,
          recordingMode: {
            recordingFrequency: "CONTINUOUS",
            recordingModeOverrides: [
              expect.objectContaining({
                resourceTypes: ["AWS::EC2::NetworkInterface"],
                recordingFrequency: "DAILY",
              }) as object,
            ],
          },
        }),
      ]);
      const { ConfigurationRecordersStatus = [] } = await client.send(
        new DescribeConfigurationRecorderStatusCommand({}),
      );
      expect(ConfigurationRecordersStatus.map(({ recording }) => recording)).toEqual([true]);
    });

    it("delivers to the archive twice a day, tells the topic of its region, and keeps three years", async () => {
      const client = await config();
      const { DeliveryChannels = [] } = await client.send(new DescribeDeliveryChannelsCommand({}));
      expect(DeliveryChannels).toEqual([
        expect.objectContaining({
          s3BucketName: "baseline-org-config-eu-west-1",
          snsTopicARN: `arn:aws:sns:${region}:${AUDIT}:baseline-org-config`,
          configSnapshotDeliveryProperties: { deliveryFrequency: "Twelve_Hours" },
        }),
      ]);
      const { RetentionConfigurations = [] } = await client.send(new DescribeRetentionConfigurationsCommand({}));
      expect(RetentionConfigurations.map(({ RetentionPeriodInDays }) => RetentionPeriodInDays)).toEqual([1096]);
    });

    it("has the rules of the organization, and its own where they have a remediation", async () => {
      const client = await config();
      const names: string[] = [];
      let NextToken: string | undefined;
      do {
        const page = await client.send(new DescribeConfigRulesCommand({ NextToken }));
        names.push(...(page.ConfigRules ?? []).map(({ ConfigRuleName = "" }) => ConfigRuleName));
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      expect(names).toContainEqual(expect.stringMatching(/^OrgConfigRule-baseline-org-vpc-flow-logs-enabled-/));
      const owners = /^OrgConfigRule-baseline-org-buckets-have-owners-/;
      expect(names.some((name) => owners.test(name))).toBe(key !== "log-archive");
      expect(names).toContain("baseline-org-s3-bucket-versioning-enabled");
      const { RemediationConfigurations = [] } = await client.send(
        new DescribeRemediationConfigurationsCommand({
          ConfigRuleNames: [
            "baseline-org-s3-bucket-versioning-enabled",
            "baseline-org-cmk-backing-key-rotation-enabled",
          ],
        }),
      );
      expect(RemediationConfigurations.map(({ Automatic }) => Automatic === true).sort()).toEqual([false, true]);
    });

    it("encrypts volumes, shares no snapshots and asks for IMDSv2", async () => {
      const client = await ec2();
      expect(await client.send(new GetEbsEncryptionByDefaultCommand({}))).toMatchObject({
        EbsEncryptionByDefault: true,
      });
      expect(await client.send(new GetSnapshotBlockPublicAccessStateCommand({}))).toMatchObject({
        State: "block-all-sharing",
      });
      const { AccountLevel } = await client.send(new GetInstanceMetadataDefaultsCommand({}));
      expect(AccountLevel).toMatchObject({ HttpTokens: "required", HttpPutResponseHopLimit: 1 });
    });

    it("logs every VPC to both places, and has stripped its default security group", async () => {
      const client = await ec2();
      const { Vpcs = [] } = await client.send(new DescribeVpcsCommand({}));
      const { FlowLogs = [] } = await client.send(new DescribeFlowLogsCommand({}));
      expect(Vpcs.length).toBeGreaterThan(0);
      for (const { VpcId = "" } of Vpcs) {
        const ofVpc = FlowLogs.filter(({ ResourceId }) => ResourceId === VpcId);
        expect(ofVpc.map(({ LogDestinationType }) => LogDestinationType).sort()).toEqual(["cloud-watch-logs", "s3"]);
        for (const { LogFormat, MaxAggregationInterval } of ofVpc) {
          expect(MaxAggregationInterval).toBe(60);
          expect(LogFormat).toBe(ALL_FLOW_LOG_FIELDS.map((field) => `\${${field}}`).join(" "));
        }
        const inBucket = ofVpc.find(({ LogDestinationType }) => LogDestinationType === "s3");
        expect(inBucket).toMatchObject({
          LogDestination: "arn:aws:s3:::baseline-org-flow-logs-eu-west-1",
          DestinationOptions: { FileFormat: "parquet", HiveCompatiblePartitions: true, PerHourPartition: true },
        });
        const { SecurityGroups = [] } = await client.send(
          new DescribeSecurityGroupsCommand({
            Filters: [
              { Name: "vpc-id", Values: [VpcId] },
              { Name: "group-name", Values: ["default"] },
            ],
          }),
        );
        expect(SecurityGroups).toEqual([expect.objectContaining({ IpPermissions: [], IpPermissionsEgress: [] })]);
      }
    });
  });

  it.each(landingZone.accounts.map((account) => [account.key, account] as const))(
    "%s has no public buckets, long passwords and a security contact",
    async (_, account) => {
      const settings = await deployment.clients.settings(account);
      const s3 = new S3ControlClient({ ...settings, disableHostPrefix: true });
      const { PublicAccessBlockConfiguration } = await s3.send(
        new GetPublicAccessBlockCommand({ AccountId: account.id }),
      );
      expect(PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      const { PasswordPolicy } = await new IAMClient(settings).send(new GetAccountPasswordPolicyCommand({}));
      expect(PasswordPolicy).toMatchObject({ MinimumPasswordLength: 16, MaxPasswordAge: 90, RequireSymbols: true });
      const { AlternateContact } = await new AccountClient(settings).send(
        new GetAlternateContactCommand({ AlternateContactType: "SECURITY" }),
      );
      expect(AlternateContact).toMatchObject({ EmailAddress: "security@example.com" });
    },
  );

  it.each(landingZone.regions)("the audit account rules and analyzes the organization in %s", async (region) => {
    const settings = await deployment.clients.settings(landingZone.audit, region);
    const client = new ConfigServiceClient(settings);
    const { OrganizationConfigRules = [] } = await client.send(new DescribeOrganizationConfigRulesCommand({}));
    const names = OrganizationConfigRules.map(({ OrganizationConfigRuleName }) => OrganizationConfigRuleName);
    expect(names).toContain("baseline-org-vpc-flow-logs-enabled");
    // Those about the whole account are at home only, and one with a remediation is of no organization.
    expect(names.includes("baseline-org-root-account-mfa-enabled")).toBe(region === "eu-west-1");
    expect(names).not.toContain("baseline-org-access-keys-rotated");
    expect(names).not.toContain("baseline-org-s3-bucket-versioning-enabled");
    const { PolicyText } = await client.send(
      new GetOrganizationCustomRulePolicyCommand({ OrganizationConfigRuleName: "baseline-org-buckets-have-owners" }),
    );
    expect(PolicyText).toContain("tags.Owner exists");
    const { OrganizationConformancePacks = [] } = await client.send(
      new DescribeOrganizationConformancePacksCommand({}),
    );
    expect(OrganizationConformancePacks.map((pack) => pack.OrganizationConformancePackName)).toEqual([
      "baseline-org-logging",
    ]);
    const { analyzers = [] } = await new AccessAnalyzerClient(settings).send(new ListAnalyzersCommand({}));
    expect(analyzers).toEqual([expect.objectContaining({ name: "baseline-org-organization", type: "ORGANIZATION" })]);
  });

  describe("what is planned", () => {
    /** Plans another text of the same landing zone; answers with the stacks that it would change. */
    async function planned(changedText: string): Promise<PlannedStack[]> {
      const other: LandingZone = parseLandingZone(changedText, EXAMPLE).landingZone;
      const stacks = synthesize(other, deployment.outdir);
      const all = await planStacks({ ...deployment, stacks, parallelism: PARALLELISM });
      return all.filter(({ outcome }) => outcome.kind !== "planned" || outcome.changed);
    }

    const changesIn = ({ outcome }: PlannedStack) => {
      if (outcome.kind !== "planned") throw new Error(JSON.stringify(outcome));
      return outcome.changes;
    };
    const replaced = (from: string, to: string): string => {
      expect(text).toContain(from);
      return text.replace(from, to);
    };

    it(
      "with a region more, is additions only",
      async () => {
        const stacks = await planned(
          replaced("regions: [eu-west-1, us-east-1]", "regions: [eu-west-1, us-east-1, eu-north-1]"),
        );
        expect(stacks.map(({ stack }) => stack).sort()).toEqual([
          "alerting",
          ...landingZone.accounts.map(({ key }) => `baseline-${key}`).sort(),
          "config-rules",
          "security-tooling",
        ]);
        for (const stack of stacks) {
          expect(changesIn(stack)).toMatchObject({ change: 0, destroy: 0 });
          expect(changesIn(stack).add).toBeGreaterThan(0);
        }
      },
      TIMEOUT,
    );

    it(
      "with an account more, is additions only",
      async () => {
        const more = "- { name: bank, email: aws-bank@example.com }";
        const stacks = await planned(replaced("  workloads:\n", `  workloads:\n    ${more}\n`));
        expect(stacks.map(({ stack }) => stack).sort()).toEqual(["baseline-bank", "organization"]);
        const [organization, bank] = stacks;
        expect(changesIn(organization as PlannedStack)).toMatchObject({ add: 1, change: 0, destroy: 0 });
        expect(bank?.outcome).toEqual({ kind: "waiting", waitsFor: ["organization"] });
      },
      TIMEOUT,
    );

    it(
      "with a region less, is the destruction of what is there, and told with the region",
      async () => {
        const stacks = await planned(replaced("regions: [eu-west-1, us-east-1]", "regions: [eu-west-1]"));
        for (const stack of stacks) {
          const { add, change, destroy, endangered } = changesIn(stack);
          expect([stack.stack, add, change]).toEqual([stack.stack, 0, 0]);
          expect(destroy).toBeGreaterThan(0);
          expect(endangered.filter(({ region }) => region !== "us-east-1")).toEqual([]);
        }
        expect(stacks.map(({ stack }) => stack)).toEqual(
          expect.arrayContaining(landingZone.accounts.map(({ key }) => `baseline-${key}`)),
        );
      },
      TIMEOUT,
    );

    it(
      "with an account that is leaving, is the destruction of its stack's resources and of nothing else",
      async () => {
        const stacks = await planned(
          replaced("email: aws-shop@example.com }", "email: aws-shop@example.com, leaving: true }"),
        );
        expect(stacks.map(({ stack }) => stack)).toEqual(["baseline-shop"]);
        const [shop] = stacks;
        const { add, change, destroy } = changesIn(shop as PlannedStack);
        expect({ add, change }).toEqual({ add: 0, change: 0 });
        expect(destroy).toBeGreaterThan(50);
      },
      TIMEOUT,
    );
  });
});
