import type { Statement } from "./statements";

/** A policy as it was synthesized, by what people call it. */
export interface Policy {
  /** `bucket policy`, `SCP` */
  readonly layer: string;
  readonly statements: readonly Statement[];
}

/** A policy of the organization and the organizational units it is attached to; none: the root. */
export interface OrganizationPolicy extends Policy {
  readonly type: string;
  readonly organizationalUnits: readonly string[];
}
