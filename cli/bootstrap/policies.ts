import { isMapping } from "../../config/source/mapping";
import type { ResourceStatement } from "../../config/state/resource-statement";
import type { Difference } from "./part";

/**
 * What a policy lacks of some statements. Denials that are missing are added beside what is there, and a role that has another name in
 * the file now gets it in the policy; what would let somebody in, and statements of the same name that say something else, people
 * decide about.
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
  const sameSid = ({ Sid }: ResourceStatement) => there.find((statement) => statement.Sid === Sid);
  const renamed = wanted.filter((statement) => {
    const found = sameSid(statement);
    return found !== undefined && canonical(found) !== canonical(statement) && nameless(found) === nameless(statement);
  });
  const others = wanted.filter(
    (statement) =>
      !denials.includes(statement) &&
      !renamed.includes(statement) &&
      !there.some((found) => canonical(found) === canonical(statement)),
  );
  const before = renamed.map((statement) => sameSid(statement) ?? {});
  // At once: what is put may keep whoever puts it from putting anything more.
  const next = [...there.map((statement) => renamed.find(({ Sid }) => Sid === statement.Sid) ?? statement), ...denials];
  return [
    ...(denials.length === 0 && renamed.length === 0
      ? []
      : [
          {
            what: "policy",
            got: [
              ...(denials.length === 0 ? [] : [`lacks ${denials.map(({ Sid }) => Sid).join(", ")}`]),
              ...(renamed.length === 0
                ? []
                : [`names ${exempt(before)} in ${renamed.map(({ Sid }) => Sid).join(", ")}`]),
            ].join("; "),
            wanted: [
              ...(denials.length === 0 ? [] : ["these denials beside what is there"]),
              ...(renamed.length === 0 ? [] : [exempt(renamed)]),
            ].join("; "),
            mend: () => put(document(next)),
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

/** What says by which role somebody comes, whose name a file may change. */
const WHO = "aws:PrincipalArn";
/** Account and kind stay, whatever its name. */
const ROLE = /^(arn:[^:]+:iam::[^:]*:role\/).+$/;

/** The same text for statements that differ in names of roles in conditions alone, as they do when a file renames them. */
function nameless(statement: Statement | ResourceStatement): string {
  return canonical(
    withRoles(statement, (arn, index) => {
      const [, place] = ROLE.exec(arn) ?? [];
      return place === undefined ? arn : `${place}${index}`;
    }),
  );
}

/** ARNs of the roles that conditions of statements name. */
function exempt(statements: readonly (Statement | ResourceStatement)[]): string {
  const found = new Set<string>();
  for (const statement of statements) {
    withRoles(statement, (arn) => {
      found.add(arn);
      return arn;
    });
  }
  return [...found].join(", ");
}

function withRoles(
  statement: Statement | ResourceStatement,
  changed: (arn: string, index: number) => string,
): Statement | ResourceStatement {
  const { Condition } = statement;
  const entries = isMapping(Condition) ? Object.entries(Condition) : [];
  return {
    ...statement,
    Condition: Object.fromEntries(
      entries.map(([operator, keys]) => [
        operator,
        isMapping(keys) && WHO in keys
          ? { ...keys, [WHO]: [keys[WHO]].flat().map((arn, index) => changed(String(arn), index)) }
          : keys,
      ]),
    ),
  };
}

/** Whether two policies say the same: IAM need not give back the very text that it got, nor do people who put it again. */
export function sameText(one: string, other: string): boolean {
  return canonical(JSON.parse(one)) === canonical(JSON.parse(other));
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
