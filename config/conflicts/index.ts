import type { Finding } from "../document";
import type { Facts } from "../facts";
import {
  accountsBeforeOrganization,
  reservedAccountNames,
  sharedAccountIds,
  sharedAccountNames,
  sharedEmails,
} from "./accounts";
import {
  impossibleRetentions,
  lockOutlastsRetention,
  mfaDeleteWithLifecycle,
  replicaAtHome,
  unknownReplicaAccount,
} from "./archive";
import { alarmsWithoutRoute, foreignSubscribers, repeatedSubscribers } from "./alerts";
import { existingConfigElsewhere, leavingAccounts, unknownFlowLogFields } from "./baseline";
import {
  customRuleNamesakes,
  externalAccountsOfTheOrganization,
  foreignFunctions,
  functionsOfOneRegion,
  missingParameters,
  remediationWithoutRemedy,
  rulesOffWithoutReason,
  unknownExcludedAccounts,
  unknownParameters,
} from "./config-rules";
import {
  customAlarmNamesakes,
  disabledWithoutReason,
  foreignTargets,
  tooManyFilters,
  unknownChecks,
  wrongPatterns,
} from "./detection";
import { deploymentBreaksGlass, emptyExceptions, tooManyGuardrails, unknownGuardrailUnits } from "./guardrails";
import { repeatedEntries } from "./lists";
import { longNames, reservedBucketNames, stateInLogBucket } from "./names";
import { deepUnits, sharedUnitNames, unknownUnits } from "./organizational-units";
import {
  impossibleHistory,
  neverDaily,
  onlyAndExcept,
  onlyGlobalTypes,
  otherFrequencyOfNothing,
  repeatedTypes,
  rulesWithoutRecords,
} from "./recording";
import {
  homeRegionOutside,
  optInRegions,
  repeatedRegions,
  severalPartitions,
  undeployableRegions,
  unknownRegions,
} from "./regions";
import { leavingWithStackSets, adoptionWithStackSets, needsStacks, unsetByStackSets } from "./stack-sets";
import { lostTags, manyTags, ownTags, sharedTagKeys } from "./tags";

type Rule = (facts: Facts) => Finding[];

/** What the schema cannot see because it concerns several fields, and what AWS would tell only at apply time. */
const RULES: readonly Rule[] = [
  unknownRegions,
  undeployableRegions,
  repeatedRegions,
  homeRegionOutside,
  severalPartitions,
  optInRegions,
  longNames,
  reservedBucketNames,
  stateInLogBucket,
  sharedEmails,
  sharedAccountIds,
  sharedAccountNames,
  reservedAccountNames,
  accountsBeforeOrganization,
  unknownUnits,
  sharedUnitNames,
  deepUnits,
  repeatedEntries,
  impossibleRetentions,
  lockOutlastsRetention,
  mfaDeleteWithLifecycle,
  replicaAtHome,
  unknownReplicaAccount,
  emptyExceptions,
  unknownGuardrailUnits,
  tooManyGuardrails,
  deploymentBreaksGlass,
  onlyAndExcept,
  repeatedTypes,
  onlyGlobalTypes,
  otherFrequencyOfNothing,
  neverDaily,
  impossibleHistory,
  rulesWithoutRecords,
  rulesOffWithoutReason,
  unknownParameters,
  missingParameters,
  remediationWithoutRemedy,
  customRuleNamesakes,
  foreignFunctions,
  functionsOfOneRegion,
  unknownExcludedAccounts,
  externalAccountsOfTheOrganization,
  unknownFlowLogFields,
  existingConfigElsewhere,
  leavingAccounts,
  needsStacks,
  adoptionWithStackSets,
  leavingWithStackSets,
  unsetByStackSets,
  disabledWithoutReason,
  wrongPatterns,
  customAlarmNamesakes,
  tooManyFilters,
  foreignTargets,
  unknownChecks,
  alarmsWithoutRoute,
  repeatedSubscribers,
  foreignSubscribers,
  ownTags,
  sharedTagKeys,
  manyTags,
  lostTags,
];

export function conflicts(facts: Facts): Finding[] {
  return RULES.flatMap((rule) => rule(facts));
}
