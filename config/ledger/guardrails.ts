import { namesIn } from "../conflicts/names";
import { GUARDRAILS, guardrailsOf } from "../guardrails";
import type { GuardrailInput, GuardrailKey } from "../guardrails";
import type { Guardrail } from "../guardrails/catalog";
import { guardrailInputOf } from "../guardrails/resolve";
import type { Configuration } from "../schema";
import type { Finding } from "../source/document";
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
  const input = guardrailInputOf(configuration, naming);
  const recorded = new Set(Object.values(policies).flatMap(({ statements }) => statements.split(" ")));
  const attached = new Set(guardrailsOf(input, exceptions).policies.flatMap(({ statements }) => statements));
  return (Object.keys(GUARDRAILS) as GuardrailKey[])
    .filter((key) => exceptions[key]?.disabled !== true)
    .filter((key) => {
      const sids = everySid(GUARDRAILS[key], input);
      return sids.some((sid) => recorded.has(sid)) && !sids.some((sid) => attached.has(sid));
    })
    .map((key) => ({
      path: ["guardrails", "exceptions", key],
      message: `the guardrail ${key} would be detached, as what it was made from left the file`,
      got: "no access",
      fix: "put access back, or disable the guardrail there, with a reason",
    }));
}

/** Sids of all that a guardrail can consist of. */
function everySid({ resourceControl, serviceControl }: Guardrail, input: GuardrailInput): string[] {
  const all = { ...input, access: input.access ?? { readers: [], samlProvider: "any" } };
  return [...serviceControl(all), ...(resourceControl?.(all) ?? [])].map(({ Sid }) => Sid);
}
