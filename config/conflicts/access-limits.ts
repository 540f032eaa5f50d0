import { githubTrust, gitlabTrust } from "../access/ci-subjects";
import { documentsOf, MANAGED_POLICY } from "../access/documents";
import { EMERGENCIES, JOB_OF_PIPELINES } from "../access/keys";
import { accessOf } from "../access/resolve";
import type { AccessContext } from "../access/statements";
import { accountsOf } from "../accounts/resolve";
import { archiveOf } from "../archive/resolve";
import { flowLogsOf } from "../baseline/resolve";
import { breakGlassOf } from "../break-glass/resolve";
import { hostsOf } from "../hosts/resolve";
import { keyStoreOf } from "../key-store/resolve";
import { arnsOf } from "../names";
import { fieldsOf, present, whole, wholeParts } from "../readable";
import type { Located, Readable, Reading } from "../readable";
import type { Configuration } from "../schema";
import type { Finding } from "../source/document";
import { stateOf } from "../state/resolve";
import { ownOf, peopleOf, sectionOf } from "./access-parts";
import type { AccessSection } from "./access-parts";
import { namesIn } from "./names";
import type { Rule } from "./rule";

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LIMITS = { groupsPerUser: 10, trustPolicy: 2_048 } as const;

/** What a trust policy says besides lists: its own brackets, and of each statement principal, action and conditions. */
const TRUST_WITHOUT_LISTS = { document: 50, statement: 420 } as const;

function tooManyGroups(reading: Reading): Finding[] {
  return peopleOf(reading).flatMap(({ path, value }) => {
    const count = value.functions?.length ?? 0;
    return count <= LIMITS.groupsPerUser || !sectionOf(reading)?.through?.includes("users")
      ? []
      : {
          path: [...path, "functions"],
          message: "more functions than an IAM user can be in groups",
          got: `${count} functions`,
          allowed: `at most ${LIMITS.groupsPerUser}`,
          fix: "give some to somebody else, or make a function of your own of several",
        };
  });
}

/** Characters of what lists say in a trust policy: networks, tags, and people, once for each way that they come. */
function lengthOfTrust(lists: readonly (readonly string[])[], statements: number): number {
  const { document, statement } = TRUST_WITHOUT_LISTS;
  return document + statements * (statement + JSON.stringify(lists).length);
}

function longTrustPolicies(reading: Reading): Finding[] {
  const { ci, functions, through } = sectionOf(reading) ?? {};
  const settings = [
    ...fieldsOf(functions as Readonly<Record<string, Located["value"] | undefined>> | undefined, [
      "access",
      "functions",
    ]),
    ...ownOf(reading).map(({ path, value }) => ({ path, value, key: value.key ?? "" })),
  ] as unknown as {
    readonly key: string;
    readonly path: Finding["path"];
    readonly value: Readonly<Record<string, readonly string[] | undefined>>;
  }[];
  const ways = present(through).filter((way) => way !== "identity-center").length;
  const pipelines = lengthOfPipelines(ci);
  return settings.flatMap(({ key, path, value: { sessionTags = [], sourceNetworks = [] } }) => {
    const people = peopleOf(reading).flatMap(({ value }) =>
      present(value.functions).includes(key) ? (value.name ?? []) : [],
    );
    const others = JOB_OF_PIPELINES.has(key) ? pipelines : key === EMERGENCIES ? lengthOfEmergencies(reading) : 0;
    const lists = [sourceNetworks, sessionTags];
    const statements = Math.max(ways, 1);
    const length = others + lengthOfTrust([...lists, people], statements);
    const allowed = `about ${LIMITS.trustPolicy.toLocaleString("en")}, all that IAM allows a trust policy`;
    if (length <= LIMITS.trustPolicy) {
      return [];
    }
    return others + lengthOfTrust(lists, statements) > LIMITS.trustPolicy || people.length === 0
      ? {
          path,
          message: "its role's trust policy has no room for these networks and tags",
          got: `${length.toLocaleString("en")} characters`,
          allowed,
          fix: "name larger networks, or fewer tags",
        }
      : {
          path: ["access", "people"],
          message: `the trust policy of the role of ${key} has no room for everybody who has the function`,
          got: `${people.length} people, ${length.toLocaleString("en")} characters`,
          allowed,
          fix: "let people in through identity-center, whose groups no trust policy names, or give the function to fewer",
        };
  });
}

/** Characters of the statements about pipelines' jobs. */
function lengthOfPipelines(ci: Readable<AccessSection["ci"]> | undefined): number {
  const { github, gitlab } = (whole(ci) as AccessSection["ci"] | undefined) ?? {};
  const trusts = [
    ...(github === undefined ? [] : [githubTrust(github)]),
    ...(gitlab === undefined ? [] : [gitlabTrust(gitlab)]),
  ];
  const { statement } = TRUST_WITHOUT_LISTS;
  return trusts.reduce((sum, { plan }) => sum + statement / 2 + JSON.stringify(plan).length, 0);
}

/** Characters of the statements about those whom `breakGlass` names. */
function lengthOfEmergencies({ breakGlass }: Reading): number {
  const trusted = present(breakGlass?.trustedPrincipals);
  return trusted.length === 0 ? TRUST_WITHOUT_LISTS.statement : lengthOfTrust([trusted], 1);
}

/** Everything that statements are made from, if all of it could be read. */
function contextOf(reading: Reading): (AccessContext & { readonly access: AccessSection }) | undefined {
  const parts = wholeParts(
    reading,
    "accounts",
    "archive",
    "baseline",
    "breakGlass",
    "deployment",
    "flowLogs",
    "homeRegion",
    "hosts",
    "name",
    "regions",
    "state",
  );
  const access = whole(sectionOf(reading)) as AccessSection | undefined;
  const naming = namesIn(reading);
  if (parts === undefined || access === undefined || naming === undefined) {
    return undefined;
  }
  const accounts = accountsOf(parts);
  const keyStore = whole(reading.keyStore) as Configuration["keyStore"];
  const { homeRegion, name, regions } = parts;
  return {
    access,
    here: accounts.management.slug,
    organizationId: "o-exampleorgid",
    accountId: (slug) => accounts.accounts.find((account) => account.slug === slug)?.id ?? "123456789012",
    landingZone: {
      ...accounts,
      ...naming,
      name,
      homeRegion,
      regions,
      archive: archiveOf(parts.archive, accounts),
      arns: arnsOf({ name, homeRegion, partition: naming.partition, managementAccountId: accounts.management.id }),
      breakGlass: breakGlassOf(parts, naming.partition),
      deployment: parts.deployment,
      flowLogs: flowLogsOf(parts),
      hosts: hostsOf(parts),
      keyStore: keyStoreOf({ keyStore, archive: parts.archive }),
      state: stateOf(parts),
    },
  };
}

/** Managed policies hold 6,144 characters, and a role ten of them. */
function longPolicies(reading: Reading): Finding[] {
  const context = contextOf(reading);
  if (context === undefined) {
    return [];
  }
  const { landingZone } = context;
  const access = accessOf({ access: context.access, keyStore: undefined }, { ...landingZone });
  return (access?.functions ?? []).flatMap((job) => {
    const own = context.access.ownFunctions.findIndex(({ key }) => key === job.key);
    const path = own === -1 ? ["access", "functions", job.key] : ["access", "ownFunctions", own];
    const [here = landingZone.management.slug] = job.accounts;
    const { documents, tooLong } = documentsOf(job, { ...context, here });
    const networks = job.settings.sourceNetworks.length > 0 ? 1 : 0;
    const count = documents.length + job.managedPolicies.length + networks;
    const [first] = tooLong;
    if (first !== undefined) {
      return {
        path,
        message: `the statement ${first.Sid} does not fit into a managed policy`,
        got: `${JSON.stringify(first).length.toLocaleString("en")} characters`,
        allowed: `at most about ${MANAGED_POLICY.longest.toLocaleString("en")}`,
        fix: own === -1 ? "name fewer accounts, or leave ofAccounts out" : "make two statements of it",
      };
    }
    return count <= MANAGED_POLICY.perRole
      ? []
      : {
          path,
          message: "its role would have more managed policies than IAM allows",
          got: `${count} policies`,
          allowed: `at most ${MANAGED_POLICY.perRole}`,
          fix: "make two functions of it",
        };
  });
}

export const ACCESS_LIMIT_RULES = [tooManyGroups, longTrustPolicies, longPolicies] satisfies Rule[];
