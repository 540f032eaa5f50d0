import { ABILITY_TEXTS, abilitiesOf } from "../access/abilities";
import type { Ability, Guarded } from "../access/abilities";
import { JOB_FUNCTIONS } from "../access/keys";
import { CATALOG } from "../access/functions";
import { incompatibleWith, ownStatements } from "../access/resolve";
import { breakGlassRoleOf } from "../break-glass/resolve";
import { entriesOf, present, whole, wholeParts } from "../readable";
import type { Reading } from "../readable";
import type { Finding } from "../source/document";
import { listed } from "../source/suggest";
import { ownOf, peopleOf } from "./access-parts";
import type { AccessSection } from "./access-parts";
import { wrong } from "./finding";
import { namesIn } from "./names";
import type { Rule } from "./rule";

/** Functions with what they are incompatible with, as far as they could be read. */
function declared(reading: Reading): { readonly key: string; readonly incompatibleWith: readonly string[] }[] {
  return [
    ...JOB_FUNCTIONS.map((key) => ({ key, incompatibleWith: CATALOG[key].incompatibleWith })),
    ...ownOf(reading).flatMap(({ value }) =>
      value.key === undefined ? [] : [{ key: value.key, incompatibleWith: present(value.incompatibleWith) }],
    ),
  ];
}

/** Separation of duties: nobody has two functions of which one watches over the other. */
function incompatibleFunctions(reading: Reading): Finding[] {
  const functions = declared(reading);
  return peopleOf(reading).flatMap(({ path, value }) => {
    const held = entriesOf(value.functions, [...path, "functions"]);
    return held.flatMap((job, index) => {
      const others = incompatibleWith(job.value, functions);
      const earlier = held.slice(0, index).find((other) => others.includes(other.value));
      return earlier === undefined
        ? []
        : [
            wrong(job, `${value.name ?? "this person"} has ${earlier.value} already, and nobody has both`, {
              allowed: `none of ${listed(others, job.value)} beside it`,
              fix: "give one of the two to somebody else",
            }),
          ];
    });
  });
}

/** Pairs of abilities that no function has alone, and why. */
const APART: readonly (readonly [one: Ability, other: Ability, why: string])[] = [
  ["readLogs", "changeGuards", "who reads logs changes nothing that guards them"],
  ["administerKeys", "useKeys", "who administers keys cannot use them"],
];

/** What abilities are about, as far as it could be read. */
function guardedIn(reading: Reading): Guarded | undefined {
  const naming = namesIn(reading);
  const parts = wholeParts(reading, "breakGlass", "deployment", "name");
  if (naming === undefined || parts === undefined) {
    return undefined;
  }
  const { managementRole, role } = parts.deployment;
  return {
    names: naming.names,
    partition: naming.partition,
    deploymentRoles: [role, ...(managementRole === undefined ? [] : [managementRole])],
    breakGlassRole: breakGlassRoleOf(parts),
  };
}

/** The catalog's functions keep this by themselves, which its tests show; here are one's own, and what a person has of both. */
function dutiesTogether(reading: Reading): Finding[] {
  const guarded = guardedIn(reading);
  if (guarded === undefined) {
    return [];
  }
  const own = ownOf(reading).flatMap(({ path, value }) => {
    const job = whole(value) as AccessSection["ownFunctions"][number] | undefined;
    return job === undefined ? [] : [{ key: job.key, path, abilities: abilitiesOf(ownStatements(job), guarded) }];
  });
  const alone = own.flatMap(({ abilities, path }) =>
    APART.filter(([one, other]) => abilities.includes(one) && abilities.includes(other)).map(([one, other, why]) => ({
      path,
      key: "statements",
      message: `the function may both ${ABILITY_TEXTS[one]} and ${ABILITY_TEXTS[other]}`,
      allowed: `one of the two: ${why}`,
      fix: "make two functions that are incompatible, or deny one of the two without a condition",
    })),
  );
  const catalog: Readonly<Record<string, readonly Ability[]>> = {
    logReader: ["readLogs", "useKeys"],
    keyCustodian: ["administerKeys"],
    deployer: ["changeGuards", "administerKeys"],
  };
  const abilities = new Map<string, readonly Ability[]>([
    ...Object.entries(catalog),
    ...own.map((job): [string, readonly Ability[]] => [job.key, job.abilities]),
  ]);
  const may = (key: string, ability: Ability): boolean => abilities.get(key)?.includes(ability) ?? false;
  const ownKeys = own.map(({ key }) => key);
  const together = peopleOf(reading).flatMap(({ path, value }) => {
    const held = entriesOf(value.functions, [...path, "functions"]);
    return held.flatMap((job, index) =>
      held.slice(0, index).flatMap((earlier) => {
        const [found] = APART.filter(
          ([one, other]) =>
            [job, earlier].some(({ value: key }) => ownKeys.includes(key)) &&
            ((may(job.value, one) && may(earlier.value, other)) || (may(job.value, other) && may(earlier.value, one))),
        );
        return found === undefined
          ? []
          : [
              wrong(
                job,
                `with ${earlier.value} one person could ${ABILITY_TEXTS[found[0]]} and ${ABILITY_TEXTS[found[1]]}`,
                {
                  allowed: `one of the two: ${found[2]}`,
                  fix: "give one of the two to somebody else, and say incompatibleWith in the function",
                },
              ),
            ];
      }),
    );
  });
  return [...alone, ...together];
}

export const ACCESS_DUTY_RULES = [incompatibleFunctions, dutiesTogether] satisfies Rule[];
