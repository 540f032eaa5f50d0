import { SESSION_PREFERENCES } from "../../aws/session-preferences";
import {
  CONFIG_TAMPERING,
  KEY_POLICY_TAMPERING,
  KEY_STORE_TAMPERING,
  KEY_TAMPERING,
  LOG_ACCOUNT_TAMPERING,
  STACK_SET_ACCESS_TAMPERING,
  TRAIL_TAMPERING,
} from "../../aws/tampering";
import type { AlarmDefinition, DetectionInput } from "./definition";
import { allOf, anyName, anyOf, CHANGES, fromService, MANAGEMENT, NOT_BY_A_SERVICE, SUCCEEDED } from "./filter-text";
import { CIS_CONFIG_CHANGES, CIS_KEY_DELETION, CIS_TRAIL_CHANGES } from "./cis";
import { logReadsPattern, readingPeoplePattern } from "./log-reads";
import { OUR_RESOURCES, ourChanges } from "./ours";
import type { OurResources } from "./ours";

/** No checker demands a text of these, so there is one for both variants. */
const pattern = (text: (input: DetectionInput) => string): AlarmDefinition["patterns"] => ({
  exact: text,
  tuned: text,
});

/** `($.requestParameters.name="example-*")` */
const ours = (parameter: string, { name }: DetectionInput, before = ""): string =>
  `($.requestParameters.${parameter}="${before}${name}-*")`;

/** Whatever changes something of ours, and is reported. */
const changesOf = (resources: OurResources, ...elsewhere: readonly string[]): AlarmDefinition["patterns"] =>
  pattern((input) => allOf(...ourChanges(resources, input, ...elsewhere)));

/** Any of the calls that no alarm of CIS AWS Foundations counts: nobody should be notified of one call by two alarms. */
const beyondCis = (counted: readonly string[], names: readonly string[]): string =>
  anyName(...names.filter((name) => !counted.includes(name)));

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
    title: "A log bucket or the bucket of Terraform's states was deleted, or its settings changed",
    advice: "Only a deployment that breaks the glass does this.",
    severity: "critical",
    patterns: pattern((input) =>
      allOf(
        fromService("s3"),
        CHANGES,
        MANAGEMENT,
        anyOf(
          ours("bucketName", input),
          ...(input.stateBucket === undefined ? [] : [`($.requestParameters.bucketName="${input.stateBucket}")`]),
        ),
      ),
    ),
  },
  logReads: {
    title: "Logs were read or listed by somebody who is not among the named readers",
    advice:
      "The record names who, and which files. Expected: add the role to trail.dataEvents.logReaders, or give the person " +
      "the job function. Else logs leave, with all that they say of the organization.",
    severity: "high",
    patterns: pattern(logReadsPattern),
    needs: "logBucketReads",
  },
  logReadsByPeople: {
    title: "Logs were read or listed by somebody whose job function it is",
    advice:
      "Expected while somebody looks into something: the record names who, and which files. Ask whoever has no such task.",
    severity: "low",
    patterns: pattern(readingPeoplePattern),
    needs: "logBucketReadsByPeople",
  },
  logGroupChanges: {
    title: "A log group of the landing zone was changed or deleted",
    advice:
      "Alarms count the events of the trail's: without it nothing in this list goes off. The bucket has the files.",
    severity: "critical",
    // Filters are in an alarm of their own.
    patterns: changesOf(OUR_RESOURCES.logGroups, '"*Filter"'),
  },
  filterChanges: {
    title: "Metric or subscription filters of a log group of the landing zone were changed",
    advice: "Unless a deployment did it, somebody silences alarms or reads along.",
    severity: "high",
    patterns: pattern(({ name }) =>
      allOf(
        fromService("logs"),
        `($.requestParameters.logGroupName="${name}/*")`,
        anyName(...OUR_RESOURCES.logGroups.reported),
      ),
    ),
  },
  alarmChanges: {
    title: "Alarms or dashboards of the landing zone were changed, silenced, muted or deleted",
    advice: "Unless a deployment did it, somebody silences alarms.",
    severity: "high",
    patterns: changesOf(OUR_RESOURCES.alarms),
  },
  eventRuleChanges: {
    title: "EventBridge rules, targets, archives or the security event bus were changed",
    advice: "Unless a deployment did it, somebody cuts the fast path.",
    severity: "high",
    patterns: changesOf(OUR_RESOURCES.eventRules),
  },
  topicChanges: {
    title: "Alert topics or their subscriptions were changed",
    advice: "Unless a deployment or a subscriber did it, alerts may reach nobody.",
    severity: "high",
    patterns: changesOf(OUR_RESOURCES.topics),
  },
  queueChanges: {
    title: "Queues of the landing zone were changed, emptied or deleted",
    advice: "Unless a deployment did it, notices of log files, or events that were not delivered yet, are lost.",
    severity: "high",
    patterns: changesOf(OUR_RESOURCES.queues),
  },
  functionChanges: {
    title: "Functions of the landing zone were changed, stopped or deleted",
    advice: "Unless a deployment did it, somebody blinds what looks after the key store, the trail, its logs or scans.",
    severity: "high",
    patterns: changesOf(OUR_RESOURCES.functions),
  },
  tableChanges: {
    title: "A table of the landing zone was changed or deleted",
    advice: "Unless a deployment did it, what is known of verified log files may be lost.",
    severity: "high",
    patterns: changesOf(OUR_RESOURCES.tables),
  },
  streamChanges: {
    title: "The stream of findings was changed or deleted",
    advice: "Unless a deployment did it, findings reach the log archive no more.",
    severity: "high",
    patterns: changesOf(OUR_RESOURCES.streams),
  },
  logSourceChanges: {
    title: "Flow logs were deleted, or policies of all log groups or of Session Manager's transcripts changed",
    advice: "Unless a deployment did it, somebody wants to act unseen in a network or on a host.",
    severity: "high",
    patterns: pattern(() =>
      allOf(
        anyOf(
          `(${fromService("ec2")} && ($.eventName=DeleteFlowLogs))`,
          `(${fromService("logs")} && ${anyName(...LOG_ACCOUNT_TAMPERING)})`,
          `(${fromService("ssm")} && ${CHANGES} && ($.requestParameters.name="${SESSION_PREFERENCES}"))`,
        ),
      ),
    ),
  },
  configCoverageChanges: {
    title: "What AWS Config records, delivers, judges or shows was changed or deleted",
    advice:
      "Unless a deployment did it, somebody wants to change resources unseen. Accounts delete rules of their own, too.",
    severity: "high",
    patterns: pattern(() =>
      allOf(fromService("config"), beyondCis(CIS_CONFIG_CHANGES, Object.values(CONFIG_TAMPERING).flat())),
    ),
  },
  keyGuardChanges: {
    title: "A key is not used or rotated any more, or an alias of the landing zone's keys was changed",
    advice: "Guardrails know the keys by their aliases, and what a key encrypted is unreadable without it.",
    severity: "critical",
    patterns: pattern(({ name }) =>
      allOf(
        fromService("kms"),
        anyOf(
          beyondCis(CIS_KEY_DELETION, KEY_TAMPERING),
          `(($.eventName="*Alias") && ($.requestParameters.aliasName="alias/${name}-*"))`,
        ),
      ),
    ),
  },
  keyPolicyChanges: {
    title: "A key in an account that has keys of the landing zone got another policy, grants, material or tags",
    advice:
      "The record names the key. Unless a deployment did it, or the key is another one, what carries logs and alerts may fail.",
    severity: "high",
    // The record names a key by an id that AWS invents, so all keys of these accounts count.
    patterns: pattern(({ keyAccountIds }) =>
      allOf(
        fromService("kms"),
        anyName(...KEY_POLICY_TAMPERING),
        anyOf(...keyAccountIds.map((id) => `($.recipientAccountId="${id}")`)),
        // Services make and retire grants all day. Policies they change for somebody, as CloudFormation does.
        anyOf('($.eventName!="*Grant")', NOT_BY_A_SERVICE),
      ),
    ),
  },
  trailSelectorChanges: {
    title: "What a trail records, or who administers trails, was changed",
    advice: "Events may no longer be recorded. Attempts count, too.",
    severity: "high",
    patterns: pattern(() => allOf(fromService("cloudtrail"), beyondCis(CIS_TRAIL_CHANGES, TRAIL_TAMPERING))),
  },
  keyStoreChanges: {
    title: "A custom key store was disconnected, changed or deleted",
    advice: "Its keys are unavailable until it is connected: what they encrypt can be neither read nor written.",
    severity: "critical",
    patterns: pattern(() => allOf(fromService("kms"), anyName(...KEY_STORE_TAMPERING))),
  },
  cloudHsmCalls: {
    title: "AWS CloudHSM was changed",
    advice: "Clusters, HSMs and backups change by ceremony only: check that one was on the calendar.",
    severity: "high",
    patterns: pattern(() => allOf(fromService("cloudhsm"), CHANGES)),
  },
  stackSetChanges: {
    title: "A stack set of the landing zone was changed or deleted, stacks taken out of it, or an operation stopped",
    advice:
      "Every account's recorder and event rules are made of these. Unless a deployment did it, somebody blinds accounts.",
    severity: "high",
    onlyWith: "stacksets",
    patterns: pattern((input) =>
      allOf(
        fromService("cloudformation"),
        CHANGES,
        anyOf(ours("stackSetName", input), anyName(...STACK_SET_ACCESS_TAMPERING)),
      ),
    ),
  },
  inspectorChanges: {
    title: "Amazon Inspector was switched off, told to look at less or to hide findings, or got another administrator",
    advice: "Vulnerabilities would stay unseen: check that it was a deployment.",
    severity: "high",
    patterns: pattern(() =>
      allOf(
        fromService("inspector2"),
        CHANGES,
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
        anyOf(
          `(${[
            fromService("sts"),
            '($.eventName="AssumeRole*")',
            // Of denied attempts CloudTrail may leave out the parameters; the message names the role, last or before the reason.
            anyOf(
              `($.requestParameters.roleArn="*:role/${breakGlassRole}")`,
              `($.errorMessage="*:role/${breakGlassRole}")`,
              `($.errorMessage="*:role/${breakGlassRole} *")`,
            ),
          ].join(" && ")})`,
          // Who switches roles in the console, or signs in there with a session of the role.
          `(${fromService("signin")} && ($.userIdentity.arn="*:assumed-role/${breakGlassRole}/*"))`,
        ),
      ),
    ),
  },
  accessChanges: {
    title: "A role, group, policy, identity provider, permission set or boundary that people get in by was changed",
    advice: "Unless a deployment did it, somebody gets access, or takes it from those who have it.",
    severity: "high",
    patterns: pattern(({ breakGlassRole, name }) =>
      allOf(
        CHANGES,
        anyOf(
          `(${fromService("iam")} && ${anyOf(
            `($.requestParameters.roleName="${name}-*")`,
            `($.requestParameters.roleName="${breakGlassRole}")`,
            `($.requestParameters.groupName="${name}-*")`,
            `($.requestParameters.policyArn="*:policy/${name}-*")`,
            // prettier-ignore
            anyName(
              '"*SAMLProvider"', '"*OpenIDConnectProvider*"', '"*OrganizationsRoot*"',
              // Of any user: people have names of their own.
              '"*UserPermissionsBoundary"', "DeactivateMFADevice",
            ),
          )})`,
          // prettier-ignore
          `(${fromService("sso")} && ${anyName(
            "CreatePermissionSet", "UpdatePermissionSet", "DeletePermissionSet", "ProvisionPermissionSet",
            '"*ToPermissionSet"', '"*FromPermissionSet"',
          )})`,
        ),
      ),
    ),
  },
  leavingOrganization: {
    title: "An account leaves the organization or closes, or somebody tried to make it",
    advice: "Guardrails and the organization trail end where the organization does.",
    severity: "critical",
    patterns: pattern(() =>
      allOf(
        anyName(
          "AccountDepartedOrganization",
          "LeaveOrganization",
          "RemoveAccountFromOrganization",
          "CloseAccount",
          "DeleteOrganization",
        ),
      ),
    ),
  },
  trustedAccessChanges: {
    title: "Trusted access, a delegated administrator or the resource policy of the organization was changed",
    advice: "CloudTrail and AWS Config see the organization by these. Check that it was a deployment.",
    severity: "high",
    patterns: pattern(() =>
      allOf(
        fromService("organizations"),
        // prettier-ignore
        anyName(
          "EnableAWSServiceAccess", "DisableAWSServiceAccess", "RegisterDelegatedAdministrator",
          "DeregisterDelegatedAdministrator", "PutResourcePolicy", "DeleteResourcePolicy",
        ),
      ),
    ),
  },
} as const satisfies Readonly<Record<string, AlarmDefinition>>;
