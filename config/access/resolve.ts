import type { NamingInput } from "../names";
import { fitted, namedAfter } from "../names";
import type { Accounts } from "../accounts/settings";
import type { BreakGlass } from "../break-glass/settings";
import type { Configuration } from "../schema";
import { slugIn } from "../accounts/resolve";
import { githubTrust, gitlabTrust } from "./ci-subjects";
import { JOB_FUNCTIONS } from "./keys";
import type { JobFunctionKey, Place } from "./keys";
import { CATALOG } from "./functions";
import { allow, deny } from "./statement";
import type { AccessStatement } from "./statement";
import type { Access, AccessFunction, FunctionSettings } from "./settings";

type Section = NonNullable<Configuration["access"]>;
type OwnFunction = Section["ownFunctions"][number];

export interface AccessNaming extends Pick<NamingInput, "name">, Accounts {
  readonly breakGlass: BreakGlass;
  /** Text of the SAML provider's metadata. */
  readonly samlMetadata?: string;
}

/** @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html */
export const LONGEST_PERMISSION_SET = 32;

const SECONDS_OF_HOUR = 3600;

/** Who sees and changes what; nothing where the file says nothing of it. */
export function accessOf(
  { access, keyStore }: Pick<Configuration, "access" | "keyStore">,
  naming: AccessNaming,
): Access | undefined {
  if (access === undefined) {
    return undefined;
  }
  const catalog = JOB_FUNCTIONS.filter((key) => isInUse(key, { access, keyStore })).map((key) =>
    ofCatalog(key, access, naming),
  );
  const functions = [...catalog, ...access.ownFunctions.map((own) => ofOwn(own, access, naming))];
  const known = functions.map(({ key }) => key);
  const { bootstrapped, github, gitlab } = access.ci;
  return {
    identityAccount: slugIn(naming, access.identityAccount),
    through: access.through,
    hardwareMfa: access.hardwareMfa,
    people: [...access.people]
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map((person) => ({ ...person, functions: known.filter((key) => person.functions.includes(key)) })),
    functions: functions.map((job) => ({ ...job, incompatibleWith: incompatibleWith(job.key, functions) })),
    boundary: namedAfter(naming.name, "accessBoundary"),
    identityCenter: access.identityCenter,
    saml:
      access.saml === undefined
        ? undefined
        : { name: access.saml.provider, metadata: naming.samlMetadata, existing: access.saml.existing },
    ci: {
      github: github === undefined ? undefined : githubTrust(github),
      gitlab: gitlab === undefined ? undefined : gitlabTrust(gitlab),
      bootstrapped,
    },
  };
}

/** Whether a function of the catalog has roles. */
export function isInUse(
  key: JobFunctionKey,
  { access, keyStore }: { readonly access: Pick<Section, "functions">; readonly keyStore: Configuration["keyStore"] },
): boolean {
  const isPossible = key !== "hsmCryptoOfficer" || keyStore?.type === "cloudhsm";
  return isPossible && access.functions[key].enabled;
}

function ofCatalog(key: JobFunctionKey, { functions, identityCenter }: Section, naming: AccessNaming): AccessFunction {
  const { hours, incompatibleWith, managedPolicies = [], ...job } = CATALOG[key];
  const { name, breakGlass } = naming;
  const role = key === "breakGlass" ? breakGlass.role : namedAfter(name, key);
  const written = functions[key];
  const settings: FunctionSettings = {
    logs: functions.logReader.logs,
    ofAccounts: functions.logReader.ofAccounts?.map((account) => slugIn(naming, account)),
    hours: key === "breakGlass" ? hours : (written.hours ?? hours),
    sourceNetworks: written.sourceNetworks,
    sessionTags: written.sessionTags,
    readsState: functions.reviewer.readsState,
  };
  return {
    key,
    title: job.title,
    purpose: job.purpose,
    in: job.in,
    accounts: accountsIn(job.in, naming),
    role,
    permissionSet: fitted(name, key, LONGEST_PERMISSION_SET),
    identityCenterGroup: identityCenter?.groups[key] ?? role,
    create: key !== "breakGlass",
    sessionSeconds: settings.hours * SECONDS_OF_HOUR,
    incompatibleWith,
    managedPolicies,
    settings,
  };
}

function ofOwn(own: OwnFunction, { identityCenter }: Section, naming: AccessNaming): AccessFunction {
  const { hours = 1, key, purpose, sessionTags, sourceNetworks, title } = own;
  const role = namedAfter(naming.name, key);
  return {
    key,
    title,
    purpose,
    in: own.in,
    accounts: accountsIn(own.in, naming),
    role,
    permissionSet: fitted(naming.name, key, LONGEST_PERMISSION_SET),
    identityCenterGroup: identityCenter?.groups[key] ?? role,
    create: true,
    sessionSeconds: hours * SECONDS_OF_HOUR,
    incompatibleWith: own.incompatibleWith,
    managedPolicies: [],
    settings: { logs: [], hours, sourceNetworks, sessionTags, readsState: false },
    own: ownStatements(own),
  };
}

/** The statements of a function of one's own as IAM's language has them. */
export function ownStatements(own: Pick<OwnFunction, "deny" | "statements">): AccessStatement[] {
  return [
    ...own.statements.map(({ actions, conditions, resources, sid }) => allow(sid, actions, resources, conditions)),
    ...own.deny.map(({ actions, conditions, resources, sid }) => deny(sid, actions, resources, conditions)),
  ];
}

/** Functions that nobody has besides one, whichever of the two says so. */
export function incompatibleWith(
  key: string,
  functions: readonly Pick<AccessFunction, "incompatibleWith" | "key">[],
): string[] {
  const own = functions.find((job) => job.key === key)?.incompatibleWith ?? [];
  return functions
    .filter((job) => job.key !== key && (own.includes(job.key) || job.incompatibleWith.includes(key)))
    .map((job) => job.key);
}

/** Slugs of the accounts of a place. */
export function accountsIn(place: Place, { accounts, audit, logArchive, management }: Accounts): string[] {
  switch (place) {
    case "log-archive":
      return [logArchive.slug];
    case "audit":
      return [audit.slug];
    case "management":
      return [management.slug];
    case "core-accounts":
      return [management.slug, logArchive.slug, audit.slug];
    case "every-account":
      return accounts.map(({ slug }) => slug);
  }
}
