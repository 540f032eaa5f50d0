import type { Statement } from "./statements";

/** A statement without one of its parts. */
export interface Part {
  /** `Action s3:DeleteObject`, `Condition StringEquals aws:SourceArn`, `Principal AWS <ARN>` */
  readonly name: string;
  readonly left: Statement;
  /** Whether what is left matches more requests than the statement; else it matches fewer. */
  readonly matchesMore: boolean;
  /** Pattern of the actions that are taken out, where it is one. */
  readonly action?: string;
  /** Pattern of the resources that are taken out, where it is one. */
  readonly resource?: string;
  /** Where it is about a condition: its key, and the value that is taken out, if it is not the whole. */
  readonly condition?: { readonly key: string; readonly value?: string };
}

/**
 * A statement without one of its actions, principals, resources or conditions, or without one of the values that a condition
 * compares with, in every way. What is the only one of its list is not taken out: a statement without it is none.
 */
export function partsOf(statement: Statement): Part[] {
  return [...listed(statement), ...principals(statement), ...conditions(statement)];
}

type Keyed = Readonly<Record<string, unknown>>;

function listed(statement: Statement): Part[] {
  return ["Action", "NotAction", "Resource", "NotResource"].flatMap((element) =>
    shortened(statement[element]).map(({ left, taken }) => ({
      name: `${element} ${taken}`,
      left: { ...statement, [element]: left },
      matchesMore: element.startsWith("Not"),
      [element.endsWith("Action") ? "action" : "resource"]: taken,
    })),
  );
}

function principals(statement: Statement): Part[] {
  const { Principal } = statement;
  if (typeof Principal !== "object" || Principal === null) {
    return [];
  }
  const types = Object.entries(Principal as Keyed);
  return types.flatMap(([type, values]) => {
    const whole = types.length < 2 ? [] : [{ taken: "", left: without(Principal, type) }];
    const single = shortened(values).map(({ left, taken }) => ({ taken, left: { ...Principal, [type]: left } }));
    return [...whole, ...single].map(({ left, taken }) => ({
      name: `Principal ${type} ${taken}`.trim(),
      left: { ...statement, Principal: left },
      matchesMore: false,
    }));
  });
}

function conditions(statement: Statement): Part[] {
  const operators = (statement.Condition ?? {}) as Readonly<Record<string, Keyed>>;
  return Object.entries(operators).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, values]): Part[] => {
      const name = `Condition ${operator} ${key}`;
      const others = without(keys, key);
      const Condition =
        Object.keys(others).length === 0 ? without(operators, operator) : { ...operators, [operator]: others };
      return [
        { name, condition: { key }, matchesMore: true, left: { ...statement, Condition } },
        ...shortened(values).map(({ left, taken }) => ({
          name: `${name} ${taken}`,
          condition: { key, value: taken },
          matchesMore: operator.includes("Not"),
          left: { ...statement, Condition: { ...operators, [operator]: { ...keys, [key]: left } } },
        })),
      ];
    }),
  );
}

/** A list without each of its members. */
function shortened(values: unknown): { readonly taken: string; readonly left: readonly string[] }[] {
  const all = Array.isArray(values) ? (values as string[]) : [];
  return all.length < 2 ? [] : all.map((taken, index) => ({ taken, left: all.filter((_, other) => other !== index) }));
}

function without(object: object, key: string): Keyed {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}
