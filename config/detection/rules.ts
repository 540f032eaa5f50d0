import { API_CALL, SIGN_IN } from "./definition";
import type { EventPattern, RuleDefinition } from "./definition";

const calls = (service: string, eventName: readonly unknown[], detail: EventPattern = {}): EventPattern => ({
  source: [`aws.${service}`],
  "detail-type": [API_CALL],
  detail: { eventName, ...detail },
});

/**
 * Tampering, reported within seconds. EventBridge passes on the CloudTrail events of calls that change something; what only
 * reads, assuming a role included, only to rules that ask for it: those that `reads` forwards.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export const EVENT_RULES = {
  trailTampering: {
    title: "A trail was stopped, changed or deleted",
    advice: "Unless a deployment did it, somebody wants to act unseen: start it again and find out who.",
    severity: "critical",
    pattern: () => calls("cloudtrail", ["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"]),
  },
  configTampering: {
    title: "AWS Config was stopped, told to record other types of resources, or its delivery deleted",
    advice: "Unless a deployment did it, somebody wants to change resources unseen.",
    severity: "critical",
    pattern: () =>
      calls("config", [
        "StopConfigurationRecorder",
        "DeleteConfigurationRecorder",
        "DeleteDeliveryChannel",
        "DisassociateResourceTypes",
        "AssociateResourceTypes",
      ]),
  },
  keyTampering: {
    title: "A key was disabled or its deletion scheduled, or a key store disconnected, changed or deleted",
    advice: "What it encrypts becomes unreadable. A scheduled deletion can be cancelled while it waits.",
    severity: "critical",
    pattern: () =>
      calls("kms", [
        "ScheduleKeyDeletion",
        "DisableKey",
        "DisconnectCustomKeyStore",
        "UpdateCustomKeyStore",
        "DeleteCustomKeyStore",
      ]),
  },
  hsmTampering: {
    title: "A CloudHSM cluster, an HSM or a backup was deleted or changed, or a backup copied or shared",
    advice:
      "Without HSMs and backups the keys are lost; a deleted backup can be restored for seven days. Unless a deployment or a ceremony did it, find out who, and where copies went.",
    severity: "critical",
    // All that there will be, too, but what adds.
    pattern: () => calls("cloudhsm", [{ "anything-but": { prefix: "Create" } }]),
  },
  inspectorTampering: {
    title: "Amazon Inspector was switched off, told to look at less or to hide findings, or got another administrator",
    advice:
      "Unless a deployment did it, somebody wants vulnerabilities to stay unseen: switch it on again and find out who.",
    severity: "high",
    // By how calls begin, so that what there will be counts, too.
    // prettier-ignore
    pattern: () =>
      calls("inspector2", [
        { prefix: "Disable" }, { prefix: "Disassociate" }, { prefix: "Delete" }, { prefix: "Update" },
        { prefix: "BatchDisassociate" }, { prefix: "BatchUpdate" },
        "CreateFilter", "EnableDelegatedAdminAccount", "ResetEncryptionKey", "UntagResource",
      ]),
  },
  logBucketTampering: {
    title: "A log bucket was deleted, or what protects it changed",
    advice: "Only a deployment that breaks the glass does this.",
    severity: "critical",
    forwardedBy: "second",
    // By how its name begins, as accounts have buckets of their own for access logs.
    // prettier-ignore
    pattern: ({ name }) =>
      calls(
        "s3",
        [
          "PutBucketPolicy", "DeleteBucketPolicy", "PutBucketVersioning", "PutBucketLifecycle", "DeleteBucketLifecycle",
          "PutBucketReplication", "DeleteBucketReplication", "PutBucketPublicAccessBlock",
          "DeleteBucketPublicAccessBlock", "PutBucketObjectLockConfiguration", "PutBucketEncryption",
          "DeleteBucketEncryption", "PutBucketOwnershipControls", "DeleteBucketOwnershipControls", "DeleteBucket",
        ],
        { requestParameters: { bucketName: [{ prefix: `${name}-` }] } },
      ),
  },
  rootSignIn: {
    title: "A root user signed in to the console",
    advice: "Find out who and why; root is for emergencies only.",
    severity: "critical",
    pattern: () => ({
      source: ["aws.signin"],
      "detail-type": [SIGN_IN],
      detail: { userIdentity: { type: ["Root"] } },
    }),
  },
  organizationTampering: {
    title: "An account leaves the organization, or its policies or trusted access end",
    advice: "Guardrails and the organization trail end where the organization does.",
    severity: "critical",
    pattern: () =>
      calls("organizations", [
        "LeaveOrganization",
        "RemoveAccountFromOrganization",
        "DetachPolicy",
        "DeletePolicy",
        "DisablePolicyType",
        "DisableAWSServiceAccess",
      ]),
  },
  detectionTampering: {
    title: "Alarms, filters, rules, topics or the log group that alarms read were deleted or disabled",
    advice: "Unless a deployment did it, somebody silences what would tell of them.",
    severity: "high",
    forwardedBy: "second",
    pattern: ({ name, names }) => ({
      source: ["aws.events", "aws.logs", "aws.monitoring", "aws.sns"],
      "detail-type": [API_CALL],
      detail: {
        // prettier-ignore
        eventName: [
          "DeleteRule", "DisableRule", "RemoveTargets", "DeleteMetricFilter", "DeleteAlarms", "DisableAlarmActions",
          "DeleteTopic", "DeleteEventBus", "DeleteLogGroup", "DeleteLogStream",
        ],
        requestParameters: {
          $or: [
            { name: [{ prefix: `${name}-` }] },
            { rule: [{ prefix: `${name}-` }] },
            { alarmNames: [{ prefix: `${name}-` }] },
            { topicArn: [{ wildcard: `*:${name}-*` }] },
            { logGroupName: [names.trailLogGroup] },
          ],
        },
      },
    }),
  },
  breakGlassAssumed: {
    title: "The break-glass role was assumed, or somebody tried to",
    advice: "It may do what everyone else is denied. Find the emergency it is for, or end the session.",
    severity: "critical",
    forwardedBy: "reads",
    // The alarm breakGlassUse tells of the same by another way: metric filter, not EventBridge. CloudTrail writes a call where it
    // was answered, of the global endpoint in us-east-1, in the account of the caller and in that of the role.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_region-endpoints.html
    pattern: ({ breakGlassRole }) => ({
      $or: [
        {
          source: ["aws.sts"],
          "detail-type": [API_CALL],
          detail: {
            eventName: [{ prefix: "AssumeRole" }],
            // Of denied attempts CloudTrail may leave out the parameters; the message names the role, last or before the reason.
            $or: [
              { requestParameters: { roleArn: [{ wildcard: `*:role/${breakGlassRole}` }] } },
              {
                errorMessage: [{ wildcard: `*:role/${breakGlassRole}` }, { wildcard: `*:role/${breakGlassRole} *` }],
              },
            ],
          },
        },
        // Who switches roles in the console, or signs in there with a session of the role.
        {
          source: ["aws.signin"],
          "detail-type": [SIGN_IN],
          detail: { userIdentity: { arn: [{ wildcard: `*:assumed-role/${breakGlassRole}/*` }] } },
        },
      ],
    }),
  },
  accessTampering: {
    title: "Who gets access, or how, was changed: a role, group, policy, identity provider or permission set",
    advice: "Unless a deployment did it, somebody gets access, or takes it from those who have it.",
    severity: "high",
    forwardedBy: "second",
    // Assignments of permission sets are left out: they name neither set nor account in a way that says whether logs are near.
    pattern: ({ name }) => ({
      "detail-type": [API_CALL],
      $or: [
        {
          source: ["aws.iam"],
          detail: {
            $or: [
              { requestParameters: { roleName: [{ prefix: `${name}-` }] } },
              { requestParameters: { groupName: [{ prefix: `${name}-` }] } },
              { requestParameters: { policyArn: [{ wildcard: `*:policy/${name}-*` }] } },
              {
                eventName: [
                  { suffix: "SAMLProvider" },
                  { wildcard: "*OpenIDConnectProvider*" },
                  // Of any user: people have names of their own.
                  { suffix: "UserPermissionsBoundary" },
                  "DeactivateMFADevice",
                ],
              },
            ],
          },
        },
        {
          source: ["aws.sso"],
          detail: {
            // prettier-ignore
            eventName: [
              "CreatePermissionSet", "UpdatePermissionSet", "DeletePermissionSet", "ProvisionPermissionSet",
              { suffix: "ToPermissionSet" }, { suffix: "FromPermissionSet" },
            ],
          },
        },
      ],
    }),
  },
} as const satisfies Readonly<Record<string, RuleDefinition>>;
