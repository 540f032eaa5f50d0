import { JOB_FUNCTIONS } from "../access/keys";
import { isInUse } from "../access/resolve";
import { slugOf } from "../keys";
import { namedAfter } from "../names";
import { entriesOf, fieldsOf, located, present, whole } from "../readable";
import type { Reading, Written } from "../readable";
import type { Configuration } from "../schema";
import type { Finding } from "../source/document";
import { listed } from "../source/suggest";
import { knownFunctions, ownOf, peopleOf, sectionOf } from "./access-parts";
import type { AccessSection } from "./access-parts";
import { accountNames, accountsOf } from "./accounts";
import { duplicates } from "./duplicates";
import { unknown, wrong } from "./finding";
import { namesIn } from "./names";
import type { Rule } from "./rule";

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LONGEST_ROLE_NAME = 64;

function unknownFunctions(reading: Reading): Finding[] {
  const { identityCenter } = sectionOf(reading) ?? {};
  const named = [
    ...peopleOf(reading).flatMap(({ path, value }) => entriesOf(value.functions, [...path, "functions"])),
    ...ownOf(reading).flatMap(({ path, value }) => entriesOf(value.incompatibleWith, [...path, "incompatibleWith"])),
  ];
  const groups = fieldsOf(identityCenter?.groups, ["access", "identityCenter", "groups"]);
  const known = knownFunctions(reading);
  return [
    ...unknown(named, known, "no such function"),
    ...groups
      .filter(({ key }) => !known.includes(key))
      .map(({ key }) => ({
        path: ["access", "identityCenter", "groups"],
        key,
        message: "no such function",
        got: `"${key}"`,
        allowed: listed(known, key),
      })),
  ];
}

function unknownAccounts(reading: Reading): Finding[] {
  const { functions, identityAccount } = sectionOf(reading) ?? {};
  const names = accountNames(reading);
  const ids = accountsOf(reading).flatMap(({ account }) => account.id ?? []);
  const found = [
    ...located(identityAccount, ["access", "identityAccount"]),
    ...entriesOf(functions?.logReader?.ofAccounts, ["access", "functions", "logReader", "ofAccounts"]),
  ];
  const isKnown = (value: string) => ids.includes(value) || names?.some((name) => slugOf(name) === slugOf(value));
  return names === undefined
    ? []
    : unknown(
        found.filter(({ value }) => !isKnown(value)),
        names,
        "no account of this file",
      );
}

/** What is switched off, or needs what there is not, is a function of nobody. */
function functionsNotInUse(reading: Reading): Finding[] {
  const access = whole(sectionOf(reading)) as AccessSection | undefined;
  if (access === undefined) {
    return [];
  }
  const keyStore = whole(reading.keyStore) as Configuration["keyStore"];
  const off: readonly string[] = JOB_FUNCTIONS.filter((key) => !isInUse(key, { access, keyStore }));
  return peopleOf(reading).flatMap(({ path, value }) =>
    entriesOf(value.functions, [...path, "functions"])
      .filter((job) => off.includes(job.value))
      .map((job) =>
        wrong(job, "this function has no role", {
          fix:
            job.value === "hsmCryptoOfficer" && access.functions.hsmCryptoOfficer.enabled
              ? "it needs a keyStore of type cloudhsm; take it from this person until there is one"
              : `enable access.functions.${job.value}, or take it from this person`,
        }),
      ),
  );
}

/** What the groups and networks of a function have policies of: its role's name and this. */
const ENDS_OF_POLICIES = ["members", "networks"] as const;

/** Roles and policies that others make or have made, in lower case, as IAM takes names that differ in case alone for one. */
function takenNames(reading: Reading): Set<string> {
  const { breakGlass, deployment, name } = reading;
  const roles = [breakGlass?.role, deployment?.role, deployment?.managementRole];
  const functions = knownFunctions(reading).map((key) => namedAfter(name ?? "", key));
  const policies = functions.flatMap((role) => ENDS_OF_POLICIES.map((end) => `${role}-${end}`));
  const taken = [...Object.values(namesIn(reading)?.names ?? {}), ...present(roles), ...policies];
  return new Set(taken.map((one) => one.toLowerCase()));
}

/** A function of one's own does not stand for one of the catalog, nor its role for another of the landing zone. */
function takenKeys(reading: Reading): Finding[] {
  const { name } = reading;
  const taken = takenNames(reading);
  const catalog = new Map(JOB_FUNCTIONS.map((key) => [namedAfter(name ?? "", key), key]));
  return ownOf(reading).flatMap(({ path, value }) =>
    located(value.key, [...path, "key"]).flatMap((key) => {
      const role = namedAfter(name ?? "", key.value);
      const fix = "choose another key";
      if (catalog.has(role)) {
        return wrong(key, "the catalog has a function of this key", { fix });
      }
      if (name !== undefined && (taken.has(role) || /-(break-glass|access-boundary)$/.test(role))) {
        return wrong(key, `the landing zone has something else that is called ${role}`, { fix });
      }
      return name !== undefined && role.length > LONGEST_ROLE_NAME
        ? wrong(key, `its role would be called ${role}, ${role.length} characters`, {
            allowed: `at most ${LONGEST_ROLE_NAME} characters`,
            fix: "choose a shorter key: an upper-case letter counts for two characters",
          })
        : [];
    }),
  );
}

/** Statements and denials are in one document. */
function sharedSids(reading: Reading): Finding[] {
  return ownOf(reading).flatMap(({ path, value }) => {
    const sids = (list: "deny" | "statements") =>
      entriesOf(value[list], [...path, list]).flatMap((entry) => located(entry.value.sid, [...entry.path, "sid"]));
    const [allowed, denied] = [sids("statements"), sids("deny")];
    // Those of one list are reported as repetitions.
    return duplicates([...allowed, ...denied], { what: "sid", fix: "give one of the two another name" }).filter(
      ({ path: at }) =>
        at[path.length] === "deny" &&
        allowed.some((sid) => sid.value === denied.find((entry) => entry.path.join() === at.join())?.value),
    );
  });
}

/** People without functions are nobody's business, and mistakes more often than not. */
function withoutFunctions(reading: Reading, written: Written): Finding[] {
  const people = peopleOf(reading).filter(
    ({ path, value }) => value.functions?.length === 0 && written([...path, "name"]),
  );
  const held = new Set(peopleOf(reading).flatMap(({ value }) => present(value.functions)));
  const own = ownOf(reading).filter(({ value: { key } }) => key !== undefined && !held.has(key));
  return [
    ...people.map(({ path, value: { name = "" } }): Finding => ({
      path,
      severity: "warning",
      message: `${name} has no function, and so no access`,
      fix: "name functions, or remove the entry",
    })),
    ...own.map(({ path, value: { key = "" } }): Finding => ({
      path: [...path, "key"],
      severity: "warning",
      message: `nobody in this file has the function ${key}`,
      fix: "give it to somebody, or remove it; members of groups of Identity Center are not in this file",
    })),
  ];
}

const SECTION_OF_WAY = { "identity-center": "identityCenter", saml: "saml" } as const;

/** A way in, and what it needs to know. */
function waysWithoutSections(reading: Reading, written: Written): Finding[] {
  const { saml, through } = sectionOf(reading) ?? {};
  if (through === undefined) {
    return [];
  }
  const missing = Object.entries(SECTION_OF_WAY).flatMap(([way, key]): Finding[] => {
    const isUsed = present(through).some((other) => other === way);
    const isWritten = written(["access", key]);
    if (isUsed && !isWritten) {
      return [
        { path: ["access"], message: `through names ${way}, and access.${key} is missing`, fix: `write ${key}:` },
      ];
    }
    return !isUsed && isWritten
      ? [
          {
            path: ["access"],
            key,
            severity: "warning",
            ...(way === "identity-center"
              ? {
                  message: "through does not name identity-center: permission sets that were made are taken away",
                  fix: "add identity-center to access.through, or remove identityCenter once it is deployed without",
                }
              : {
                  message: `without effect: through does not name ${way}`,
                  fix: `add ${way} to access.through, or remove ${key}`,
                }),
          },
        ]
      : [];
  });
  const wanting =
    saml?.existing === false && !written(["access", "saml", "metadata"])
      ? [
          {
            path: ["access", "saml"],
            message: "the provider is to be made, and its metadata is missing",
            fix: "name the file with the identity provider's metadata, or say existing: true",
          },
        ]
      : [];
  return [...missing, ...wanting];
}

/** The deployer deploys by other roles alone, and so needs one in the management account, too. */
function deployerWithoutRole(reading: Reading, written: Written): Finding[] {
  if (written(["deployment", "managementRole"])) {
    return [];
  }
  const held = peopleOf(reading).flatMap(({ path, value }) =>
    entriesOf(value.functions, [...path, "functions"]).filter((job) => job.value === "deployer"),
  );
  const pipelines = (["github", "gitlab"] as const).filter((key) => written(["access", "ci", key]));
  const [first] = [...held.map(({ path }) => path), ...pipelines.map((key) => ["access", "ci", key])];
  return first === undefined
    ? []
    : [
        {
          path: first,
          message: "the role deployer assumes roles and does nothing else, and there is none in the management account",
          fix: "name deployment.managementRole, a role of the management account that trusts its account and may deploy",
        },
      ];
}

/** Ids come in pairs: `sub` has both or none. */
function halfOfIds(reading: Reading): Finding[] {
  const { ownerId, repositoryId } = sectionOf(reading)?.ci?.github ?? {};
  return (ownerId === undefined) === (repositoryId === undefined)
    ? []
    : [
        {
          path: ["access", "ci", "github"],
          key: ownerId === undefined ? "repositoryId" : "ownerId",
          message: "one of ownerId and repositoryId is missing; a token has both or none",
          fix: "write both, in quotes",
        },
      ];
}

/** A pipeline's role that is switched off is a promise the file does not keep. */
function pipelinesWithoutRoles(reading: Reading, written: Written): Finding[] {
  const { functions } = sectionOf(reading) ?? {};
  const pipelines = (["github", "gitlab"] as const).filter((key) => written(["access", "ci", key]));
  return (["reviewer", "deployer"] as const)
    .filter((key) => pipelines.length > 0 && functions?.[key]?.enabled === false)
    .map((key) => ({
      path: ["access", "functions", key, "enabled"],
      message: `pipelines assume the role of ${key}`,
      got: "false",
      fix: "enable it, or remove access.ci",
    }));
}

export const ACCESS_RULES = [
  unknownFunctions,
  unknownAccounts,
  functionsNotInUse,
  takenKeys,
  sharedSids,
  withoutFunctions,
  waysWithoutSections,
  deployerWithoutRole,
  halfOfIds,
  pipelinesWithoutRoles,
] satisfies Rule[];
