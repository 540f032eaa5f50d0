import type { AlarmDefinition } from "./definition";
import { allOf, anyName, fromService, NOT_BY_A_SERVICE, SUCCEEDED } from "./filter-text";

/** An exact text, and the tuned one where it differs. */
const patterns = (exact: string, tuned = exact): AlarmDefinition["patterns"] => ({
  exact: () => exact,
  tuned: () => tuned,
});

/** `{(A) || (B)}`, the form of most of Security Hub's texts. */
const anyEvent = (...eventNames: readonly string[]): string =>
  `{${eventNames.map((eventName) => `($.eventName=${eventName})`).join(" || ")}}`;

export const CIS_TRAIL_CHANGES = ["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"];
export const CIS_KEY_DELETION = ["DisableKey", "ScheduleKeyDeletion"];
export const CIS_CONFIG_CHANGES = [
  "StopConfigurationRecorder",
  "DeleteDeliveryChannel",
  "PutDeliveryChannel",
  "PutConfigurationRecorder",
];

// prettier-ignore
const IAM_POLICY_CHANGES = [
  "DeleteGroupPolicy", "DeleteRolePolicy", "DeleteUserPolicy", "PutGroupPolicy", "PutRolePolicy", "PutUserPolicy",
  "CreatePolicy", "DeletePolicy", "CreatePolicyVersion", "DeletePolicyVersion", "AttachRolePolicy",
  "DetachRolePolicy", "AttachUserPolicy", "DetachUserPolicy", "AttachGroupPolicy", "DetachGroupPolicy",
];
// prettier-ignore
const BUCKET_POLICY_CHANGES = [
  "PutBucketAcl", "PutBucketPolicy", "PutBucketCors", "PutBucketLifecycle", "PutBucketReplication",
  "DeleteBucketPolicy", "DeleteBucketCors", "DeleteBucketLifecycle", "DeleteBucketReplication",
];
const SECURITY_GROUP_CHANGES = [
  "AuthorizeSecurityGroupIngress",
  "AuthorizeSecurityGroupEgress",
  "RevokeSecurityGroupIngress",
  "RevokeSecurityGroupEgress",
  "CreateSecurityGroup",
  "DeleteSecurityGroup",
];
const NETWORK_ACL_CHANGES = [
  "CreateNetworkAcl",
  "CreateNetworkAclEntry",
  "DeleteNetworkAcl",
  "DeleteNetworkAclEntry",
  "ReplaceNetworkAclEntry",
  "ReplaceNetworkAclAssociation",
];
const GATEWAY_CHANGES = [
  "CreateCustomerGateway",
  "DeleteCustomerGateway",
  "AttachInternetGateway",
  "CreateInternetGateway",
  "DeleteInternetGateway",
  "DetachInternetGateway",
];
const ROUTE_TABLE_CHANGES = [
  "CreateRoute",
  "CreateRouteTable",
  "ReplaceRoute",
  "ReplaceRouteTableAssociation",
  "DeleteRouteTable",
  "DeleteRoute",
  "DisassociateRouteTable",
];
// prettier-ignore
const VPC_CHANGES = [
  "CreateVpc", "DeleteVpc", "ModifyVpcAttribute", "AcceptVpcPeeringConnection", "CreateVpcPeeringConnection",
  "DeleteVpcPeeringConnection", "RejectVpcPeeringConnection", "AttachClassicLinkVpc", "DetachClassicLinkVpc",
  "DisableVpcClassicLink", "EnableVpcClassicLink",
];
// prettier-ignore
const ORGANIZATION_CHANGES = [
  "AcceptHandshake", "AttachPolicy", "CreateAccount", "CreateOrganizationalUnit", "CreatePolicy",
  "DeclineHandshake", "DeleteOrganization", "DeleteOrganizationalUnit", "DeletePolicy", "DetachPolicy",
  "DisablePolicyType", "EnablePolicyType", "InviteAccountToOrganization", "LeaveOrganization", "MoveAccount",
  "RemoveAccountFromOrganization", "UpdatePolicy", "UpdateOrganizationalUnit",
];

/** What the network alarms leave out when tuned: attempts that failed, and what AWS services do on somebody's behalf. */
const network = (exact: string, eventNames: readonly string[]): AlarmDefinition["patterns"] =>
  patterns(exact, allOf(fromService("ec2"), anyName(...eventNames), SUCCEEDED, NOT_BY_A_SERVICE));

/**
 * The fifteen monitored events of CIS AWS Foundations, in its order: items 4.1 to 4.15 of versions 1.4 to 5.0, 5.1 to 5.15
 * of 7.0. The exact texts are those that AWS Security Hub's controls CloudWatch.1 to CloudWatch.14 demand, to the letter.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export const CIS_ALARMS = {
  unauthorizedApiCalls: {
    title: "API calls were denied",
    advice: "Somebody tries what they may not, or a program lacks a permission. Look who, in the trail's log group.",
    severity: "low",
    cis: { item: 1 },
    securityHub: "CloudWatch.2",
    // CIS prints this item with conditions that hold of nearly every event; the brackets are what it means.
    patterns: patterns(
      '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
      '{(($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")) && ' +
        '($.sourceIPAddress!="*.amazonaws.com") && ($.eventName!="HeadBucket")}',
    ),
    tunedThreshold: 5,
  },
  consoleSignInWithoutMfa: {
    title: "A user signed in to the console without multi-factor authentication",
    advice: "Find out who it was, and give them a second factor before they need it.",
    severity: "medium",
    cis: { item: 2 },
    securityHub: "CloudWatch.3",
    // Sign-ins by federation have their second factor elsewhere; the exact text leaves out root as well.
    patterns: patterns(
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ' +
        '($.responseElements.ConsoleLogin = "Success") }',
      '{($.eventName="ConsoleLogin") && ($.additionalEventData.MFAUsed!="Yes") && ' +
        '(($.userIdentity.type="IAMUser") || ($.userIdentity.type="Root")) && ($.responseElements.ConsoleLogin="Success")}',
    ),
  },
  rootLogin: {
    title: "The root user of an account was used",
    advice: "Find out who and why in the trail's log group; root is for emergencies only.",
    severity: "critical",
    cis: { item: 3 },
    securityHub: "CloudWatch.1",
    patterns: patterns(
      '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
    ),
  },
  iamPolicyChanges: {
    title: "IAM policies were changed",
    advice: "Check that the change was asked for: policies decide who may do what.",
    severity: "medium",
    cis: { item: 4 },
    securityHub: "CloudWatch.4",
    patterns: patterns(
      `{${fromService("iam")} && ${anyName(...IAM_POLICY_CHANGES)}}`,
      allOf(fromService("iam"), anyName(...IAM_POLICY_CHANGES), SUCCEEDED),
    ),
  },
  trailChanges: {
    title: "A trail was created, changed, started, stopped or deleted",
    advice: "Unless a deployment did it, somebody wants to act unseen. Attempts count, too.",
    severity: "high",
    cis: { item: 5 },
    securityHub: "CloudWatch.5",
    patterns: patterns(anyEvent(...CIS_TRAIL_CHANGES)),
  },
  failedConsoleSignIns: {
    title: "Sign-ins to the console failed",
    advice: "Several in a row may be somebody guessing a password.",
    severity: "medium",
    cis: { item: 6 },
    securityHub: "CloudWatch.6",
    patterns: patterns('{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}'),
    tunedThreshold: 3,
  },
  keyDeletion: {
    title: "A KMS key was disabled or its deletion scheduled",
    advice: "What it encrypts becomes unreadable. A scheduled deletion can be cancelled while it waits.",
    severity: "high",
    cis: { item: 7 },
    securityHub: "CloudWatch.7",
    patterns: patterns(`{${fromService("kms")} && ${anyName(...CIS_KEY_DELETION)}}`),
  },
  bucketPolicyChanges: {
    title: "The policy, ACL, CORS, lifecycle or replication of an S3 bucket was changed",
    advice: "Check that nobody opened a bucket or shortened the life of its objects.",
    severity: "low",
    cis: { item: 8 },
    securityHub: "CloudWatch.8",
    patterns: patterns(
      `{${fromService("s3")} && ${anyName(...BUCKET_POLICY_CHANGES)}}`,
      allOf(fromService("s3"), anyName(...BUCKET_POLICY_CHANGES), SUCCEEDED),
    ),
  },
  configChanges: {
    title: "AWS Config was stopped, or its recorder or delivery was changed",
    advice: "Unless a deployment did it, somebody wants to change resources unseen. Attempts count, too.",
    severity: "high",
    cis: { item: 9 },
    securityHub: "CloudWatch.9",
    patterns: patterns(`{${fromService("config")} && ${anyName(...CIS_CONFIG_CHANGES)}}`),
  },
  securityGroupChanges: {
    title: "Security groups were changed",
    advice: "Check that no port was opened to the world.",
    severity: "low",
    cis: { item: 10 },
    securityHub: "CloudWatch.10",
    patterns: network(anyEvent(...SECURITY_GROUP_CHANGES), SECURITY_GROUP_CHANGES),
  },
  networkAclChanges: {
    title: "Network ACLs were changed",
    advice: "Check that no subnet was opened.",
    severity: "low",
    cis: { item: 11 },
    securityHub: "CloudWatch.11",
    patterns: network(anyEvent(...NETWORK_ACL_CHANGES), NETWORK_ACL_CHANGES),
  },
  gatewayChanges: {
    title: "Network gateways were changed",
    advice: "Check that no network got a way to the internet that it should not have.",
    severity: "low",
    cis: { item: 12 },
    securityHub: "CloudWatch.12",
    patterns: network(anyEvent(...GATEWAY_CHANGES), GATEWAY_CHANGES),
  },
  routeTableChanges: {
    title: "Route tables were changed",
    advice: "Check that traffic still goes where it should.",
    severity: "low",
    cis: { item: 13 },
    securityHub: "CloudWatch.13",
    patterns: network(`{${fromService("ec2")} && ${anyName(...ROUTE_TABLE_CHANGES)}}`, ROUTE_TABLE_CHANGES),
  },
  vpcChanges: {
    title: "VPCs or their peerings were changed",
    advice: "Check that no network was joined to another one.",
    severity: "low",
    cis: { item: 14 },
    securityHub: "CloudWatch.14",
    patterns: network(anyEvent(...VPC_CHANGES), VPC_CHANGES),
  },
  organizationChanges: {
    title: "The organization, its accounts, units or policies were changed",
    advice: "Unless a deployment did it, find out who: service control policies live here. Attempts count, too.",
    severity: "medium",
    cis: { item: 15 },
    patterns: patterns(`{${fromService("organizations")} && ${anyName(...ORGANIZATION_CHANGES)}}`),
  },
} as const satisfies Readonly<Record<string, AlarmDefinition>>;
