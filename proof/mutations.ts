import { setImmediate } from "node:timers/promises";
import { changesAnswer, holds, isolated } from "./isolated";
import type { Suspect } from "./isolated";
import type { Cell, Matrix } from "./matrix";
import type { Policy } from "./policies";

/** A statement that was taken out, and whether any answer changed. */
export interface Mutation {
  /** `SCP LogObjects`, `bucket policy DenyTampering (trail bucket)` */
  readonly statement: string;
  /** A question whose answer changed, with the principal; absent when none did, and the statement protects nothing. */
  readonly flips?: string;
}

/**
 * Takes every statement out of the policies, one at a time, and looks for an answer that changes.
 *
 * Most denials are in several layers, so that an answer stays the same when one goes. Each is therefore tried with the
 * denials of the other layers out of the way: it has to protect by itself. Likewise what a role's own policy allows, where
 * a resource policy of the same account would be enough.
 *
 * @param at called with what is being done: `statement 3 of 140`
 * @param isTried by its name, as in {@link Mutation.statement}; every statement by default
 */
export async function mutations(
  matrix: Matrix,
  cells: readonly Cell[],
  at?: (text: string) => void,
  isTried: (statement: string) => boolean = () => true,
): Promise<Mutation[]> {
  const results: Mutation[] = [];
  const suspects = suspectsOf(matrix).filter(({ name }) => isTried(name));
  for (const [index, suspect] of suspects.entries()) {
    at?.(`statement ${index + 1} of ${suspects.length}`);
    await setImmediate();
    results.push({ statement: suspect.name, flips: await firstFlip(cells, suspect) });
  }
  return results;
}

/** Roles of job functions do much that no question is about. They are asked, and tests change their statements. */
export const OF_FUNCTIONS = /^access-.*\/role-/;

/** Every statement that a question could be about. */
export function suspectsOf({ policies }: Matrix): Suspect[] {
  return [
    ...policies.organization.flatMap(({ layer, statements }) =>
      statements.map((statement): Suspect => ({
        name: `${layer} ${statement.Sid}`,
        statement,
        layer: layer === "SCP" ? "SCP" : "RCP",
      })),
    ),
    ...[...policies.resources.values()]
      .filter(({ address }) => !OF_FUNCTIONS.test(address))
      .flatMap(({ address, identityPolicy, policy }) => [
        ...standing(policy, address, "resource"),
        ...standing(identityPolicy, address, "identity"),
      ]),
  ];
}

function standing(policy: Policy | undefined, address: string, layer: Suspect["layer"]): Suspect[] {
  const { layer: called, statements } = policy ?? { layer: "", statements: [] };
  return statements.map((statement) => ({ name: `${called} ${statement.Sid} of ${address}`, statement, layer }));
}

async function firstFlip(cells: readonly Cell[], suspect: Suspect): Promise<string | undefined> {
  const { statement } = suspect;
  for (const { decision, lock, policies, principal, question, request } of cells) {
    const mayDecide = decision.by.some(({ sid }) => sid === statement.Sid) && holds(policies, statement);
    if (!mayDecide) {
      continue;
    }
    const alone = isolated(policies, suspect, request);
    if (await changesAnswer(request, { policies: alone, lock }, statement)) {
      return `${question.area}: ${question.label} (${principal.label})`;
    }
  }
  return undefined;
}
