import {
  CONFIG_TAMPERING,
  LOG_ACCOUNT_TAMPERING,
  METRIC_FILTER_CHANGES,
  SUBSCRIPTION_FILTER_CHANGES,
} from "../../aws/tampering";
import { accessIdentityGuardrail, logReaderGuardrail } from "./access";
import type { GuardrailInput, GuardrailStatement } from "./statement";
import { logBucketGuardrail, logBucketResourceGuardrail } from "./log-buckets";
import { inspectorGuardrail } from "./inspector";
import {
  hsmBackupGuardrail,
  hsmClusterGuardrail,
  hsmGuardrail,
  hsmLogGuardrail,
  keyStoreGuardrail,
  probeGuardrail,
} from "./key-store";
import { findingGuardrail } from "./findings";
import { logValidationGuardrail } from "./log-validation";
import { keyGuardrail, keyResourceGuardrail } from "./keys";
import { roleOfStates, stateGuardrail, stateResourceGuardrail } from "./states";
import {
  denial,
  denialOfAllBut,
  denialsOfOutsiders,
  deploymentRoles,
  exceptBreakGlass,
  exceptDeployment,
  ofEveryone,
} from "./denial";
import { leftOpenOn } from "./left-open";

export interface Guardrail {
  /** What it protects, and from what; a sentence. */
  readonly protects: string;
  /** Statements of a service control policy: they bind the principals of member accounts. */
  readonly serviceControl: (input: GuardrailInput) => readonly GuardrailStatement[];
  /**
   * Statements of a resource control policy: they bind everyone, on resources of member accounts.
   * @default - none: the service has no resource control policies
   */
  readonly resourceControl?: (input: GuardrailInput) => readonly GuardrailStatement[];
}

const arn = ({ partition }: GuardrailInput, service: string, resource: string): string =>
  `arn:${partition}:${service}:*:*:${resource}`;

/** A log group, by how its name begins, and its streams. */
const logGroupArn = (input: GuardrailInput, begin: string): string => arn(input, "logs", `log-group:${begin}*`);

const trailLogGroupArn = (input: GuardrailInput): string => logGroupArn(input, input.names.trailLogGroup);
const hostLogGroupsArn = (input: GuardrailInput): string => logGroupArn(input, `${input.names.hostLogGroups}/`);

/**
 * Every guardrail, in the order in which statements are written. All are attached to the root unless the user says otherwise.
 * Each repeats its condition, so a guardrail's statements of the same condition are one, and fewer policies are needed.
 */
export const GUARDRAILS = {
  organization: {
    protects: "Accounts neither leave the organization nor close themselves.",
    serviceControl: (input) => [
      denial(
        "LeaveOrganization",
        ["organizations:LeaveOrganization", "account:CloseAccount"],
        "*",
        exceptBreakGlass(input),
      ),
    ],
  },
  trail: {
    protects: "The organization trail is not stopped, changed or deleted, by a delegated administrator either.",
    serviceControl: (input) => [
      denialOfAllBut(
        "Trail",
        leftOpenOn("trail"),
        arn(input, "cloudtrail", `trail/${input.names.trail}`),
        exceptDeployment(input),
      ),
    ],
  },
  logBuckets: {
    protects: "Logs are not deleted or altered, and the settings and policies of the log buckets are not changed.",
    serviceControl: logBucketGuardrail,
    resourceControl: logBucketResourceGuardrail,
  },
  keys: {
    protects: "The keys are not disabled, deleted or handed to others.",
    serviceControl: keyGuardrail,
    resourceControl: keyResourceGuardrail,
  },
  states: {
    protects:
      "Where Terraform's states are in a member account, nobody of it reads, writes or deletes any, or changes their bucket, but by " +
      "breaking the glass.",
    serviceControl: stateGuardrail,
    resourceControl: stateResourceGuardrail,
  },
  keyStores: {
    protects: "Custom key stores of AWS KMS in the log-archive account are not disconnected, changed or deleted.",
    serviceControl: keyStoreGuardrail,
  },
  hsmClusters: {
    protects: "The CloudHSM cluster of the landing zone keeps its certificates, its backups' retention and its tags.",
    serviceControl: hsmClusterGuardrail,
  },
  hsms: {
    protects: "HSMs of CloudHSM in the log-archive account are not deleted.",
    serviceControl: hsmGuardrail,
  },
  hsmBackups: {
    protects:
      "Backups of CloudHSM in the log-archive account are not deleted, copied to other regions, shared, or made clusters of.",
    serviceControl: hsmBackupGuardrail,
  },
  hsmLogs: {
    protects:
      "The audit logs of HSMs in the log-archive account keep their events, their retention, their keys and their filters.",
    serviceControl: hsmLogGuardrail,
  },
  logGroups: {
    protects:
      "The log groups of the trail, of VPC flow logs, of hosts, of functions and of deliveries keep their events, their retention " +
      "and their keys.",
    serviceControl: (input) => [
      denialOfAllBut(
        "LogGroups",
        // Filters, which it leaves open, are in guardrails of their own.
        leftOpenOn("logGroup"),
        // Whether there are flow logs in log groups and hosts or not: the policy is the same when they come.
        [
          trailLogGroupArn(input),
          logGroupArn(input, input.names.flowLogGroup),
          hostLogGroupsArn(input),
          logGroupArn(input, input.names.findingStreamLogGroup),
          logGroupArn(input, `/aws/lambda/${input.name}-`),
        ],
        exceptDeployment(input),
      ),
    ],
  },
  metricFilters: {
    protects: "The metric filters that alarms count with are not changed.",
    serviceControl: (input) => [
      denial(
        "MetricFilters",
        METRIC_FILTER_CHANGES.map((name) => `logs:${name}`),
        // No alarm counts flow logs, and accounts may.
        [trailLogGroupArn(input), hostLogGroupsArn(input)],
        exceptDeployment(input),
      ),
    ],
  },
  subscriptionFilters: {
    protects: "Nobody diverts the trail's events, or stops those who read them.",
    serviceControl: (input) => [
      denial(
        "SubscriptionFilters",
        SUBSCRIPTION_FILTER_CHANGES.map((name) => `logs:${name}`),
        // Accounts may read their own flow logs and hosts' logs wherever they like.
        trailLogGroupArn(input),
        exceptDeployment(input),
      ),
    ],
  },
  logAccountPolicies: {
    protects:
      "Nobody gives all log groups of an account a policy, a pipeline or a storage tier, the landing zone's included.",
    serviceControl: (input) => [
      denial(
        "LogAccountPolicies",
        LOG_ACCOUNT_TAMPERING.map((name) => `logs:${name}`),
        // AWS knows no resources for these. Hence a guardrail of its own, for organizations whose workloads need one.
        "*",
        exceptDeployment(input),
      ),
    ],
  },
  alarms: {
    protects: "Alarms are not silenced, changed or deleted, and dashboards go on showing them.",
    serviceControl: (input) => [
      denialOfAllBut(
        "Alarms",
        leftOpenOn("alarm"),
        // Dashboards have no region.
        [
          arn(input, "cloudwatch", `alarm:${input.name}-*`),
          `arn:${input.partition}:cloudwatch::*:dashboard/${input.name}-*`,
        ],
        exceptDeployment(input),
      ),
    ],
  },
  eventRules: {
    protects: "EventBridge rules, buses and archives of the landing zone are not disabled, changed or deleted.",
    serviceControl: (input) => [
      denialOfAllBut(
        "EventRules",
        leftOpenOn("eventRule"),
        ["rule", "event-bus", "archive"].map((type) => arn(input, "events", `${type}/${input.name}-*`)),
        exceptDeployment(input),
      ),
    ],
  },
  eventBusPolicies: {
    protects: "Nobody opens or closes an EventBridge bus, whichever it is, to those who put events on it.",
    serviceControl: (input) => [
      denial(
        "EventBusPolicies",
        ["events:PutPermission", "events:RemovePermission"],
        // AWS knows no resources for these two: a denial on the landing zone's buses only would deny nothing. Hence a
        // guardrail of its own, for organizations whose workloads share buses.
        // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
        "*",
        exceptDeployment(input),
      ),
    ],
  },
  topics: {
    protects: "SNS topics of the landing zone keep their policies and subscribers.",
    serviceControl: (input) => [
      denialOfAllBut("Topics", leftOpenOn("topic"), arn(input, "sns", `${input.name}-*`), exceptDeployment(input)),
    ],
  },
  queues: {
    protects: "SQS queues of the landing zone keep their messages and policies.",
    serviceControl: (input) => [
      denialOfAllBut("Queues", leftOpenOn("queue"), arn(input, "sqs", `${input.name}-*`), exceptDeployment(input)),
    ],
  },
  outsiders: {
    protects:
      "Nobody outside the organization, and no service that acts for others, uses the log groups, event buses and queues of " +
      "member accounts, whatever their policies say.",
    serviceControl: () => [],
    // One statement for all, as resource control policies have little room.
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
    resourceControl: (input) =>
      ofEveryone(
        denialsOfOutsiders(
          "",
          ["events:*", "logs:*", "sqs:*"],
          [
            logGroupArn(input, `${input.name}/`),
            logGroupArn(input, `/aws/lambda/${input.name}-`),
            arn(input, "events", `event-bus/${input.name}-*`),
            arn(input, "events", `rule/${input.name}-*`),
            arn(input, "sqs", `${input.name}-*`),
          ],
          input,
        ),
      ),
  },
  configRecorders: {
    protects: "AWS Config records and delivers in every account and region.",
    serviceControl: (input) => [
      denial(
        "ConfigRecorders",
        CONFIG_TAMPERING.recorders.map((name) => `config:${name}`),
        "*",
        exceptDeployment(input),
      ),
    ],
  },
  configRules: {
    protects:
      "AWS Config rules and conformance packs are not deleted, and the landing zone's own rules are not changed.",
    serviceControl: (input) => [
      denial(
        "ConfigRules",
        CONFIG_TAMPERING.rules.map((name) => `config:${name}`),
        "*",
        exceptDeployment(input),
      ),
      // Accounts make and change rules of their own. AWS invents the ids in the ARNs of rules, so the landing zone's are known
      // by the tag that it gives to all it makes; no rule of the organization needs it, AWS keeps accounts from changing them.
      //
      // Open, because AWS does not know whose rule is meant, and a denial would be about all rules of the account:
      // - PutRemediationConfigurations, DeleteRemediationConfiguration: they are done to remediations, which have ids that AWS
      //   invents and no tags;
      // - PutRemediationExceptions, DeleteRemediationExceptions, PutEvaluations: AWS knows no resources for them, and the
      //   functions of accounts' own rules call the last one.
      // PutExternalEvaluation is about rules of a conformance pack that a person answers for: accounts' people do.
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_config.html
      denial(
        "OwnConfigRules",
        ["PutConfigRule", "TagResource", "UntagResource"].map((name) => `config:${name}`),
        arn(input, "config", "config-rule/*"),
        {
          StringEquals: { "aws:ResourceTag/LandingZone": input.name },
          ...exceptDeployment(input),
        },
      ),
    ],
  },
  configAggregator: {
    protects: "The AWS Config aggregator keeps seeing every account.",
    serviceControl: (input) => [
      denial(
        "ConfigAggregator",
        CONFIG_TAMPERING.aggregators.map((name) => `config:${name}`),
        "*",
        exceptDeployment(input),
      ),
    ],
  },
  inspector: {
    protects: "Amazon Inspector stays on, administered by the audit account, and hides and leaves out nothing.",
    serviceControl: inspectorGuardrail,
  },
  findings: {
    protects:
      "Findings of Amazon Inspector go on to be delivered to the log archive, and its probe and its collector are not changed.",
    serviceControl: findingGuardrail,
  },
  flowLogs: {
    protects: "VPC flow logs are not deleted.",
    serviceControl: (input) => [
      denial("FlowLogs", "ec2:DeleteFlowLogs", arn(input, "ec2", "vpc-flow-log/*"), exceptDeployment(input)),
    ],
  },
  probes: {
    protects:
      "The functions that look after the key store and the trail, or collect results of CIS scans, are not changed, stopped or deleted.",
    serviceControl: probeGuardrail,
  },
  logValidation: {
    protects:
      "The log validator is not changed, stopped or deleted, its queue is worked through by nobody else, and what it remembers of " +
      "verified digests stays.",
    serviceControl: logValidationGuardrail,
  },
  securityRoles: {
    protects:
      "Nobody makes, takes over or deletes the roles that guardrails make exceptions for, or roles and IAM policies of the landing zone.",
    serviceControl: (input) => [
      denialOfAllBut(
        "SecurityRoles",
        leftOpenOn("role"),
        [
          ...[input.breakGlassRole, ...deploymentRoles(input), `${input.name}-*`].map((role) => `role/${role}`),
          `policy/${input.name}-*`,
        ]
          .map((resource) => `arn:${input.partition}:iam::*:${resource}`)
          .concat(roleOfStates(input)),
        exceptDeployment(input),
      ),
    ],
  },
  logReaders: {
    protects:
      "Where `access` says who reads logs, nobody else of a member account gets log files, but by breaking the glass: no " +
      "administrator, no analyst, not the deployment role either, which plans and deploys without reading any.",
    serviceControl: logReaderGuardrail,
  },
  accessIdentities: {
    protects:
      "The groups of job functions keep their members and policies, and the SAML provider that people come from stays what it is.",
    serviceControl: accessIdentityGuardrail,
  },
} as const satisfies Readonly<Record<string, Guardrail>>;

export type GuardrailKey = keyof typeof GUARDRAILS;
