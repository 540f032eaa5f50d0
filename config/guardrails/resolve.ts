import type { Partition } from "../../aws/regions";
import { breakGlassRoleOf } from "../break-glass/resolve";
import type { Names } from "../names";
import type { Configuration } from "../schema";
import { ORGANIZATION_ID_TO_COME, STACK_SET_ROLES } from ".";
import type { GuardrailInput } from ".";

export type GuardrailSections = Pick<
  Configuration,
  "archive" | "baseline" | "breakGlass" | "deployment" | "name" | "organization"
> & {
  readonly keyStore?: { readonly type: GuardrailInput["keyStore"] };
  readonly inspector?: { readonly targets: readonly { readonly rules: readonly string[] }[] };
};

/** What the guardrails of a configuration are made from. */
export function guardrailInputOf(
  { archive, baseline, breakGlass, deployment, inspector, keyStore, name, organization }: GuardrailSections,
  { names, partition }: { readonly names: Names; readonly partition: Partition },
): GuardrailInput {
  return {
    name,
    partition,
    names,
    breakGlassRole: breakGlassRoleOf({ breakGlass, name }),
    deploymentRole: deployment.role,
    stackSetRoles: baseline.deployment === "stacksets" ? STACK_SET_ROLES : undefined,
    organizationId: organization.id ?? ORGANIZATION_ID_TO_COME,
    mfaDelete: archive.mfaDelete === "required",
    keyStore: keyStore?.type,
    cisCollector: inspector?.targets.some(({ rules }) => rules.includes("cis")),
  };
}
