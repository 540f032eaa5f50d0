import type { LandingZone } from "../../config/landing-zone";
import type { Block } from "../kinds";
import { withIds } from "../resolved-stacks";
import { stacksOfStackSets } from "../stack-sets";
import { statementsOfPolicy } from "../statements";
import type { Statement } from "../statements";
import type { SynthesizedStack } from "../stacks";

/** A role of the landing zone, as it is synthesized. */
export interface DeployedRole {
  /** Stack and construct: `log-validation/validator_role_5EF3E2F1`. */
  readonly address: string;
  readonly name: string;
  readonly accountId: string;
  /** Statements of its trust policy. */
  readonly trust: readonly Statement[];
  /** What is attached to it and no policy of its stack: ARNs of policies that AWS or somebody else manages. */
  readonly managedPolicies: readonly string[];
}

/**
 * Every role of the stacks and of what StackSets make.
 *
 * @param landingZone one whose ids are all known, as `withStandIns` makes them
 */
export function rolesOf(landingZone: LandingZone, stacks: readonly SynthesizedStack[]): DeployedRole[] {
  const all = withIds(landingZone, [...stacks, ...stacksOfStackSets(landingZone, stacks)]);
  return all.flatMap(({ accountSlug, id, resource }) =>
    Object.entries(resource.aws_iam_role ?? {}).map(([construct, role]): DeployedRole => {
      const address = `${id}/${construct}`;
      return {
        address,
        name: String(role.name),
        accountId: landingZone.accounts.find(({ slug }) => slug === accountSlug)?.id ?? "",
        trust: statementsOfPolicy(String(role.assume_role_policy), address),
        managedPolicies: attachedTo(resource, construct, role).filter((arn) => !isOfStack(resource, arn)),
      };
    }),
  );
}

/** ARNs of policies, or references to them, that are attached to a role in any of the ways that Terraform has. */
function attachedTo(resource: SynthesizedStack["resource"], construct: string, role: Block): string[] {
  const blocks = (type: string): readonly Block[] => Object.values(resource[type] ?? {});
  const isRole = (value: unknown): boolean =>
    value === role.name || /^\$\{aws_iam_role\.([^.]+)\.\w+\}$/.exec(String(value))?.[1] === construct;
  const listed = (value: unknown): unknown[] => [value ?? []].flat();
  return [
    ...listed(role.managed_policy_arns),
    ...blocks("aws_iam_role_policy_attachment")
      .filter((attachment) => isRole(attachment.role))
      .map((attachment) => attachment.policy_arn),
    ...blocks("aws_iam_policy_attachment")
      .filter((attachment) => listed(attachment.roles).some(isRole))
      .map((attachment) => attachment.policy_arn),
    ...blocks("aws_iam_role_policy_attachments_exclusive")
      .filter((attachment) => isRole(attachment.role_name))
      .flatMap((attachment) => listed(attachment.policy_arns)),
  ].map(String);
}

function isOfStack(resource: SynthesizedStack["resource"], arn: string): boolean {
  const id = /^\$\{aws_iam_policy\.([^.]+)\.arn\}$/.exec(arn)?.[1] ?? "";
  return resource.aws_iam_policy?.[id] !== undefined;
}
