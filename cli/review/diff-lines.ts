import type { AttributeChange } from "../../review/attributes";
import type { PartChange, StatementChange } from "../../review/policies/compare";
import type { Change } from "../../review/report";
import { shown } from "./shown";

/** A line of a difference: what was, what is, what lets in more, or what these are about. */
export interface DiffLine {
  readonly sign: "-" | "+" | "!" | " ";
  readonly text: string;
}

/** Of one part of a statement. */
const MOST_ENTRIES = 30;
/** Of one policy. */
const MOST_STATEMENTS = 30;

const PART_NAMES: Readonly<Record<PartChange["part"], string>> = {
  principals: "Principal",
  notPrincipals: "NotPrincipal",
  actions: "Action",
  notActions: "NotAction",
  resources: "Resource",
  notResources: "NotResource",
  conditions: "Condition",
};

/** The arguments of a change, a line each; policies statement by statement. */
export function diffLines({ attributes, because, importId, more, previousAddress, reason }: Change): DiffLine[] {
  const about = [
    ...(previousAddress === undefined ? [] : [`moved from ${shown(previousAddress)}`]),
    ...(importId === undefined ? [] : [`imported: ${shown(importId)}`]),
    ...(because.length === 0 ? [] : [`because of ${because.map((path) => shown(path)).join(", ")}`]),
    ...(reason === undefined ? [] : [`reason: ${shown(reason)}`]),
  ];
  return [
    ...about.map((text): DiffLine => ({ sign: " ", text })),
    ...attributes.flatMap(attributeLines),
    ...(more === 0 ? [] : [{ sign: " " as const, text: `and ${more} more arguments` }]),
  ];
}

function attributeLines({ after, before, path, policy }: AttributeChange): DiffLine[] {
  const name = shown(path, 200);
  if (policy !== undefined) {
    const hidden = policy.length - MOST_STATEMENTS;
    return [
      ...policy.slice(0, MOST_STATEMENTS).flatMap((statement) => statementLines(name, statement)),
      ...(hidden > 0 ? [{ sign: " " as const, text: `${name}: and ${hidden} more statements` }] : []),
    ];
  }
  return [
    ...(before === undefined ? [] : [{ sign: "-" as const, text: `${name}: ${shown(before)}` }]),
    ...(after === undefined ? [] : [{ sign: "+" as const, text: `${name}: ${shown(after)}` }]),
  ];
}

function statementLines(name: string, statement: StatementChange): DiffLine[] {
  const { change, effect, effectBefore, parts, sid, widens } = statement;
  const title = sid === "" ? "a statement without Sid" : `statement ${shown(sid, 200)}`;
  const was = effectBefore === undefined ? "" : `, was ${shown(effectBefore, 20)}`;
  const head = `${name}: ${title} (${shown(effect, 20)}${was}) ${change}${widens ? ": LETS IN MORE" : ""}`;
  return [{ sign: widens ? "!" : " ", text: head }, ...parts.flatMap((part) => partLines(part))];
}

function partLines({ added, part, removed }: PartChange): DiffLine[] {
  const of = (sign: "+" | "-", entries: readonly string[]): DiffLine[] => [
    ...entries
      .slice(0, MOST_ENTRIES)
      .map((entry): DiffLine => ({ sign, text: `  ${PART_NAMES[part]} ${shown(entry, 300)}` })),
    ...(entries.length > MOST_ENTRIES
      ? [{ sign, text: `  ${PART_NAMES[part]}: ${entries.length - MOST_ENTRIES} more` }]
      : []),
  ];
  return [...of("-", removed), ...of("+", added)];
}
