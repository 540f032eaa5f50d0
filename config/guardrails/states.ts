import { denial, denialOfAllBut, deploymentRoles, ofEveryone } from "./denial";
import { leftOpenOn } from "./left-open";
import type { GuardrailInput, GuardrailStatement } from "./statement";

type States = NonNullable<GuardrailInput["states"]>;

/**
 * What an account has Terraform's states for: Terraform, which comes from the management account or by a role that the file names. Its
 * own administrators neither read nor write them, as states hold secrets and decide what the next deployment destroys.
 *
 * @see https://developer.hashicorp.com/terraform/language/state/sensitive-data
 */
export function stateGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const { states } = input;
  return states === undefined
    ? []
    : [
        denial("States", "s3:*", `${bucketArn(input, states)}/*`, but([breakGlass(input, states), ...named(states)])),
        denialOfAllBut("StateBucket", leftOpenOn("logBucket"), bucketArn(input, states), but(makers(input, states))),
      ];
}

/** Settings by how calls begin, as resource control policies know no exceptions from actions. */
const SETTINGS = ["Create", "Delete", "Pause", "Put", "Tag", "Untag", "Update"].map((begin) => `s3:${begin}*`);

/** The same for everyone, whatever the policy of the bucket says one day. Those of the management account it says. */
export function stateResourceGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const { partition, states } = input;
  if (states === undefined) {
    return [];
  }
  const ofManagement = `arn:${partition}:iam::${states.managementId}:*`;
  return ofEveryone([
    denial(
      "States",
      "s3:*",
      `${bucketArn(input, states)}/*`,
      but([breakGlass(input, states), ofManagement, ...named(states)]),
    ),
    denial("StateBucket", SETTINGS, bucketArn(input, states), but(makers(input, states))),
  ]);
}

function but(arns: readonly string[]): NonNullable<GuardrailStatement["Condition"]> {
  return { ArnNotLike: { "aws:PrincipalArn": arns.length === 1 ? (arns[0] ?? "") : arns } };
}

const roleArn = ({ partition }: GuardrailInput, { accountId }: States, role: string): string =>
  `arn:${partition}:iam::${accountId}:role/${role}`;

const breakGlass = (input: GuardrailInput, states: States): string => roleArn(input, states, input.breakGlassRole);

/** `landing-zone bootstrap` makes the bucket by the deployment role. */
const makers = (input: GuardrailInput, states: States): string[] =>
  [input.breakGlassRole, ...deploymentRoles({ ...input, stackSetRoles: undefined, controlTowerRole: undefined })].map(
    (role) => roleArn(input, states, role),
  );

const named = ({ roleArn: role }: States): string[] => (role === undefined ? [] : [role]);

/**
 * ARN of the role that states are read and written with, where guardrails hold: whoever takes it over has the states. Of the management
 * account IAM policies there decide.
 */
export function roleOfStates({ states }: GuardrailInput): string[] {
  const { managementId, roleArn: role } = states ?? {};
  return role === undefined || role.split(":")[4] === managementId ? [] : [role];
}

function bucketArn({ partition }: GuardrailInput, { bucket }: States): string {
  return `arn:${partition}:s3:::${bucket}`;
}
