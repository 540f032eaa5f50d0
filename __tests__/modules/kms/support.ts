import type { Statement, Template } from "../../support/terraform";

export const BREAK_GLASS_ROLE_ARN = "arn:aws:iam::222222222222:role/break-glass";

/** The statements of a key policy that its user has a say in: without administration and the denial of destruction. */
export function uses(template: Template): Record<string, Statement> {
  const common = ["AccountAdministersKey", "DenyDestruction"];
  const statements = Object.entries(template.statements("aws_kms_key"));
  return Object.fromEntries(statements.filter(([sid]) => !common.includes(sid)));
}
