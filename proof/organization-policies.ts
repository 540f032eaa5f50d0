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

/** Path of an organizational unit, by a reference to its id; empty: the root. */
function pathOf(resource: Resources, reference: string): string {
  const id = /^\$\{aws_organizations_organizational_unit\.([^.]+)\.id\}$/.exec(reference)?.[1];
  const unit = id === undefined ? undefined : resource.aws_organizations_organizational_unit?.[id];
  if (unit === undefined) {
    return "";
  }
  const above = pathOf(resource, String(unit.parent_id));
  return above === "" ? String(unit.name) : `${above}/${String(unit.name)}`;
}
