import type { Finding } from "../source/document";
import type { Facts } from "../readable";
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
import {
  contactInGovCloud,
  existingConfigElsewhere,
  existingConfigOfNewAccounts,
  leavingAccounts,
  repeatedFlowLogDestinations,
  unknownFlowLogFields,
} from "./baseline";
import {
  customRuleNamesakes,
  externalAccountsOfTheOrganization,
  foreignFunctions,
  functionsOfOneRegion,
  missingParameters,
  remediationWithoutRemedy,
  rulesNowhere,
  rulesOffWithoutReason,
  settingsOfRulesThatAreOff,
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
import { fullFunctionPolicies } from "./function-permissions";
import { deploymentBreaksGlass, emptyExceptions, tooManyGuardrails, unknownGuardrailUnits } from "./guardrails";
import { idleSettings } from "./idle-settings";
import { repeatedEntries } from "./lists";
import { longNames, reservedBucketNames, stateInLogBucket } from "./names";
import { deepUnits, sharedUnitNames, unknownUnits } from "./organizational-units";
import {
  iamNowhere,
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
import { unknownResourceTypes } from "./resource-types";
import {
  adoptionWithStackSets,
  functionsWithStackSets,
  leavingWithStackSets,
  needsStacks,
  unsetByStackSets,
} from "./stack-sets";
import { manyTags, ownTags, sharedTagKeys } from "./tags";

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
  iamNowhere,
  unknownResourceTypes,
  otherFrequencyOfNothing,
  neverDaily,
  impossibleHistory,
  rulesWithoutRecords,
  rulesOffWithoutReason,
  rulesNowhere,
  settingsOfRulesThatAreOff,
  unknownParameters,
  missingParameters,
  remediationWithoutRemedy,
  customRuleNamesakes,
  foreignFunctions,
  functionsOfOneRegion,
  fullFunctionPolicies,
  unknownExcludedAccounts,
  externalAccountsOfTheOrganization,
  unknownFlowLogFields,
  repeatedFlowLogDestinations,
  contactInGovCloud,
  existingConfigOfNewAccounts,
  existingConfigElsewhere,
  leavingAccounts,
  idleSettings,
  needsStacks,
  adoptionWithStackSets,
  leavingWithStackSets,
  functionsWithStackSets,
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
];

export function conflicts(facts: Facts): Finding[] {
  return RULES.flatMap((rule) => rule(facts));
}
