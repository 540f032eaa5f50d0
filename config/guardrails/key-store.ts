import { KEY_STORE_TAMPERING, METRIC_FILTER_CHANGES } from "../../aws/tampering";
import { denial, denialOfAllBut, exceptBreakGlass, exceptDeployment } from "./denial";
import { leftOpenOn } from "./left-open";
import type { GuardrailInput, GuardrailStatement } from "./statement";

// CloudHSM has no resource control policies, and custom key stores are no resources to IAM: all of this binds principals only.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
//
// None of it depends on `keyStore` being in the file, which may be taken out while cluster, key store and key stay in AWS. Where
// AWS cannot be told whose is meant, it is what is in the log-archive account: workloads do with theirs what they like.

/**
 * What makes the keys of a store unavailable. AWS knows no resources for these actions.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 */
export function keyStoreGuardrail(input: GuardrailInput): GuardrailStatement[] {
  return [
    denial("KeyStores", named("kms", KEY_STORE_TAMPERING), "*", { ...inLogArchive(input), ...exceptDeployment(input) }),
  ];
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
  return [
    denial("HsmClusters", named("cloudhsm", actions), `arn:${input.partition}:cloudhsm:*:*:cluster/*`, {
      StringEquals: { "aws:ResourceTag/LandingZone": input.name },
      ...exceptDeployment(input),
    }),
  ];
}

/** AWS knows no resources for it. */
export function hsmGuardrail(input: GuardrailInput): GuardrailStatement[] {
  return [denial("Hsms", "cloudhsm:DeleteHsm", "*", { ...inLogArchive(input), ...exceptDeployment(input) })];
}

/**
 * Backups are the keys once all HSMs are gone, and a cluster that is made of one has them, too. No deployment touches them. AWS
 * makes them, with which tags it does not say, so those of other clusters of the account are bound, too.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudhsm.html
 */
export function hsmBackupGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const actions = [
    "CopyBackupToRegion",
    // Only a cluster of a backup has the backup for a resource: others stay free.
    "CreateCluster",
    "DeleteBackup",
    "DeleteResourcePolicy",
    "ModifyBackupAttributes",
    "PutResourcePolicy",
  ];
  const backups = `arn:${input.partition}:cloudhsm:*:${input.logArchiveId}:backup/*`;
  return [denial("HsmBackups", named("cloudhsm", actions), backups, exceptBreakGlass(input))];
}

/** AWS calls the log groups by the ids of clusters: those of other clusters of the account are bound, too. */
export function hsmLogGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const logGroups = `arn:${input.partition}:logs:*:${input.logArchiveId}:log-group:/aws/cloudhsm/*`;
  const metricFilters = named("logs", METRIC_FILTER_CHANGES);
  // Alarms count events of this one; accounts may read along.
  const left = leftOpenOn("logGroup").filter((action) => !metricFilters.includes(action));
  return [denialOfAllBut("HsmLogs", left, logGroups, exceptDeployment(input))];
}

/** Their schedules are rules, their alarms alarms, and their roles roles of the landing zone: other guardrails have these. */
export function probeGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const { names, partition } = input;
  const functions = [names.keyStoreProbe, names.trailProbe].map(
    (name) => `arn:${partition}:lambda:*:*:function:${name}`,
  );
  return [denialOfAllBut("Probes", leftOpenOn("function"), functions, exceptDeployment(input))];
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalaccount */
function inLogArchive({ logArchiveId }: GuardrailInput): NonNullable<GuardrailStatement["Condition"]> {
  return { StringEquals: { "aws:PrincipalAccount": logArchiveId } };
}

function named(service: string, actions: readonly string[]): string[] {
  return actions.map((action) => `${service}:${action}`);
}
