import { isMapping } from "../config/source/mapping";
import type { LandingZone } from "../config/landing-zone";
import { Failure } from "../console/failure";
import { askedAccounts } from "./accounts";
import type { Block } from "./kinds";
import type { SynthesizedStack } from "./stacks";

type Blocks = Record<string, Block>;

/**
 * What StackSets make in member accounts, as if each account had a stack of its own for it: roles and their inline policies, which
 * are what questions are about. Their constructs are called as in a baseline by Terraform: `BreakGlass` is `break-glass`.
 *
 * @returns a stack `baseline-<account>` for each account that is asked; none where there are no StackSets
 * @throws Failure when a template is no JSON, or asks CloudFormation for what is not known here
 */
export function stacksOfStackSets(
  landingZone: LandingZone,
  stacks: readonly SynthesizedStack[],
): readonly SynthesizedStack[] {
  const templates = stacks.flatMap(({ id, resource }) =>
    Object.entries(resource.aws_cloudformation_stack_set ?? {}).map(([name, { template_body: body }]) =>
      resourcesOf(String(body), `${id}/${name}`),
    ),
  );
  // CloudFormation deploys nothing to the management account this way.
  const members = askedAccounts(landingZone).filter(({ slug }) => slug !== landingZone.management.slug);
  return templates.length === 0
    ? []
    : members.map(({ id = "", slug }) => ({
        id: `baseline-${slug}`,
        accountSlug: slug,
        resource: rolesOf(
          templates.flatMap((template) => Object.entries(template)),
          new Map([
            ["AWS::AccountId", id],
            ["AWS::Partition", landingZone.partition],
          ]),
        ),
        output: {},
      }));
}

function resourcesOf(body: string, whose: string): Blocks {
  try {
    return (JSON.parse(body) as { readonly Resources: Blocks }).Resources;
  } catch (error) {
    throw new Failure(`the template of ${whose} is not JSON: ${(error as Error).message}`);
  }
}

function rolesOf(
  resources: readonly (readonly [string, Block])[],
  parameters: ReadonlyMap<string, string>,
): SynthesizedStack["resource"] {
  const roles: Blocks = {};
  const policies: Blocks = {};
  for (const [logicalId, { Properties: properties, Type: type }] of resources) {
    if (type === "AWS::IAM::Role") {
      const id = logicalId.replace(/(?<=.)[A-Z]/g, "-$&").toLowerCase();
      const { AssumeRolePolicyDocument, ManagedPolicyArns, Policies, RoleName } = evaluated(
        properties,
        parameters,
      ) as Block;
      roles[id] = {
        name: RoleName,
        assume_role_policy: JSON.stringify(AssumeRolePolicyDocument),
        managed_policy_arns: ManagedPolicyArns,
      };
      for (const [index, { PolicyDocument }] of ((Policies ?? []) as readonly Block[]).entries()) {
        policies[`${id}-${index}`] = { role: `\${aws_iam_role.${id}.name}`, policy: JSON.stringify(PolicyDocument) };
      }
    }
  }
  return { aws_iam_role: roles, aws_iam_role_policy: policies };
}

/** A template's value, with what CloudFormation puts for the functions in it. */
function evaluated(value: unknown, parameters: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => evaluated(one, parameters));
  }
  if (!isMapping(value)) {
    return value;
  }
  const [name, argument] = Object.entries(value)[0] ?? ["", undefined];
  if (name === "Ref" || name === "Fn::Sub") {
    const text = name === "Ref" ? `$\{${String(argument)}}` : String(argument);
    // Terraform doubles the first letter of what it is not to replace itself.
    return text.replace(/\$?\$\{(AWS::[A-Za-z]+)\}/g, (_, parameter: string) => parameterOf(parameters, parameter));
  }
  if (name.startsWith("Fn::")) {
    throw new Failure(`a template of a role asks for ${name}, which the proof does not know`);
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, evaluated(one, parameters)]));
}

function parameterOf(parameters: ReadonlyMap<string, string>, name: string): string {
  const known = parameters.get(name);
  if (known === undefined) {
    throw new Failure(`a template of a role asks for ${name}, which the proof does not know`);
  }
  return known;
}
