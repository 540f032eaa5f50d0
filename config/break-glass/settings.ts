export interface BreakGlass {
  /** Name of the role, in every account, that archive and guardrails make an exception for. */
  readonly role: string;
  /** Whether the role is created. */
  readonly create: boolean;
  /** ARNs of the principals that may assume it. */
  readonly trustedPrincipals: readonly string[];
}
