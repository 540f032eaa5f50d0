/** Defaults that conflicts between fields are looked for with. */
export const DEFAULTS = {
  deploymentRole: "OrganizationAccountAccessRole",
  breakGlassRole: (name: string): string => `${name}-break-glass`,
  policiesPerTarget: 9,
  /** Of what has no severity of its own: custom alarms, Trusted Advisor, hosts. */
  severity: "medium",
} as const;
