import type { LandingZone } from "../config/landing-zone";
import type { LayerAnswer } from "./layers";
import type { Cell } from "./matrix";
import { everyoneIn, namesOf } from "./groups";

/** A layer that does not keep principals from something that it claims to keep them from. */
export interface WeakLayer {
  readonly area: string;
  /** What the question is called. */
  readonly question: string;
  readonly action: string;
  /** `bucket policy` */
  readonly layer: string;
  /** Sid of the statement that is to do it. */
  readonly statement: string;
  /** Whom it does not keep from it, by what the table calls them. */
  readonly principals: readonly string[];
  /** What lets them in, other layers' denials out of the way: `IAM AdministratorAccess`. */
  readonly letIn: readonly string[];
  /** Why this is no failure: the organization departs from the guardrail that the statement is of, for this reason. */
  readonly reason?: string;
}

/** Layers that are weaker than the questions say, each statement of a question once. */
export function weakLayers(
  cells: readonly Cell[],
  { guardrailExceptions }: Pick<LandingZone, "guardrailExceptions">,
): WeakLayer[] {
  const everyone = everyoneIn(cells);
  const found = new Map<string, { cell: Cell; answer: LayerAnswer }[]>();
  for (const cell of cells) {
    for (const answer of cell.layers.filter(({ kept }) => !kept)) {
      const { layer, claim } = answer;
      const key = [cell.question.area, cell.question.label, layer, claim.statement].join("\n");
      found.set(key, [...(found.get(key) ?? []), { cell, answer }]);
    }
  }
  return [...found.values()].flatMap((weak) => {
    const [first] = weak;
    if (first === undefined) {
      return [];
    }
    const { claim, layer } = first.answer;
    const { action, area, label } = first.cell.question;
    const exception = claim.guardrail === undefined ? undefined : guardrailExceptions[claim.guardrail];
    return [
      {
        area,
        question: label,
        action,
        layer,
        statement: claim.statement,
        principals: namesOf(
          weak.map(({ cell }) => cell.principal),
          everyone,
        ),
        letIn: [...new Set(weak.flatMap(({ answer }) => answer.letIn))],
        reason: exception?.reason,
      },
    ];
  });
}
