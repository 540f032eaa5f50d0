import type { OrganizationPolicy } from "./policy";
import type { SynthesizedStack } from "./stacks";
import { statementsOfPolicy } from "./statements";

type Resources = SynthesizedStack["resource"];

/**
 * The policies of the organization that are attached to something: others bind nobody.
 *
 * @param resolved puts values for references
 */
export function organizationPolicies(resource: Resources, resolved: (text: string) => string): OrganizationPolicy[] {
  return Object.entries(resource.aws_organizations_policy ?? {}).flatMap(([id, { content, type }]) => {
    const targets = Object.values(resource.aws_organizations_policy_attachment ?? {})
      .filter(({ policy_id: policy }) => policy === `\${aws_organizations_policy.${id}.id}`)
      .map(({ target_id: target }) => pathOf(resource, String(target)));
    return targets.length === 0
      ? []
      : [
          {
            layer: type === "SERVICE_CONTROL_POLICY" ? "SCP" : "RCP",
            type: String(type),
            organizationalUnits: targets.includes("") ? [] : targets,
            statements: statementsOfPolicy(resolved(String(content)), `organization/${id}`),
          },
        ];
  });
}

/** How the root is referred to: of an organization that is made, and of one that is looked up. */
const ROOT = /^\$\{(?:data\.)?aws_organizations_organization\.[^.]+\.roots\[0\]\.id\}$/;

/**
 * Path of an organizational unit, by a reference to its id; empty: the root. An account, or whatever else is not known here, is its
 * own path, which no account that is asked is below: policies that are attached there keep nobody from anything.
 */
function pathOf(resource: Resources, reference: string): string {
  if (ROOT.test(reference)) {
    return "";
  }
  const id = /^\$\{aws_organizations_organizational_unit\.([^.]+)\.id\}$/.exec(reference)?.[1];
  const unit = id === undefined ? undefined : resource.aws_organizations_organizational_unit?.[id];
  if (unit === undefined) {
    return reference;
  }
  const above = pathOf(resource, String(unit.parent_id));
  return above === "" ? String(unit.name) : `${above}/${String(unit.name)}`;
}
