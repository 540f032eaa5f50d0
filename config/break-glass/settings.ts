export interface BreakGlass {
  /** Name of the role, in every account, that archive and guardrails make an exception for. */
  readonly role: string;
  /** Whether the role is created. */
  readonly create: boolean;
  /** ARNs of the IAM users and account roots that may assume it, with multi-factor authentication. */
  readonly trustedUsers: readonly string[];
  /** ARNs of the roles that may assume it, permission sets among them, with `*` for what AWS makes up. */
  readonly trustedRoles: readonly string[];
}
