import { arnHere, iamArn } from "../arns";
import { denyChangesOfLogs, denyLogFiles, denySecrets } from "../denials";
import type { AccessInput, JobFunction } from "../function";
import { rolesOfAccounts } from "../many-roles";
import { stateStatements } from "../state";
import { stateAccountOf } from "../../state/place";
import { actionsOf, allow } from "../statement";
import type { AccessStatement } from "../statement";

/** Services whose settings the landing zone deploys, and that know ARNs. */
const WITH_ARNS = {
  "access-analyzer": ["Get*", "List*"],
  cloudhsm: ["ListTags"],
  cloudtrail: ["GetEventSelectors", "GetInsightSelectors", "GetTrail*", "ListTags"],
  cloudformation: ["DescribeStackSet*", "ListStackInstances", "ListStackSetAutoDeploymentTargets"],
  cloudwatch: ["DescribeAlarms", "ListTagsForResource"],
  config: ["Describe*", "GetOrganization*", "List*"],
  ec2: ["DescribeInstanceAttribute", "DescribeVpcAttribute"],
  events: ["Describe*", "ListT*"],
  kms: ["DescribeKey", "GetKey*", "ListResourceTags"],
  lambda: ["GetFunctionCodeSigningConfig", "GetFunctionConfiguration", "GetPolicy", "ListVersionsByFunction"],
  logs: ["DescribeMetricFilters", "DescribeSubscriptionFilters", "ListTagsForResource"],
  scheduler: ["Get*", "List*"],
  sns: ["Get*", "ListSubscriptionsByTopic", "ListTagsForResource"],
  sqs: ["GetQueueAttributes", "ListQueueTags"],
  ssm: ["DescribeDocument*", "GetDocument", "GetServiceSetting", "ListTagsForResource"],
} as const;

const WITHOUT_ARNS = {
  "access-analyzer": ["ListAnalyzers"],
  cloudhsm: ["DescribeClusters"],
  cloudtrail: ["DescribeTrails"],
  config: [
    "DescribeAggregationAuthorizations",
    "DescribeConfigRules",
    "DescribeConfigurationAggregators",
    "DescribeDeliveryChannels",
    "DescribeDeliveryChannelStatus",
    "DescribeOrganizationConfigRules",
    "DescribeOrganizationConfigRuleStatuses",
    "DescribeOrganizationConformancePacks",
    "DescribeOrganizationConformancePackStatuses",
    "DescribeRetentionConfigurations",
  ],
  ec2: [
    "DescribeAvailabilityZones",
    "DescribeFlowLogs",
    "DescribeInstances",
    "DescribeNetworkAcls",
    "DescribeNetworkInterfaces",
    "DescribeRouteTables",
    "DescribeSecurityGroupRules",
    "DescribeSecurityGroups",
    "DescribeSubnets",
    "DescribeTags",
    "DescribeVpcEndpoints",
    "DescribeVpcs",
    "GetEbsEncryptionByDefault",
    "GetInstanceMetadataDefaults",
    "GetSnapshotBlockPublicAccessState",
  ],
  iam: ["GetAccountPasswordPolicy", "ListOpenIDConnectProviders"],
  inspector2: [
    "BatchGetAccountStatus",
    "DescribeOrganizationConfiguration",
    "ListCisScanConfigurations",
    "ListCoverage",
    "ListDelegatedAdminAccounts",
    "ListMembers",
  ],
  kms: ["DescribeCustomKeyStores", "ListAliases"],
  logs: ["DescribeLogGroups", "DescribeResourcePolicies"],
  s3: ["GetAccountPublicAccessBlock"],
  ssm: ["DescribeParameters"],
} as const;

/** IAM takes no ARN that says less. */
const IN_IAM = ["group/*", "instance-profile/*", "oidc-provider/*", "policy/*", "role/*", "saml-provider/*", "user/*"];

type Actions = Readonly<Record<string, readonly string[]>>;

function listed(services: Actions): string[] {
  return Object.entries(services).flatMap(([service, names]) => actionsOf(service, ...names));
}

/** Settings of the account, as Terraform refreshes them. */
function settings(input: AccessInput): AccessStatement[] {
  const { accountId, here, landingZone } = input;
  const { name, partition } = landingZone;
  return [
    allow(
      "SeeSettings",
      listed(WITH_ARNS),
      Object.keys(WITH_ARNS).map((service) => arnHere(input, service)),
    ),
    allow("SeeSettingsWithoutArn", listed(WITHOUT_ARNS), "*"),
    allow(
      "SeeGlobalSettings",
      [
        "cloudwatch:GetDashboard",
        ...actionsOf("iam", "GetGroup*", "GetInstanceProfile", "GetOpenIDConnectProvider", "GetPolicy*", "GetRole*"),
        ...actionsOf(
          "iam",
          "GetSAMLProvider",
          "GetUser*",
          "ListAttached*",
          "ListGroup*",
          "ListInstanceProfilesForRole",
        ),
        ...actionsOf("iam", "ListPolic*", "ListRole*", "ListUserPolicies", "ListUserTags"),
        ...actionsOf("account", "Get*"),
      ],
      [
        `arn:${partition}:cloudwatch::${accountId(here)}:dashboard/*`,
        ...IN_IAM.map((path) => iamArn(input, here, path)),
        `arn:${partition}:iam::aws:policy/*`,
        `arn:${partition}:account::${accountId(here)}:*`,
      ],
    ),
    allow(
      "SeeBuckets",
      [
        ...actionsOf("s3", "GetAccelerateConfiguration", "GetBucket*", "GetEncryptionConfiguration"),
        ...actionsOf("s3", "GetLifecycleConfiguration", "GetReplicationConfiguration", "ListBucket"),
      ],
      bucketsHere(input),
    ),
    allow(
      "SeeAgentParameters",
      actionsOf("ssm", "GetParameter", "GetParameters"),
      arnHere(input, "ssm", `parameter/AmazonCloudWatch-${name}-*`),
    ),
  ];
}

/** The landing zone's own, and in its account that of Terraform's states, whatever its name is. */
function bucketsHere({ here, landingZone }: AccessInput): string | string[] {
  const { name, partition, state } = landingZone;
  const own = `arn:${partition}:s3:::${name}-*`;
  return state.backend === "local" || state.bucket.startsWith(`${name}-`) || here !== stateAccountOf(landingZone)?.slug
    ? own
    : [own, `arn:${partition}:s3:::${state.bucket}`];
}

/** What the management account alone knows: the organization, Terraform's state, and how to go on to other accounts. */
function ofManagement(input: AccessInput): AccessStatement[] {
  const { accounts, management, name, partition } = input.landingZone;
  if (input.here !== management.slug) {
    return [];
  }
  const others = rolesOfAccounts({
    partition,
    organizationId: input.organizationId,
    accountIds: accounts.map(({ slug }) => input.accountId(slug)),
    roleName: `${name}-reviewer`,
  });
  const ofOrganization = `arn:${partition}:organizations::${input.accountId(management.slug)}:*`;
  return [
    allow("SeeOrganization", actionsOf("organizations", "Describe*", "List*"), [
      ofOrganization,
      `arn:${partition}:organizations::aws:policy/*`,
    ]),
    allow(
      "SeeOrganizationWithoutArn",
      actionsOf(
        "organizations",
        "DescribeCreateAccountStatus",
        "DescribeOrganization",
        "ListAccounts",
        "ListAWSServiceAccessForOrganization",
        "ListDelegatedAdministrators",
        "ListPolicies",
        "ListRoots",
      ),
      "*",
    ),
    allow("ReviewOtherAccounts", actionsOf("sts", "AssumeRole"), others.resources, others.condition),
    ...(input.settings.readsState ? stateStatements(input, "read") : []),
  ];
}

export const REVIEWER: JobFunction = {
  title: "Reviewer",
  purpose: "Plans with Terraform: reads settings in every account, and neither logs nor secrets.",
  in: "every-account",
  hours: 1,
  incompatibleWith: [],
  statements: (input) => [
    ...settings(input),
    ...ofManagement(input),
    denyLogFiles(input),
    denySecrets(),
    denyChangesOfLogs(input),
  ],
};
