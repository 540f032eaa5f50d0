// The example of AWS Config and the account baseline, with everything of the example of detection and MFA Delete required,
// deployed to a local AWS and read back in every account and region; then what is planned when accounts and regions come
// and go.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AccessAnalyzerClient, ListAnalyzersCommand } from "@aws-sdk/client-accessanalyzer";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  ConfigServiceClient,
  DescribeOrganizationConfigRulesCommand,
  DescribeOrganizationConformancePacksCommand,
  DescribeRemediationConfigurationsCommand,
  GetOrganizationCustomRulePolicyCommand,
} from "@aws-sdk/client-config-service";
import type { Changes } from "../../review/changes";
import { planStacks } from "../../terraform/plan-stacks";
import type { Outcome } from "../../terraform/plan-stack";
import { FLOW_LOG_FIELDS } from "../../aws/flow-log-fields";
import type { Account } from "../../config/accounts/settings";
import type { LandingZone } from "../../config/landing-zone";
import { synthesize } from "../../stacks/synthesize";
import { PARALLELISM, prepareDeployment } from "../support/deployment";
import type { Deployment } from "../support/deployment";
import { landingZoneOf, readExample } from "../support/examples";
import {
  readAccountDefaults,
  readComputeDefaults,
  readRecording,
  readRuleNames,
  readSecurityContact,
  readVpcs,
} from "../support/read-back";
import { detectionCases } from "./cases/detection";
import { grantCases } from "./cases/grants";
import { mfaDeleteCases } from "./cases/mfa-delete";

const TIMEOUT = 1_500_000;
const { alerts, detection, hosts } = readExample("detection");
const BASELINE = readExample("baseline");
// Somebody saved preferences of Session Manager in the log archive before.
const ACCOUNTS = {
  ...BASELINE.accounts,
  logArchive: { ...(BASELINE.accounts?.logArchive as object), existingSessionPreferences: ["eu-west-1"] },
};
const SECTIONS = { ...BASELINE, accounts: ACCOUNTS, alerts, detection, hosts, archive: { mfaDelete: "required" } };
const WORKLOADS = BASELINE.accounts?.workloads as object[];
const landingZone = landingZoneOf(SECTIONS);
const { accounts, audit, homeRegion, regions } = landingZone;
const everywhere = accounts.flatMap((account) =>
  regions.map((region): [string, string, Account] => [account.slug, region, account]),
);

describe("the example of the baseline, deployed", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await prepareDeployment(landingZone);
    await deployment.apply();
  }, TIMEOUT);

  afterAll(() => deployment.discard());

  it("would change nothing when planned again", () => deployment.planAgain(), TIMEOUT);

  describe.each(everywhere)("%s in %s", (key, region, account) => {
    const settings = () => deployment.clients.settings(account, region);

    it("has one recorder, of everything, network interfaces daily, IAM at home only", async () => {
      const { recorders, recording } = await readRecording(await settings());
      expect(recorders).toMatchObject([
        {
          name: "default",
          recordingGroup: { allSupported: true, includeGlobalResourceTypes: region === homeRegion },
          recordingMode: {
            recordingFrequency: "CONTINUOUS",
            recordingModeOverrides: [{ resourceTypes: ["AWS::EC2::NetworkInterface"], recordingFrequency: "DAILY" }],
          },
        },
      ]);
      expect(recording).toEqual([true]);
    });

    it("delivers to the archive twice a day, notifies the topic of its region, and keeps three years", async () => {
      const { channels, retentionDays } = await readRecording(await settings());
      expect(channels).toMatchObject([
        {
          s3BucketName: "baseline-org-config-eu-west-1",
          snsTopicARN: `arn:aws:sns:${region}:${String(audit.id)}:baseline-org-config`,
          configSnapshotDeliveryProperties: { deliveryFrequency: "Twelve_Hours" },
        },
      ]);
      expect(retentionDays).toEqual([1096]);
    });

    it("has the rules of the organization, and its own where they have a remediation", async () => {
      const names = await readRuleNames(await settings());
      expect(names).toContainEqual(expect.stringMatching(/^OrgConfigRule-baseline-org-vpc-flow-logs-enabled-/));
      const ofOwners = names.filter((name) => name.startsWith("OrgConfigRule-baseline-org-buckets-have-owners-"));
      expect(ofOwners).toHaveLength(key === "log-archive" ? 0 : 1);
      const withRemediation = [
        "baseline-org-s3-bucket-versioning-enabled",
        "baseline-org-cmk-backing-key-rotation-enabled",
      ];
      expect(names).toEqual(expect.arrayContaining(withRemediation));
      const { RemediationConfigurations = [] } = await new ConfigServiceClient(await settings()).send(
        new DescribeRemediationConfigurationsCommand({ ConfigRuleNames: withRemediation }),
      );
      expect(RemediationConfigurations.map(({ Automatic }) => Automatic === true).sort()).toEqual([false, true]);
    });

    it("encrypts volumes, shares no snapshots and asks for IMDSv2", async () => {
      expect(await readComputeDefaults(await settings())).toEqual({
        encryptsVolumes: true,
        snapshotSharing: "block-all-sharing",
        httpTokens: "required",
        hopLimit: 1,
      });
    });

    it("logs every VPC to both destinations, and has stripped its default security group", async () => {
      const vpcs = await readVpcs(await settings());
      expect(vpcs.length).toBeGreaterThan(0);
      const LogFormat = FLOW_LOG_FIELDS.map((field) => `\${${field}}`).join(" ");
      for (const { defaultSecurityGroups, flowLogs } of vpcs) {
        expect(flowLogs).toHaveLength(2);
        expect(flowLogs).toEqual(
          expect.arrayContaining([
            expect.objectContaining({ LogDestinationType: "cloud-watch-logs", LogFormat, MaxAggregationInterval: 60 }),
            expect.objectContaining({
              LogDestinationType: "s3",
              LogFormat,
              MaxAggregationInterval: 60,
              LogDestination: "arn:aws:s3:::baseline-org-flow-logs-eu-west-1",
              DestinationOptions: { FileFormat: "parquet", HiveCompatiblePartitions: true, PerHourPartition: true },
            }),
          ]),
        );
        expect(defaultSecurityGroups).toMatchObject([{ IpPermissions: [], IpPermissionsEgress: [] }]);
      }
    });
  });

  it.each(accounts.map((account): [string, Account] => [account.slug, account]))(
    "%s has no public buckets, long passwords and a security contact",
    async (_, account) => {
      const settings = await deployment.clients.settings(account);
      expect(await readSecurityContact(settings)).toBe("security@example.com");
      expect(await readAccountDefaults(settings, String(account.id))).toMatchObject({
        publicAccess: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        passwords: { MinimumPasswordLength: 16, MaxPasswordAge: 90, RequireSymbols: true },
      });
    },
  );

  it.each(regions)("the audit account rules and analyzes the organization in %s", async (region) => {
    const settings = await deployment.clients.settings(audit, region);
    const client = new ConfigServiceClient(settings);
    const { OrganizationConfigRules = [] } = await client.send(new DescribeOrganizationConfigRulesCommand({}));
    const names = OrganizationConfigRules.map(({ OrganizationConfigRuleName }) => OrganizationConfigRuleName);
    expect(names).toContain("baseline-org-vpc-flow-logs-enabled");
    // Those about the whole account are at home only, and one with a remediation is of no organization.
    expect(names.includes("baseline-org-root-account-mfa-enabled")).toBe(region === homeRegion);
    expect(names).not.toContain("baseline-org-access-keys-rotated");
    expect(names).not.toContain("baseline-org-s3-bucket-versioning-enabled");
    const { PolicyText } = await client.send(
      new GetOrganizationCustomRulePolicyCommand({ OrganizationConfigRuleName: "baseline-org-buckets-have-owners" }),
    );
    expect(PolicyText).toContain("tags.Owner exists");
    const { OrganizationConformancePacks } = await client.send(new DescribeOrganizationConformancePacksCommand({}));
    expect(OrganizationConformancePacks).toMatchObject([{ OrganizationConformancePackName: "baseline-org-logging" }]);
    const { analyzers } = await new AccessAnalyzerClient(settings).send(new ListAnalyzersCommand({}));
    expect(analyzers).toMatchObject([{ name: "baseline-org-organization", type: "ORGANIZATION" }]);
  });

  describe("detection", () => {
    detectionCases(() => deployment);
  });

  describe("the grants", () => {
    grantCases(() => deployment);
  });

  describe("MFA Delete", () => {
    mfaDeleteCases(() => deployment);
  });

  describe("what is planned", () => {
    const changed = (changes: { regions: string[]; workloads: object[] }): LandingZone =>
      landingZoneOf({
        ...SECTIONS,
        regions: changes.regions,
        accounts: { ...ACCOUNTS, workloads: changes.workloads },
      });

    const jsonOf = (stack: string): string =>
      readFileSync(join(deployment.outdir, "stacks", stack, "cdk.tf.json"), "utf8");

    /**
     * Plans a changed landing zone; answers with what becomes of each stack that is not left alone. A stack whose Terraform
     * JSON is what it was is not planned: nothing has been deployed since its plan was empty.
     */
    async function planned(changedLandingZone: LandingZone): Promise<Map<string, Outcome>> {
      synthesize(landingZone, deployment.outdir);
      const before = new Map(deployment.stacks.map((stack) => [stack, jsonOf(stack)]));
      const stacks = synthesize(changedLandingZone, deployment.outdir).filter(
        ({ stack }) => jsonOf(stack) !== before.get(stack),
      );
      const all = await planStacks({ ...deployment, stacks, parallelism: PARALLELISM });
      const touched = all.filter(({ outcome }) => outcome.kind !== "planned" || outcome.changed);
      return new Map(touched.map(({ outcome, stack }) => [stack, outcome]));
    }

    const changesIn = (outcome: Outcome | undefined): Changes => {
      if (outcome?.kind !== "planned") throw new Error(JSON.stringify(outcome));
      return outcome.changes;
    };
    /** The policy of hosts names the regions; nothing else is changed in place. */
    const hostPolicies = (stack: string): number => (stack.startsWith("baseline-") ? 1 : 0);
    const baselines = accounts.map(({ slug }) => `baseline-${slug}`);

    it(
      "with an account and a region more, is additions only",
      async () => {
        const bank = { name: "bank", email: "aws-bank@example.com" };
        const stacks = await planned(changed({ regions: [...regions, "eu-north-1"], workloads: [bank, ...WORKLOADS] }));
        expect(stacks.get("baseline-bank")).toEqual({ kind: "waiting", waitsFor: ["organization"] });
        stacks.delete("baseline-bank");
        expect([...stacks.keys()]).toEqual(expect.arrayContaining(["organization", ...baselines]));
        for (const [stack, outcome] of stacks) {
          const { add, change, destroy } = changesIn(outcome);
          expect([stack, change, destroy]).toEqual([stack, hostPolicies(stack), 0]);
          expect(add).toBeGreaterThan(0);
        }
        expect(changesIn(stacks.get("organization"))).toMatchObject({ add: 1 });
      },
      TIMEOUT,
    );

    // The second carrier of tampering stays where it is: that it moves by the ledger, of which there is none here, is shown
    // where edits of files are.
    const smaller = (): LandingZone => {
      const workloads = WORKLOADS.map((workload) => ({ ...workload, leaving: true }));
      const { alerts: routes, ...rest } = changed({ regions: [homeRegion], workloads });
      return { ...rest, alerts: { ...routes, tampering: landingZone.alerts.tampering } };
    };

    it(
      "with an account leaving and a region less, is the destruction of what is there, flagged with its region",
      async () => {
        const stacks = await planned(smaller());
        expect([...stacks.keys()]).toEqual(expect.arrayContaining(baselines));
        for (const [stack, outcome] of stacks) {
          const { add, change, destroy, endangered } = changesIn(outcome);
          expect([stack, add, change]).toEqual([stack, 0, stack === "baseline-shop" ? 0 : hostPolicies(stack)]);
          expect(endangered).toHaveLength(destroy);
          const elsewhere = endangered.filter(({ region }) => region !== "us-east-1");
          expect([stack, elsewhere.length > 0]).toEqual([stack, stack === "baseline-shop"]);
        }
      },
      TIMEOUT,
    );

    it(
      "is what is deployed, except log groups, which stay",
      async () => {
        // Of the two kinds one: others are planned above, and would be deployed the same.
        const stacks = ["baseline-audit", "baseline-shop"];
        await deployment.deployChanged(smaller(), stacks);
        await deployment.planAgain(stacks);
        for (const [key, region, account] of everywhere.filter(([key]) => stacks.includes(`baseline-${key}`))) {
          const settings = await deployment.clients.settings(account, region);
          const { recorders } = await readRecording(settings);
          expect([key, region, recorders.length]).toEqual([
            key,
            region,
            key === "shop" || region !== homeRegion ? 0 : 1,
          ]);
          const { logGroups } = await new CloudWatchLogsClient(settings).send(
            new DescribeLogGroupsCommand({ logGroupNamePrefix: "baseline-org/vpc-flow-logs" }),
          );
          expect(logGroups).toHaveLength(1);
        }
      },
      TIMEOUT,
    );
  });
});
