import { isManagedPolicyType } from "../../aws/policy-types";
import type { BaselineSettings } from "../baseline/settings";
import type { Inspector } from "../inspector/settings";
import type { Ledger } from "../ledger/schema";
import { slugOf } from "../keys";
import type { Configuration } from "../schema";
import type { IdentifiedUnit } from "./schema";
import { ACCESS_ANALYZER, DELEGATED_SERVICES } from "./services";
import type { Organization, OrganizationalUnit } from "./settings";

/** Trusted access that the stacks need. */
const TRUSTED_SERVICES = ["cloudtrail.amazonaws.com", "config-multiaccountsetup.amazonaws.com", "config.amazonaws.com"];
/** Lets the management account enable regions in others. */
const ACCOUNT_MANAGEMENT = "account.amazonaws.com";
const INSPECTOR = "inspector2.amazonaws.com";
const STACK_SETS = "member.org.stacksets.cloudformation.amazonaws.com";
const POLICY_TYPES = ["RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"];

/** The organization with the trusted access, policy types and delegations that the landing zone needs. */
export function organizationOf(
  {
    controlTower,
    delegatedServices,
    organizationalUnits,
    id,
    policyTypes,
    trustedServices,
  }: Configuration["organization"],
  { accessAnalyzer, deployment, regionsToEnable }: BaselineSettings,
  inspector?: Inspector,
  ledger?: Pick<Ledger, "trustedServices">,
): Organization {
  const needed = [
    ...TRUSTED_SERVICES,
    ...(accessAnalyzer ? [ACCESS_ANALYZER] : []),
    ...(inspector === undefined ? [] : [INSPECTOR]),
    ...(regionsToEnable.length > 0 ? [ACCOUNT_MANAGEMENT] : []),
    ...(deployment === "stacksets" ? [STACK_SETS] : []),
    // What is not in the file any more stays in AWS, and goes on needing it.
    ...Object.keys(ledger?.trustedServices ?? {}),
  ];
  return {
    id,
    controlTower,
    neededServices: sorted(needed),
    trustedServices: sorted([...needed, ...trustedServices]),
    policyTypes: sorted([...POLICY_TYPES, ...policyTypes]).filter(isManagedPolicyType),
    hasOtherPolicyTypes: inspector?.enrolment === "policy" || !policyTypes.every(isManagedPolicyType),
    otherPolicyTypes: sorted(policyTypes.filter((type) => !isManagedPolicyType(type))),
    organizationalUnits: flattened(organizationalUnits),
    delegatedServices: sorted(DELEGATED_SERVICES.filter((service) => service !== ACCESS_ANALYZER || accessAnalyzer)),
    existingDelegations: sorted(delegatedServices),
  };
}

function flattened(units: readonly IdentifiedUnit[], parentPath?: string): OrganizationalUnit[] {
  return units.flatMap(({ id, name, organizationalUnits = [], slug }) => {
    const path = parentPath === undefined ? name : `${parentPath}/${name}`;
    // Where there is a ledger, units have the slugs that it recorded: see config/ledger/identified.
    return [{ path, id, name, parentPath, slug: slug ?? slugOf(path) }, ...flattened(organizationalUnits, path)];
  });
}

/** Without repetitions, in the order of the code units, which no locale changes. */
function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
