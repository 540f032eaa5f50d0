import { API_CALL } from "./definition";
import type { EventPattern, RuleDefinition } from "./definition";

const calls = (service: string, eventName: readonly unknown[], detail: EventPattern = {}): EventPattern => ({
  source: [`aws.${service}`],
  "detail-type": [API_CALL],
  detail: { eventName, ...detail },
});

/**
 * Tampering, reported within seconds. EventBridge passes on the CloudTrail events of calls that change something; what only
 * reads, assuming a role included, it does not, so that the alarms report the break-glass role.
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
    // All that there will be, too, but what adds: names one by one would not fit into the pattern that every region forwards.
    pattern: () => calls("cloudhsm", [{ "anything-but": { prefix: "Create" } }]),
  },
  inspectorTampering: {
    title: "Amazon Inspector was switched off, told to look at less or to hide findings, or got another administrator",
    advice:
      "Unless a deployment did it, somebody wants vulnerabilities to stay unseen: switch it on again and find out who.",
    severity: "high",
    // All that disables, dissociates, deletes or updates. By letters of their names, as the names themselves would not fit into the
    // pattern that every region forwards; a D only begins them, as EventBridge passes on BatchGetFindingDetails, which reads. The
    // alarm has another administrator, code repositories and the key of code snippets besides.
    pattern: () => calls("inspector2", [{ prefix: "D" }, { wildcard: "*U*" }, "CreateFilter"]),
  },
  logBucketTampering: {
    title: "A log bucket was deleted, or what protects it changed",
    advice: "Only a deployment that breaks the glass does this.",
    severity: "critical",
    // By how its name begins: the names of all log buckets would not fit into the pattern that every region forwards.
    // prettier-ignore
    pattern: ({ name }) =>
      calls(
        "s3",
        [
          "PutBucketPolicy", "PutBucketVersioning", "PutBucketLifecycle",
          "PutBucketObjectLockConfiguration", { prefix: "DeleteBucket" },
          // Put and Delete, as rules are not told of what reads; shorter than both names.
          { suffix: "BucketPublicAccessBlock" }, { suffix: "BucketEncryption" },
          { suffix: "BucketOwnershipControls" },
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
      "detail-type": ["AWS Console Sign In via CloudTrail"],
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
    title: "Alarms, filters, rules or topics were deleted or disabled",
    advice: "Unless a deployment did it, somebody silences what would tell of them.",
    severity: "high",
    pattern: ({ name, names }) => ({
      source: ["aws.events", "aws.logs", "aws.monitoring", "aws.sns"],
      "detail-type": [API_CALL],
      detail: {
        // Rules, filters, alarms and their actions, topics, buses.
        eventName: [{ prefix: "Del" }, { prefix: "Disa" }, "RemoveTargets"],
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
} as const satisfies Readonly<Record<string, RuleDefinition>>;
