// The baseline by StackSets, read back in the accounts that CloudFormation reaches, and in one that joins afterwards.
import { CloudFormationClient, DescribeStackSetCommand, UpdateStackSetCommand } from "@aws-sdk/client-cloudformation";
import { DescribeRuleCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { CreateAccountCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { assumeRole } from "../../../terraform/account-clients";
import type { ClientSettings } from "../../../terraform/account-clients";
import type { LandingZone } from "../../../config/landing-zone";
import type { Deployment } from "../../support/deployment";
import { readComputeDefaults, readRecording } from "../../support/read-back";

/** What shows that the sections of examples/stacksets.yaml have been deployed as a part of a landing zone. */
export function stackSetsCases(landingZone: LandingZone, deployed: () => Deployment): void {
  const { accounts, homeRegion, management, names, regions } = landingZone;
  const everywhere = accounts.flatMap((account) => regions.map((region) => ({ account, key: account.slug, region })));

  const recorded = (region: string) => ({
    recorders: [
      {
        recordingGroup: { allSupported: true, includeGlobalResourceTypes: region === homeRegion },
        recordingMode: {
          recordingFrequency: "DAILY",
          recordingModeOverrides: [
            {
              recordingFrequency: "CONTINUOUS",
              resourceTypes: ["AWS::EC2::SecurityGroup", ...(region === homeRegion ? ["AWS::IAM::Role"] : [])],
            },
          ],
        },
      },
    ],
    recording: [true],
    channels: [
      {
        s3BucketName: names.configBucket,
        snsTopicARN: `arn:aws:sns:${region}:333333333333:${names.configTopic}`,
      },
    ],
  });

  const securityRule = async (settings: ClientSettings): Promise<string | undefined> =>
    (await new EventBridgeClient(settings).send(new DescribeRuleCommand({ Name: names.forwardingRule }))).State;

  it("has a stack of Terraform's for the management account only, which StackSets do not reach", () => {
    expect(
      deployed()
        .stacks.filter((stack) => stack.startsWith("baseline-"))
        .sort(),
    ).toEqual(["baseline-management", "baseline-stack-sets"]);
  });

  it.each(everywhere)(
    "records, forwards events and shares no snapshots in $key, $region",
    async ({ account, region }) => {
      const settings = await deployed().clients.settings(account, region);
      expect(await readRecording(settings)).toMatchObject(recorded(region));
      expect(await securityRule(settings)).toBe("ENABLED");
      expect(await readComputeDefaults(settings)).toMatchObject({ snapshotSharing: "block-all-sharing" });
    },
  );

  it("enrols an account that joins, once CloudFormation knows which StackSet comes first", async () => {
    const settings = await deployed().clients.settings(management);
    const cloudformation = new CloudFormationClient(settings);
    for (const [first, then] of [
      [names.globalBaselineStackSet, names.regionalBaselineStackSet],
      [names.configRoleStackSet, names.recorderStackSet],
    ]) {
      const roles = await cloudformation.send(new DescribeStackSetCommand({ StackSetName: first }));
      await cloudformation.send(
        new UpdateStackSetCommand({
          StackSetName: then,
          UsePreviousTemplate: true,
          PermissionModel: "SERVICE_MANAGED",
          Capabilities: ["CAPABILITY_NAMED_IAM"],
          AutoDeployment: {
            Enabled: true,
            RetainStacksOnAccountRemoval: true,
            DependsOn: [String(roles.StackSet?.StackSetARN)],
          },
        }),
      );
    }
    const { CreateAccountStatus } = await new OrganizationsClient(settings).send(
      new CreateAccountCommand({ AccountName: "bank", Email: "aws-bank@example.com" }),
    );
    const role = `arn:aws:iam::${String(CreateAccountStatus?.AccountId)}:role/${landingZone.deployment.role}`;
    const bank = await assumeRole(settings, role);
    for (const region of regions) {
      expect(await readRecording({ ...bank, region })).toMatchObject(recorded(region));
      expect(await securityRule({ ...bank, region })).toBe("ENABLED");
    }
  });
}
