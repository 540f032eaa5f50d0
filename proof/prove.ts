import type { LandingZone } from "../config/landing-zone";
import { Matrix } from "./matrix";
import type { Cell } from "./matrix";
import { mutations } from "./mutations";
import type { Mutation } from "./mutations";

export interface Proof {
  readonly cells: readonly Cell[];
  readonly mutations: readonly Mutation[];
  /** Cells that depend on a guardrail which this organization departs from, with its reason: nothing is expected of them. */
  readonly open: readonly { readonly cell: Cell; readonly reason: string }[];
}

/**
 * Asks everything of everyone, and takes out every statement once.
 *
 * @param at called with what is being done: `question 3 of 120`
 */
export async function prove(landingZone: LandingZone, at?: (text: string) => void): Promise<Proof> {
  const matrix = new Matrix(landingZone);
  const cells = await matrix.cells(undefined, at);
  const open = cells.flatMap((cell) => {
    const { decision, expected, question } = cell;
    const exception =
      question.guardrail === undefined ? undefined : landingZone.guardrailExceptions[question.guardrail];
    return exception === undefined || decision.allowed === expected ? [] : [{ cell, reason: exception.reason }];
  });
  return { cells, mutations: await mutations(matrix, cells, at), open };
}
