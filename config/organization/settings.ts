export interface Organization {
  /** `o-...` of an organization that exists already and is adopted; absent when this project creates it. */
  readonly id?: string;
  /** Whether AWS Control Tower manages it: see control-tower.ts. */
  readonly controlTower: boolean;
  /** Service principals with trusted access, sorted. */
  readonly trustedServices: readonly string[];
  /** Those of them that this project needs, or needed, sorted. */
  readonly neededServices: readonly string[];
  /** Policy types enabled on the root, sorted. */
  readonly policyTypes: readonly string[];
  /** Whether it has policy types that the provider does not know: those enabled on the root stay as they are. */
  readonly hasOtherPolicyTypes: boolean;
  /** Those of them that the file names, sorted. */
  readonly otherPolicyTypes: readonly string[];
  /** Every organizational unit, parents before their children. */
  readonly organizationalUnits: readonly OrganizationalUnit[];
  /** Service principals that the audit account administers for the organization, sorted. */
  readonly delegatedServices: readonly string[];
  /** Those of them that it administers already, sorted. */
  readonly existingDelegations: readonly string[];
}

export interface OrganizationalUnit {
  /** `Workloads/Production` */
  readonly path: string;
  /** `ou-...` of one that exists already and is adopted. */
  readonly id?: string;
  /** `Production` */
  readonly name: string;
  /** `Workloads`; absent below the root. */
  readonly parentPath?: string;
  /** Identifier in construct ids: `workloads-production`. */
  readonly slug: string;
}
