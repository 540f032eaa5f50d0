import { denial, exceptBreakGlass, exceptDeployment } from "./denial";
import type { GuardrailInput, GuardrailStatement } from "./statement";

// CloudHSM has no resource control policies, and custom key stores are no resources to IAM: all of this binds principals only.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services

/**
 * What makes the keys of a store unavailable. AWS knows no resources for these actions, so whose store is meant cannot be said:
 * a guardrail of its own, for organizations whose workloads have stores.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 */
export function keyStoreGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const actions = ["DeleteCustomKeyStore", "DisconnectCustomKeyStore", "UpdateCustomKeyStore"];
  return input.keyStore === undefined ? [] : [denial("KeyStores", named("kms", actions), "*", exceptDeployment(input))];
}

/**
 * AWS invents the ids of clusters, so the landing zone's is known by the tag that it gives to all it makes. Deleting a cluster
 * leaves its backups, which are guarded more strictly: the deployment role may.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudhsm.html
 */
export function hsmClusterGuardrail(input: GuardrailInput): GuardrailStatement[] {
  // Whoever initializes it says which certificate authority is trusted.
  const actions = ["DeleteCluster", "InitializeCluster", "ModifyCluster", "TagResource", "UntagResource"];
  return ofHsm(input, () =>
    denial("HsmClusters", named("cloudhsm", actions), `arn:${input.partition}:cloudhsm:*:*:cluster/*`, {
      StringEquals: { "aws:ResourceTag/LandingZone": input.name },
      ...exceptDeployment(input),
    }),
  );
}

/** AWS knows no resources for it, hence a guardrail of its own. */
export function hsmGuardrail(input: GuardrailInput): GuardrailStatement[] {
  return ofHsm(input, () => denial("Hsms", "cloudhsm:DeleteHsm", "*", exceptDeployment(input)));
}

/**
 * Backups are the keys once all HSMs are gone. No deployment touches them. AWS makes them, with which tags it does not say, so
 * those of other clusters are bound, too.
 */
export function hsmBackupGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const actions = [
    "CopyBackupToRegion",
    "DeleteBackup",
    "DeleteResourcePolicy",
    "ModifyBackupAttributes",
    "PutResourcePolicy",
  ];
  const backups = `arn:${input.partition}:cloudhsm:*:*:backup/*`;
  return ofHsm(input, () => denial("HsmBackups", named("cloudhsm", actions), backups, exceptBreakGlass(input)));
}

/** AWS calls the log groups by the ids of clusters: those of other clusters are bound, too. */
export function hsmLogGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const actions = [
    "AssociateKmsKey",
    "DeleteLogGroup",
    "DeleteLogStream",
    "DeleteMetricFilter",
    "DeleteRetentionPolicy",
    "DisassociateKmsKey",
    "PutMetricFilter",
    "PutRetentionPolicy",
  ];
  const logGroups = `arn:${input.partition}:logs:*:*:log-group:/aws/cloudhsm/*`;
  return ofHsm(input, () => denial("HsmLogs", named("logs", actions), logGroups, exceptDeployment(input)));
}

/** Their schedules are rules, their alarms alarms, and their roles roles of the landing zone: other guardrails have these. */
export function probeGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const { cisCollector = false, keyStore, names, partition } = input;
  const actions = [
    "DeleteFunction",
    "PutFunctionConcurrency",
    "RemovePermission",
    "UpdateFunctionCode",
    "UpdateFunctionConfiguration",
  ];
  const functions = [
    ...(keyStore === undefined ? [] : [names.keyStoreProbe, names.trailProbe]),
    ...(cisCollector ? [names.cisCollector] : []),
  ].map((name) => `arn:${partition}:lambda:*:*:function:${name}`);
  return functions.length === 0 ? [] : [denial("Probes", named("lambda", actions), functions, exceptDeployment(input))];
}

function ofHsm({ keyStore }: GuardrailInput, statement: () => GuardrailStatement): GuardrailStatement[] {
  return keyStore === "cloudhsm" ? [statement()] : [];
}

function named(service: string, actions: readonly string[]): string[] {
  return actions.map((action) => `${service}:${action}`);
}
