import { isMapping } from "../../config/source/mapping";
import type { ResourceStatement } from "../../config/state/resource-statement";
import type { Difference } from "./part";

/**
 * What a policy lacks of some statements. Denials that are missing are added beside what is there; what would let somebody in, and
 * statements of the same name that say something else, people decide about.
 *
 * @param current text of the policy; absent: there is none, and all of it is put
 * @param put takes the text of the new one
 */
export function policyDifferences(
  current: string | undefined,
  wanted: readonly ResourceStatement[],
  put: (text: string) => Promise<void>,
): Difference[] {
  if (current === undefined) {
    return [
      {
        what: "policy",
        got: "none",
        wanted: wanted.map(({ Sid }) => Sid).join(", "),
        mend: () => put(document(wanted)),
      },
    ];
  }
  const there = statementsIn(current);
  const missing = wanted.filter(({ Sid }) => !there.some((statement) => statement.Sid === Sid));
  const denials = missing.filter(({ Effect }) => Effect === "Deny");
  const others = wanted.filter(
    (statement) => !denials.includes(statement) && !there.some((found) => canonical(found) === canonical(statement)),
  );
  return [
    ...(denials.length === 0
      ? []
      : [
          {
            what: "policy",
            got: `lacks ${denials.map(({ Sid }) => Sid).join(", ")}`,
            wanted: "these denials beside what is there",
            mend: () => put(document([...there, ...denials])),
          },
        ]),
    ...others.map((statement): Difference => {
      const same = there.find(({ Sid }) => Sid === statement.Sid);
      return {
        what: `policy, ${statement.Sid}`,
        got: same === undefined ? "missing" : JSON.stringify(same),
        wanted: JSON.stringify(statement),
        fix: "have it compared by somebody who knows why it is as it is, and put the statement into the policy",
      };
    }),
  ];
}

type Statement = Readonly<Record<string, unknown>>;

export function document(statements: readonly (ResourceStatement | Statement)[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function statementsIn(text: string): Statement[] {
  const policy: unknown = JSON.parse(text);
  const { Statement = [] } = isMapping(policy) ? policy : {};
  return [Statement].flat().filter(isMapping);
}

/** The same text for what means the same: AWS gives lists of one as texts, and lists in another order. */
function canonical(value: unknown): string {
  return JSON.stringify(ordered(value));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    const entries = value.map(ordered);
    return entries.length === 1 ? entries[0] : entries.sort((one, other) => compare(one, other));
  }
  return isMapping(value)
    ? Object.fromEntries(
        Object.entries(value)
          .map(([key, entry]): [string, unknown] => [key, ordered(entry)])
          .sort(([one], [other]) => compare(one, other)),
      )
    : value;
}

function compare(one: unknown, other: unknown): number {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}
