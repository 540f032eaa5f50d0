import type { Partition } from "../../aws/regions";
import { breakGlassRoleOf } from "../break-glass/resolve";
import type { JobFunctionKey } from "../access/keys";
import { LONGEST_PERMISSION_SET } from "../access/resolve";
import { fitted, namedAfter } from "../names";
import type { Names } from "../names";
import { CONTROL_TOWER } from "../organization/control-tower";
import type { Configuration } from "../schema";
import { LOG_ARCHIVE_ID_TO_COME, ORGANIZATION_ID_TO_COME, STACK_SET_ROLES } from ".";
import type { GuardrailInput } from ".";

export type GuardrailSections = Pick<
  Configuration,
  "archive" | "baseline" | "breakGlass" | "deployment" | "name" | "organization"
> & {
  readonly access?: Configuration["access"];
  readonly accounts: { readonly logArchive: { readonly id?: string } };
  /** Where Terraform's states are, if guardrails hold there. */
  readonly states: GuardrailInput["states"];
};

/** What the guardrails of a configuration are made from. */
export function guardrailInputOf(
  { access, accounts, archive, baseline, breakGlass, deployment, name, organization, states }: GuardrailSections,
  { names, partition }: { readonly names: Names; readonly partition: Partition },
): GuardrailInput {
  return {
    name,
    partition,
    names,
    formerLogBuckets: archive.formerBuckets,
    breakGlassRole: breakGlassRoleOf({ breakGlass, name }),
    deploymentRole: deployment.role,
    stackSetRoles: baseline.deployment === "stacksets" ? STACK_SET_ROLES : undefined,
    controlTowerRole: organization.controlTower ? CONTROL_TOWER.executionRole : undefined,
    organizationId: organization.id ?? ORGANIZATION_ID_TO_COME,
    mfaDelete: archive.mfaDelete === "required",
    logArchiveId: accounts.logArchive.id ?? LOG_ARCHIVE_ID_TO_COME,
    states,
    access: access === undefined ? undefined : accessIn(access, name),
  };
}

/** Readers of the catalog and functions of one's own, as roles and as roles of permission sets. */
function accessIn(
  { ownFunctions, saml, through }: NonNullable<Configuration["access"]>,
  name: string,
): NonNullable<GuardrailInput["access"]> {
  const readers = [READER, ...ownFunctions.map(({ key }) => key)];
  const reserved = "aws-reserved/sso.amazonaws.com/*AWSReservedSSO_";
  return {
    readers: [
      ...readers.map((key) => namedAfter(name, key)),
      ...(through.includes("identity-center")
        ? readers.map((key) => `${reserved}${fitted(name, key, LONGEST_PERMISSION_SET)}_*`)
        : []),
    ],
    samlProvider: through.includes("saml") ? saml?.provider : undefined,
  };
}

const READER: JobFunctionKey = "logReader";
