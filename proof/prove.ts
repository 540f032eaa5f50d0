import type { LandingZone } from "../config/landing-zone";
import { asConfigured } from "./as-configured";
import type { AsConfigured } from "./as-configured";
import { Matrix } from "./matrix";
import type { Cell } from "./matrix";
import { mutations } from "./mutations";
import type { Mutation } from "./mutations";
import { partMutations } from "./part-mutations";
import { policiesOf } from "./policies";
import { judgedRoles } from "./roles";
import type { Roles } from "./roles";
import { withStandIns } from "./stand-ins";
import { synthesized } from "./stacks";
import type { SynthesizedStack } from "./stacks";
import { toldTwice } from "./told-twice";
import type { ToldTwice } from "./told-twice";
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
  /** How calls that are tampering are reported. */
  readonly telling: ToldTwice;
  /** Who may assume the roles of the landing zone, and what is attached to them. */
  readonly roles: Roles;
  /** What else of the stacks that were read is not as the configuration has it; absent where none were. */
  readonly configured?: AsConfigured;
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

/**
 * Asks everything of everyone and of every layer alone, takes out every statement once and a sample of their parts, and looks at how
 * tampering is reported, and whom the landing zone's roles trust.
 */
export async function prove(
  landingZone: LandingZone,
  { allParts = false, at, stacks }: ProveOptions = {},
): Promise<Proof> {
  const known = withStandIns(landingZone);
  const configured = synthesized(landingZone);
  const read = stacks ?? configured;
  const matrix = new Matrix(landingZone, policiesOf(known, read));
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
    telling: await toldTwice(known, read, at),
    roles: judgedRoles(known, read),
    configured: stacks && asConfigured(known, configured, stacks),
  };
}
