/** Defaults that conflicts between fields are looked for with. */
export const DEFAULTS = {
  deploymentRole: "OrganizationAccountAccessRole",
  breakGlassRole: (name: string): string => `${name}-break-glass`,
  policiesPerTarget: 9,
} as const;
