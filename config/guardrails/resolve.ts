import { ORGANIZATION_ID_TO_COME, STACK_SET_ROLES } from ".";
import type { GuardrailInput } from ".";
import { REGIONS } from "../../aws/regions";
import { namesOf } from "../names";
import type { Configuration } from "../schema";

/** Name of the role that archive and guardrails make an exception for. */
export function breakGlassRoleOf({ breakGlass, name }: Pick<Configuration, "breakGlass" | "name">): string {
  return breakGlass.role ?? `${name}-break-glass`;
}

type Settings = Pick<
  Configuration,
  "archive" | "baseline" | "breakGlass" | "deployment" | "homeRegion" | "name" | "organization"
>;

/** What guardrails are made from. */
export function guardrailInputOf(settings: Settings): GuardrailInput {
  const { archive, baseline, deployment, homeRegion, name, organization } = settings;
  return {
    name,
    partition: REGIONS.get(homeRegion)?.partition ?? "aws",
    names: namesOf({ name, homeRegion, replicaRegion: archive.replica?.region }),
    breakGlassRole: breakGlassRoleOf(settings),
    deploymentRole: deployment.role,
    stackSetRoles: baseline.deployment === "stacksets" ? STACK_SET_ROLES : undefined,
    organizationId: organization.id ?? ORGANIZATION_ID_TO_COME,
    mfaDelete: archive.mfaDelete === "required",
  };
}
