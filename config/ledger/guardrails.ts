import { namesIn } from "../conflicts/names";
import { GUARDRAILS } from "../guardrails";
import type { GuardrailInput, GuardrailKey } from "../guardrails";
import type { Guardrail } from "../guardrails/catalog";
import { guardrailInputOf } from "../guardrails/resolve";
import type { Configuration } from "../schema";
import type { Finding } from "../source/document";
import { guardedStates } from "../state/guarded";
import type { Ledger } from "./schema";

/**
 * Guardrails that earlier configurations attached and this one has no reason for any more, as the section left that they were
 * made from. What they protect stays, so that their end has to be said.
 */
export function detachedGuardrails(configuration: Configuration, { policies }: Ledger): Finding[] {
  const naming = namesIn(configuration);
  if (naming === undefined) {
    return [];
  }
  const { exceptions } = configuration.guardrails;
  const input = guardrailInputOf({ ...configuration, states: guardedStates(configuration) }, naming);
  const recorded = new Set(Object.values(policies).flatMap(({ statements }) => statements.split(" ")));
  return (Object.keys(GUARDRAILS) as GuardrailKey[])
    .filter((key) => exceptions[key]?.disabled !== true)
    .filter((key) => sidsOf(GUARDRAILS[key], input).length === 0)
    .flatMap((key) =>
      Object.entries(ANY)
        .filter(([, there]) => sidsOf(GUARDRAILS[key], { ...input, ...there }).some((sid) => recorded.has(sid)))
        .map(([section]) => ({
          path: ["guardrails", "exceptions", key],
          message: `the guardrail ${key} would be detached, as what it was made from left the file`,
          got: `no ${section}`,
          fix: `put ${section} back, or disable the guardrail there, with a reason`,
        })),
    );
}

/** What guardrails are made from which are not always there, by the fields that say it; what these say changes no Sid. */
const ANY: Readonly<Record<string, Partial<GuardrailInput>>> = {
  access: { access: { readers: [], samlProvider: "any" } },
  "state.account": { states: { bucket: "any", accountId: "any", managementId: "any" } },
};

function sidsOf({ resourceControl, serviceControl }: Guardrail, input: GuardrailInput): string[] {
  return [...serviceControl(input), ...(resourceControl?.(input) ?? [])].map(({ Sid }) => Sid);
}
