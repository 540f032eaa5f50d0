import type { AlarmDefinition, DetectionInput } from "./definition";
import { allOf, anyName, anyOf, fromService, NOT_BY_A_SERVICE, SUCCEEDED } from "./filter-text";

/** No checker demands a text of these, so there is one for both variants. */
const pattern = (text: (input: DetectionInput) => string): AlarmDefinition["patterns"] => ({
  exact: text,
  tuned: text,
});

/** `($.requestParameters.name="example-*")` */
const ours = (parameter: string, { name }: DetectionInput, before = ""): string =>
  `($.requestParameters.${parameter}="${before}${name}-*")`;

/** What matters for tamper-evident logs and is not among the fifteen items of CIS AWS Foundations. */
export const ALARMS_BEYOND_CIS = {
  securityGroupRuleChanges: {
    title: "Rules of a security group were modified in place",
    advice:
      "The console edits rules by this call, which older versions of CIS overlook. Check that no port was opened.",
    severity: "low",
    cis: { item: 10, since: "5.0" },
    patterns: {
      exact: () => "{($.eventName=ModifySecurityGroupRules)}",
      tuned: () => allOf(fromService("ec2"), anyName("ModifySecurityGroupRules"), SUCCEEDED, NOT_BY_A_SERVICE),
    },
  },
  logBucketChanges: {
    title: "What protects a log bucket was changed",
    advice:
      "Public access block, versioning, encryption, ownership, lock or logging: only a deployment that breaks the glass does this.",
    severity: "critical",
    patterns: pattern((input) =>
      allOf(
        fromService("s3"),
        ours("bucketName", input),
        // prettier-ignore
        anyName(
          "PutBucketPublicAccessBlock", "DeleteBucketPublicAccessBlock", "PutBucketVersioning",
          "PutBucketEncryption", "DeleteBucketEncryption", "PutBucketOwnershipControls",
          "DeleteBucketOwnershipControls", "PutBucketObjectLockConfiguration", "PutObjectLockConfiguration",
          "PutBucketPolicy", "DeleteBucketPolicy", "PutBucketLifecycle", "PutBucketLogging", "DeleteBucket",
        ),
      ),
    ),
  },
  logGroupChanges: {
    title: "The trail's log group was changed or deleted",
    advice: "Alarms count its events: without it nothing in this list goes off. The bucket has the files.",
    severity: "critical",
    patterns: pattern(({ names }) =>
      allOf(
        fromService("logs"),
        `($.requestParameters.logGroupName="${names.trailLogGroup}")`,
        // prettier-ignore
        anyName(
          "DeleteLogGroup", "DeleteLogStream", "PutRetentionPolicy", "DeleteRetentionPolicy",
          "DisassociateKmsKey", "AssociateKmsKey",
        ),
      ),
    ),
  },
  filterChanges: {
    title: "Metric or subscription filters of the trail's log group were changed",
    advice: "Unless a deployment did it, somebody silences alarms or reads along.",
    severity: "high",
    patterns: pattern(({ names }) =>
      allOf(
        fromService("logs"),
        `($.requestParameters.logGroupName="${names.trailLogGroup}")`,
        anyName("PutMetricFilter", "DeleteMetricFilter", "PutSubscriptionFilter", "DeleteSubscriptionFilter"),
      ),
    ),
  },
  alarmChanges: {
    title: "Alarms of the landing zone were changed, silenced or deleted",
    advice: "Unless a deployment did it, somebody silences alarms.",
    severity: "high",
    patterns: pattern((input) =>
      allOf(
        fromService("monitoring"),
        anyName("PutMetricAlarm", "DeleteAlarms", "DisableAlarmActions", "SetAlarmState"),
        anyOf(ours("alarmName", input), ours("alarmNames[*]", input)),
      ),
    ),
  },
  eventRuleChanges: {
    title: "EventBridge rules, targets or the security event bus were changed",
    advice: "Unless a deployment did it, somebody cuts the fast path.",
    severity: "high",
    patterns: pattern((input) =>
      allOf(
        fromService("events"),
        // prettier-ignore
        anyName(
          "PutRule", "DeleteRule", "DisableRule", "PutTargets", "RemoveTargets", "DeleteEventBus", "DeleteArchive",
          "PutPermission", "RemovePermission", "UpdateEventBus", "UpdateArchive",
        ),
        anyOf(ours("name", input), ours("rule", input), ours("eventBusName", input), ours("archiveName", input)),
      ),
    ),
  },
  topicChanges: {
    title: "Alert topics or their subscriptions were changed",
    advice: "Unless a deployment or a subscriber did it, alerts may reach nobody.",
    severity: "high",
    patterns: pattern((input) =>
      allOf(
        fromService("sns"),
        // prettier-ignore
        anyName(
          "DeleteTopic", "SetTopicAttributes", "AddPermission", "RemovePermission",
          "Subscribe", "Unsubscribe",
        ),
        anyOf(ours("topicArn", input, "*:"), ours("subscriptionArn", input, "*:")),
      ),
    ),
  },
  trailSelectorChanges: {
    title: "What a trail records, or who administers trails, was changed",
    advice: "Events may no longer be recorded. Attempts count, too.",
    severity: "high",
    patterns: pattern(() =>
      allOf(
        fromService("cloudtrail"),
        // prettier-ignore
        anyName(
          "PutEventSelectors", "PutInsightSelectors", "RegisterOrganizationDelegatedAdmin",
          "DeregisterOrganizationDelegatedAdmin",
        ),
      ),
    ),
  },
  keyStoreChanges: {
    title: "A custom key store was disconnected, changed or deleted",
    advice: "Its keys are unavailable until it is connected: what they encrypt can be neither read nor written.",
    severity: "critical",
    patterns: pattern(() =>
      allOf(fromService("kms"), anyName("DisconnectCustomKeyStore", "UpdateCustomKeyStore", "DeleteCustomKeyStore")),
    ),
  },
  cloudHsmCalls: {
    title: "AWS CloudHSM was changed",
    advice: "Clusters, HSMs and backups change by ceremony only: check that one was on the calendar.",
    severity: "high",
    patterns: pattern(() => allOf(fromService("cloudhsm"), "($.readOnly IS FALSE)")),
  },
  inspectorChanges: {
    title: "Amazon Inspector was switched off, told to look at less or to hide findings, or got another administrator",
    advice: "Vulnerabilities would stay unseen: check that it was a deployment.",
    severity: "high",
    patterns: pattern(() =>
      allOf(
        fromService("inspector2"),
        "($.readOnly IS FALSE)",
        // prettier-ignore
        anyName(
          '"Disable*"', '"Disassociate*"', '"Delete*"', '"Update*"', '"BatchDisassociate*"', '"BatchUpdate*"',
          "CreateFilter", "EnableDelegatedAdminAccount", "ResetEncryptionKey", "UntagResource",
        ),
      ),
    ),
  },
  breakGlassUse: {
    title: "The break-glass role was assumed, or somebody tried to",
    advice: "It may do what everyone else is denied. Find the emergency it is for, or end the session.",
    severity: "critical",
    patterns: pattern(({ breakGlassRole }) =>
      allOf(
        fromService("sts"),
        '($.eventName="AssumeRole*")',
        // Of denied attempts CloudTrail may leave out the parameters; the message names the role, last or before the reason.
        anyOf(
          `($.requestParameters.roleArn="*:role/${breakGlassRole}")`,
          `($.errorMessage="*:role/${breakGlassRole}")`,
          `($.errorMessage="*:role/${breakGlassRole} *")`,
        ),
      ),
    ),
  },
  accessChanges: {
    title: "A role, a group, a policy or an identity provider that people get in by was changed",
    advice: "Unless a deployment did it, somebody gets access, or takes it from those who have it.",
    severity: "high",
    patterns: pattern(({ name }) =>
      allOf(
        fromService("iam"),
        "($.readOnly IS FALSE)",
        anyOf(
          `($.requestParameters.roleName="${name}-*")`,
          `($.requestParameters.groupName="${name}-*")`,
          `($.requestParameters.policyArn="*:policy/${name}-*")`,
          '($.eventName="*SAMLProvider")',
          '($.eventName="*OpenIDConnectProvider*")',
        ),
      ),
    ),
  },
  leavingOrganization: {
    title: "An account leaves the organization or closes, or somebody tried to make it",
    advice: "Guardrails and the organization trail end where the organization does.",
    severity: "critical",
    patterns: pattern(() =>
      allOf(anyName("LeaveOrganization", "RemoveAccountFromOrganization", "CloseAccount", "DeleteOrganization")),
    ),
  },
  trustedAccessChanges: {
    title: "Trusted access or a delegated administrator of the organization was changed",
    advice: "CloudTrail and AWS Config see the organization by these. Check that it was a deployment.",
    severity: "high",
    patterns: pattern(() =>
      allOf(
        fromService("organizations"),
        // prettier-ignore
        anyName(
          "EnableAWSServiceAccess", "DisableAWSServiceAccess", "RegisterDelegatedAdministrator",
          "DeregisterDelegatedAdministrator",
        ),
      ),
    ),
  },
} as const satisfies Readonly<Record<string, AlarmDefinition>>;
