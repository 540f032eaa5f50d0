import type { GuardrailInput, GuardrailStatement } from "./statement";

type Condition = NonNullable<GuardrailStatement["Condition"]>;

export function denial(
  sid: string,
  actions: GuardrailStatement["Action"],
  resources: GuardrailStatement["Resource"],
  condition: Condition,
): GuardrailStatement {
  return { Sid: sid, Effect: "Deny", Action: actions, Resource: resources, Condition: condition };
}

/**
 * Denies whatever is done to some resources but what is named, so that what AWS adds one day is denied, too. Never of `*`, which
 * would be about all that there is.
 *
 * @param left actions that stay open
 */
export function denialOfAllBut(
  sid: string,
  left: readonly string[],
  resources: GuardrailStatement["Resource"],
  condition: Condition,
): GuardrailStatement {
  return { Sid: sid, Effect: "Deny", NotAction: left, Resource: resources, Condition: condition };
}

/** For what nothing but an emergency calls for: what it destroys cannot be had again. */
export function exceptBreakGlass(input: GuardrailInput): Condition {
  return except(input, input.breakGlassRole);
}

/** For what the landing zone itself has to do when it is deployed. */
export function exceptDeployment(input: GuardrailInput): Condition {
  return except(input, input.breakGlassRole, ...deploymentRoles(input));
}

/** Names of the roles that make what the landing zone has in accounts. */
export function deploymentRoles({ controlTowerRole, deploymentRole, stackSetRoles }: GuardrailInput): string[] {
  const roles = [deploymentRole, stackSetRoles, controlTowerRole].filter((role) => role !== undefined);
  return [...new Set(roles)];
}

function except({ partition }: GuardrailInput, ...roles: string[]): Condition {
  const arns = roles.map((role) => `arn:${partition}:iam::*:role/${role}`);
  return { ArnNotLike: { "aws:PrincipalArn": arns.length === 1 ? (arns[0] ?? "") : arns } };
}

/**
 * Denies it to whoever is of no account of the organization, and to services that act for an account of another organization, or
 * for none: deputies that someone confused. Whatever the policies of the resources say one day.
 *
 * @param prefix of the Sids
 */
export function denialsOfOutsiders(
  prefix: string,
  actions: GuardrailStatement["Action"],
  resources: GuardrailStatement["Resource"],
  { organizationId }: GuardrailInput,
  condition: Condition = {},
): GuardrailStatement[] {
  return [
    denial(`${prefix}Outsiders`, actions, resources, {
      ...condition,
      StringNotEqualsIfExists: { "aws:PrincipalOrgID": organizationId },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    }),
    denial(`${prefix}ConfusedDeputy`, actions, resources, {
      ...condition,
      StringNotEqualsIfExists: { "aws:SourceOrgID": organizationId },
      Null: { "aws:SourceAccount": "false" },
      Bool: { "aws:PrincipalIsAWSService": "true" },
    }),
  ];
}

/** Statements as resource control policies have them: about everyone. */
export function ofEveryone(statements: readonly GuardrailStatement[]): GuardrailStatement[] {
  return statements.map((statement) => ({ ...statement, Principal: "*" }));
}
