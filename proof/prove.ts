import type { LandingZone } from "../config/landing-zone";
import { Matrix } from "./matrix";
import type { Cell } from "./matrix";
import { mutations } from "./mutations";
import type { Mutation } from "./mutations";
import { partMutations } from "./part-mutations";
import { policiesOf } from "./policies";
import { withStandIns } from "./stand-ins";
import type { SynthesizedStack } from "./stacks";
import { weakLayers } from "./weak-layers";
import type { WeakLayer } from "./weak-layers";

export interface Proof {
  readonly cells: readonly Cell[];
  readonly mutations: readonly Mutation[];
  /** Parts of statements that were taken out. */
  readonly parts: readonly Mutation[];
  /** Layers that do not keep somebody from something by themselves, whatever the others do. */
  readonly weak: readonly WeakLayer[];
  /** Cells that depend on a guardrail which this organization departs from, with its reason: nothing is expected of them. */
  readonly open: readonly { readonly cell: Cell; readonly reason: string }[];
}

export interface ProveOptions {
  /**
   * Stacks that are read as they are.
   * @default - what the landing zone is synthesized to
   */
  readonly stacks?: readonly SynthesizedStack[];
  /**
   * Takes out every part of every statement, in place of a sample.
   * @default false
   */
  readonly allParts?: boolean;
  /** Called with what is being done: `question 3 of 120`. */
  readonly at?: (text: string) => void;
}

/** Of so many parts one is taken out where not all are. */
const SAMPLE = 25;

/** Asks everything of everyone and of every layer alone, and takes out every statement once, and a sample of their parts. */
export async function prove(
  landingZone: LandingZone,
  { allParts = false, at, stacks }: ProveOptions = {},
): Promise<Proof> {
  const matrix = new Matrix(landingZone, policiesOf(withStandIns(landingZone), stacks));
  const cells = await matrix.cells(undefined, at);
  const open = cells.flatMap((cell) => {
    const { decision, expected, question } = cell;
    const exception =
      question.guardrail === undefined ? undefined : landingZone.guardrailExceptions[question.guardrail];
    return exception === undefined || decision.allowed === expected ? [] : [{ cell, reason: exception.reason }];
  });
  return {
    cells,
    mutations: await mutations(matrix, cells, at),
    parts: await partMutations(matrix, cells, { at, every: allParts ? 1 : SAMPLE }),
    open,
    weak: weakLayers(cells, landingZone),
  };
}
