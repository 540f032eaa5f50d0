// cfn-lint over the templates of the stack sets, in every region that can be governed.
import { FEATURES, hasFeature } from "../../aws/availability";
import { DEPLOYABLE_REGIONS, GLOBAL_REGIONS } from "../../aws/regions";
import { policyDocument } from "../../modules/iam/policy-document";
import { globalTemplate } from "../../modules/stacksets/global-template";
import type { GlobalTemplateProps } from "../../modules/stacksets/global-template";
import { HERE } from "../../modules/stacksets/pseudo-parameters";
import { regionalTemplate } from "../../modules/stacksets/regional-template";
import type { RegionalTemplateProps } from "../../modules/stacksets/regional-template";
import type { ForwardedEventsProps } from "../../modules/stacksets/regional-template";
import type { StackTemplate } from "../../modules/stacksets/template";
import { forwardedEvents } from "../../stacks/event-forwarding";
import { cfnLint } from "../support/cfn-lint";
import { exampleLandingZone } from "../support/landing-zones";

/** A Python environment may have to be made first. */
const TIMEOUT = 1_500_000;

const bucketName = "example-config";
const homeRegion = "eu-west-1";
const globalRegion = GLOBAL_REGIONS.aws;
const busArn = "arn:aws:events:eu-west-1:333333333333:event-bus/security";
const roleName = "to-security-bus";

/** What the example really forwards. */
const events = forwardedEvents(exampleLandingZone());
const forwarding: ForwardedEventsProps = {
  description: "Forwards security events",
  busArn,
  roleName,
  globalRegion,
  rules: events
    .filter(({ region }) => region === globalRegion)
    .map(({ key, pattern, ...rule }) => ({
      ...rule,
      pattern: events.find((other) => other.key === key && other.region === homeRegion)?.pattern,
      globalPattern: pattern,
    })),
};

function existing(template: StackTemplate | undefined): StackTemplate {
  if (template === undefined) throw new Error("the template makes nothing");
  return template;
}

const globally = (props: GlobalTemplateProps): StackTemplate => existing(globalTemplate(props));
const regionally = (props: RegionalTemplateProps): StackTemplate => existing(regionalTemplate(props));

const everythingOnce = globally({
  configRole: "create",
  accountsWithConfigRole: Array.from({ length: 123 }, (_, index) => String(100_000_000_000 + index)),
  forwarder: { roleName, busArn },
  breakGlass: { roleName: "break-glass", trusted: { users: ["arn:aws:iam::111111111111:user/security-lead"] } },
  managedPolicies: [
    {
      resourceName: "ConfigReader",
      policyName: "config-reader",
      description: "See AWS Config",
      document: policyDocument({
        Sid: "See",
        Effect: "Allow",
        Action: "config:Get*",
        Resource: `arn:${HERE.partition}:config:*:${HERE.accountId}:*`,
      }),
    },
  ],
});

const withSnapshotBlock: Record<string, StackTemplate> = {
  "everything-regional": regionally({
    homeRegion,
    forwarding,
    forwardOnlyIn: globalRegion,
    recording: {
      bucketName,
      frequency: "daily",
      otherFrequency: ["AWS::IAM::Role", "AWS::EC2::SecurityGroup"],
      topic: { accountId: "333333333333", topicName: "config" },
    },
    snapshotSharing: "block-all-sharing",
  }),
};

const everywhere: Record<string, StackTemplate> = {
  "everything-once": everythingOnce,
  "roles-only": globally({ configRole: "existing", forwarder: { roleName, busArn } }),
  "config-role": globally({ configRole: "create" }),
  "forwarding-only": regionally({ homeRegion, forwarding, forwardOnlyIn: globalRegion }),
  "least-regional": regionally({ homeRegion, recording: { bucketName } }),
  "only-some": regionally({
    homeRegion,
    recording: { bucketName, resourceTypes: { only: ["AWS::EC2::Instance", "AWS::IAM::Role"] } },
    forwarding: { ...forwarding, rules: forwarding.rules.map((rule) => ({ ...rule, pattern: undefined })) },
  }),
  "only-iam": regionally({
    homeRegion,
    recording: { bucketName, resourceTypes: { only: ["AWS::IAM::Role"] }, otherFrequency: ["AWS::IAM::Role"] },
  }),
  "all-but-some": regionally({
    homeRegion,
    recording: { bucketName, resourceTypes: { except: ["AWS::EC2::NetworkInterface"] } },
  }),
};

const broken: StackTemplate = {
  ...everythingOnce,
  Resources: { Role: { Type: "AWS::IAM::ServiceLinkedRole", Properties: { Service: "config.amazonaws.com" } } },
};

describe("cfn-lint", () => {
  it(
    "finds nothing in any template, and finds what is wrong with another",
    async () => {
      const regions = DEPLOYABLE_REGIONS.filter((region) => hasFeature("snapshotBlockInCloudFormation", region));
      const findings = await cfnLint({ ...everywhere, ...withSnapshotBlock, broken }, regions);
      expect(findings.filter((finding) => !finding.startsWith("broken: "))).toEqual([]);
      expect(findings).toEqual(expect.arrayContaining([expect.stringMatching(/^broken: E3002 .*'Service'/)]));
    },
    TIMEOUT,
  );

  it(
    "knows no block of public snapshots where there is said to be none, and everything else",
    async () => {
      const findings = await cfnLint(
        { ...everywhere, ...withSnapshotBlock },
        FEATURES.snapshotBlockInCloudFormation.absentFrom,
      );
      expect(findings).toEqual(
        FEATURES.snapshotBlockInCloudFormation.absentFrom.map(
          (region) =>
            expect.stringMatching(
              new RegExp(`^everything-regional: E3006 .*SnapshotBlockPublicAccess.*${region}`),
            ) as string,
        ),
      );
    },
    TIMEOUT,
  );
});
