import type { EventPattern, FieldCondition } from "./pattern";

/**
 * How many ways a pattern has to choose a branch of each `$or`, as AWS counts them: the lengths of all `$or` multiplied,
 * also of those within one another, of which not all are chosen at the same time. There are never more than these.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function countAlternatives({ choices }: EventPattern): number {
  return choices
    .map((branches) => branches.map(countAlternatives).reduce((product, count) => product * count, branches.length))
    .reduce((product, count) => product * count, 1);
}

/**
 * The conditions of each way to choose a branch of each `$or`; a pattern holds when all conditions of one of them do.
 * Conditions of one `$or` do not simply hold or not: they have to hold in the same element of a list as those beside it.
 */
export function alternativesOf({ fields, choices }: EventPattern): (readonly FieldCondition[])[] {
  return choices.reduce<(readonly FieldCondition[])[]>(
    (alternatives, branches) =>
      branches
        .flatMap(alternativesOf)
        .flatMap((branch) => alternatives.map((conditions) => [...conditions, ...branch])),
    [fields],
  );
}
