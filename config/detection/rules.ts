import { SESSION_PREFERENCES } from "../../aws/session-preferences";
import {
  CONFIG_TAMPERING,
  KEY_POLICY_TAMPERING,
  KEY_STORE_TAMPERING,
  KEY_TAMPERING,
  LOG_ACCOUNT_TAMPERING,
  ORGANIZATION_TAMPERING,
  STACK_SET_ACCESS_TAMPERING,
  TRAIL_TAMPERING,
} from "../../aws/tampering";
import { API_CALL, CHANGES_MATCHER, SERVICE_EVENT, SIGN_IN, STACK_SET_EVENTS } from "./definition";
import type { EventPattern, RuleDefinition } from "./definition";
import { logReadsEventPattern } from "./log-reads";
import { OUR_RESOURCES, ourChangesPattern } from "./ours";

const calls = (service: string, eventName: readonly unknown[], detail: EventPattern = {}): EventPattern => ({
  source: [`aws.${service}`],
  "detail-type": [API_CALL],
  detail: { eventName, ...detail },
});

const isOfGrant = (name: string): boolean => name.endsWith("Grant");

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
    pattern: () => calls("cloudtrail", TRAIL_TAMPERING),
  },
  configTampering: {
    title: "AWS Config was stopped, told to record, deliver, judge or show something else, or parts of it deleted",
    advice: "Unless a deployment did it, somebody wants to change resources unseen.",
    severity: "critical",
    pattern: () => calls("config", Object.values(CONFIG_TAMPERING).flat()),
  },
  keyTampering: {
    title:
      "A key was disabled or its deletion scheduled, an alias of the landing zone's keys changed, or a key store disconnected, changed or deleted",
    advice: "What it encrypts becomes unreadable. A scheduled deletion can be cancelled while it waits.",
    severity: "critical",
    pattern: ({ name }) => ({
      source: ["aws.kms"],
      "detail-type": [API_CALL],
      detail: {
        $or: [
          { eventName: [...KEY_TAMPERING, ...KEY_STORE_TAMPERING].sort() },
          // By its alias alone guardrails know a key of the landing zone.
          { eventName: [{ suffix: "Alias" }], requestParameters: { aliasName: [{ prefix: `alias/${name}-` }] } },
        ],
      },
    }),
  },
  keyPolicyTampering: {
    title: "A key in an account that has keys of the landing zone got another policy, grants, material or tags",
    advice:
      "The record names the key. Unless a deployment did it, or the key is another one, what carries logs and alerts may fail.",
    severity: "high",
    forwardedBy: "fifth",
    pattern: ({ keyAccountIds }) => ({
      account: keyAccountIds,
      source: ["aws.kms"],
      "detail-type": [API_CALL],
      detail: {
        $or: [
          { eventName: KEY_POLICY_TAMPERING.filter((name) => !isOfGrant(name)) },
          // Services make and retire grants all day. Policies they change for somebody, as CloudFormation does.
          { eventName: KEY_POLICY_TAMPERING.filter(isOfGrant), userIdentity: { invokedBy: [{ exists: false }] } },
        ],
      },
    }),
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
    title: "A log bucket or the bucket of Terraform's states was deleted, or its settings changed",
    advice: "Only a deployment that breaks the glass does this.",
    severity: "critical",
    forwardedBy: "second",
    // By how its name begins, as accounts have buckets of their own for access logs; whatever is done to a bucket, of which what
    // is done to objects is no management event.
    pattern: ({ name, stateBucket }) => ({
      source: ["aws.s3"],
      "detail-type": [API_CALL],
      detail: {
        readOnly: CHANGES_MATCHER,
        managementEvent: [true, { exists: false }],
        requestParameters: {
          bucketName: [{ prefix: `${name}-` }, ...(stateBucket === undefined ? [] : [stateBucket])],
        },
      },
    }),
  },
  logBucketReads: {
    title: "Logs were read or listed by somebody who is not among the named readers",
    advice:
      "The record names who, and which files. Expected: add the role to trail.dataEvents.logReaders, or give the person " +
      "the job function. Else logs leave, with all that they say of the organization.",
    severity: "high",
    forwardedBy: "data",
    needs: "logBucketReads",
    pattern: logReadsEventPattern,
  },
  rootSignIn: {
    title: "A root user signed in to the console",
    advice: "Find out who and why; root is for emergencies only.",
    severity: "critical",
    // Use of an account, and no tampering.
    carriers: ["alerts"],
    pattern: () => ({
      source: ["aws.signin"],
      "detail-type": [SIGN_IN],
      detail: { userIdentity: { type: ["Root"] } },
    }),
  },
  organizationTampering: {
    title: "An account left or moved, or policies, trusted access or administrators of the organization were changed",
    advice: "Guardrails and the organization trail end where the organization does.",
    severity: "critical",
    forwardedBy: "fifth",
    pattern: () => ({
      source: ["aws.organizations"],
      "detail-type": [API_CALL, SERVICE_EVENT],
      detail: { eventName: ORGANIZATION_TAMPERING },
    }),
  },
  detectionTampering: {
    title: "Alarms, rules, topics or log groups that tell of tampering were changed or deleted",
    advice: "Unless a deployment did it, somebody silences what would tell of them.",
    severity: "high",
    forwardedBy: "third",
    pattern: (input) => {
      const { alarms, eventRules, logGroups, topics } = OUR_RESOURCES;
      return ourChangesPattern([alarms, eventRules, logGroups, topics], input);
    },
  },
  deliveryTampering: {
    title: "Queues, functions, tables or streams of the landing zone were changed, emptied or deleted",
    advice: "Unless a deployment did it, notices, findings or what probes and validators see reach nobody.",
    severity: "high",
    forwardedBy: "fourth",
    pattern: (input) => {
      const { functions, queues, streams, tables } = OUR_RESOURCES;
      return ourChangesPattern([functions, queues, streams, tables], input);
    },
  },
  logSourceTampering: {
    title: "Flow logs were deleted, or policies of all log groups or of Session Manager's transcripts changed",
    advice: "Unless a deployment did it, somebody wants to act unseen in a network or on a host.",
    severity: "high",
    forwardedBy: "second",
    pattern: () => ({
      "detail-type": [API_CALL],
      $or: [
        { source: ["aws.ec2"], detail: { eventName: ["DeleteFlowLogs"] } },
        { source: ["aws.logs"], detail: { eventName: LOG_ACCOUNT_TAMPERING } },
        {
          source: ["aws.ssm"],
          detail: { readOnly: CHANGES_MATCHER, requestParameters: { name: [SESSION_PREFERENCES] } },
        },
      ],
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
    pattern: ({ breakGlassRole, name }) => ({
      "detail-type": [API_CALL],
      $or: [
        {
          source: ["aws.iam"],
          detail: {
            $or: [
              { requestParameters: { roleName: [{ prefix: `${name}-` }, breakGlassRole] } },
              { requestParameters: { groupName: [{ prefix: `${name}-` }] } },
              { requestParameters: { policyArn: [{ wildcard: `*:policy/${name}-*` }] } },
              {
                eventName: [
                  { suffix: "SAMLProvider" },
                  { wildcard: "*OpenIDConnectProvider*" },
                  { wildcard: "*OrganizationsRoot*" },
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
  stackSetTampering: {
    title: "A stack set of the landing zone was changed or deleted, stacks taken out of it, or an operation stopped",
    advice:
      "Every account's recorder and event rules are made of these. Unless a deployment did it, somebody blinds accounts.",
    severity: "high",
    forwardedBy: "fifth",
    onlyWith: "stacksets",
    // By name or by name and id: both begin so.
    pattern: ({ name }) => ({
      source: ["aws.cloudformation"],
      "detail-type": [API_CALL],
      detail: {
        readOnly: CHANGES_MATCHER,
        $or: [
          { requestParameters: { stackSetName: [{ prefix: `${name}-` }] } },
          { eventName: STACK_SET_ACCESS_TAMPERING },
        ],
      },
    }),
  },
  stackSetFailures: {
    title: "A stack of the landing zone's stack sets failed, or an operation on them was stopped",
    advice:
      "An account lacks what every account has, such as its recorder or event forwarding. `landing-zone check` says which, and why.",
    severity: "high",
    forwardedBy: "fifth",
    onlyWith: "stacksets",
    carriers: ["alerts"],
    // With failures tolerated, operations succeed although stacks fail: each stack is to be looked at, also of accounts that join.
    pattern: ({ names }) => ({
      source: ["aws.cloudformation"],
      "detail-type": STACK_SET_EVENTS,
      detail: {
        "stack-set-arn": [{ wildcard: `*:stackset/${names.regionalBaselineStackSet}*` }],
        "status-details": {
          $or: [
            { "detailed-status": ["CANCELLED", "FAILED", "FAILED_IMPORT", "INOPERABLE"] },
            { status: ["FAILED", "INOPERABLE", "STOPPED"] },
          ],
        },
      },
    }),
  },
} as const satisfies Readonly<Record<string, RuleDefinition>>;
