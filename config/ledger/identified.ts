import { CORE_ACCOUNTS } from "../keys";
import type { IdentifiedUnit } from "../organization/schema";
import type { Configuration } from "../schema";
import type { Finding, Path } from "../source/document";
import { stateOf } from "../state/resolve";
import { identifiedArchive } from "./copies";
import { detachedGuardrails } from "./guardrails";
import { identifyAccounts, identifyUnits } from "./identity";
import type { NamedUnit } from "./identity";
import { stateText } from "./schema";
import type { Ledger } from "./schema";

export interface Identified {
  /**
   * The configuration, its accounts and units with the slugs that the ledger has, and new ones with slugs that it never had, and its
   * archive with what is known of the buckets of copies.
   */
  readonly configuration: Configuration;
  /** What cannot be told from the ledger, or is not what it is of. */
  readonly findings: readonly Finding[];
}

export interface LoadOptions {
  /**
   * Whether the states are about to be moved from this machine to the place that the file names, so that the ledger may be behind.
   * @default false
   */
  readonly movesStates?: boolean;
}

/**
 * Tells which accounts and organizational units of a configuration are which of earlier ones, so that none is made twice, moved
 * or lost because of another name.
 */
export function identified(
  configuration: Configuration,
  ledger: Ledger | undefined,
  { movesStates = false }: LoadOptions = {},
): Identified {
  const workloads = configuration.accounts.workloads;
  const accounts = identifyAccounts(
    workloads.map((account, index) => ({ path: ["accounts", "workloads", index], ...account })),
    ledger,
  );
  const units = identifyUnits(unitsOf(configuration.organization.organizationalUnits), ledger);
  const known = {
    ...configuration,
    accounts: {
      ...configuration.accounts,
      workloads: workloads.map((account) => ({ ...account, slug: accounts.slugs.get(account.name) })),
    },
    organization: {
      ...configuration.organization,
      organizationalUnits: withSlugs(configuration.organization.organizationalUnits, units.slugs),
    },
  };
  return {
    configuration: ledger === undefined ? known : { ...known, archive: identifiedArchive(known, ledger) },
    findings: [
      ...(ledger === undefined
        ? []
        : [
            ...bindings(configuration, ledger).filter(
              ({ path: [key] }) => !(movesStates && key === "state" && ledger.state === "local"),
            ),
            ...coreAccounts(configuration, ledger),
            ...detachedGuardrails(configuration, ledger),
          ]),
      ...accounts.unclear,
      ...units.unclear,
    ],
  };
}

function unitsOf(
  units: Configuration["organization"]["organizationalUnits"],
  path: Path = ["organization", "organizationalUnits"],
  parentPath?: string,
): NamedUnit[] {
  return units.flatMap(({ formerly, name, organizationalUnits = [] }, index) => {
    const unitPath = parentPath === undefined ? name : `${parentPath}/${name}`;
    return [
      { path: [...path, index, "name"], unitPath, parentPath, name, formerly },
      ...unitsOf(organizationalUnits, [...path, index, "organizationalUnits"], unitPath),
    ];
  });
}

function withSlugs(
  units: readonly IdentifiedUnit[],
  slugs: ReadonlyMap<string, string>,
  parentPath?: string,
): IdentifiedUnit[] {
  return units.map(({ organizationalUnits, ...unit }) => {
    const path = parentPath === undefined ? unit.name : `${parentPath}/${unit.name}`;
    const below = organizationalUnits && { organizationalUnits: withSlugs(organizationalUnits, slugs, path) };
    return { ...unit, slug: slugs.get(path), ...below };
  });
}

/** Whoever tries the example has a ledger of it before the file is theirs. */
const NEVER_DEPLOYED = "Where nothing was deployed yet, remove the ledger";

/** A ledger is of one landing zone: its addresses are in one state, and its names and regions in AWS. */
function bindings(configuration: Configuration, ledger: Ledger): Finding[] {
  const { homeRegion, name, organization } = configuration;
  const finding = (key: string, got: string, was: string, fix: string): Finding => ({
    path: [key],
    message: `the ledger beside this file is of a landing zone with another ${key}`,
    got: `"${got}"`,
    allowed: `"${was}"`,
    fix,
  });
  const another = `put it back; another landing zone has another file, with a ledger of its own. ${NEVER_DEPLOYED}`;
  const state = stateText(stateOf(configuration));
  return [
    ...(name === ledger.name ? [] : [finding("name", name, ledger.name, another)]),
    ...(homeRegion === ledger.homeRegion ? [] : [finding("homeRegion", homeRegion, ledger.homeRegion, another)]),
    ...(organization.id === undefined || ledger.organization === null || organization.id === ledger.organization
      ? []
      : [{ ...finding("organization", organization.id, ledger.organization, another), path: ["organization", "id"] }]),
    ...(state === ledger.state
      ? []
      : [finding("state", state, ledger.state, `put it back, or ${howToMove(ledger)}. ${NEVER_DEPLOYED}`)]),
  ];
}

/** A bootstrap has a hand in it where the states are beside the file. */
function howToMove({ state }: Ledger): string {
  return state === "local"
    ? "let landing-zone bootstrap --confirm move the states, which then writes the new place into the ledger"
    : "copy the states first, as docs/change.md says, and then write the new place into the ledger's state";
}

/** The core accounts hold what the landing zone is for: another account in the place of one would start without it. */
function coreAccounts({ accounts }: Configuration, ledger: Ledger): Finding[] {
  return (Object.entries(CORE_ACCOUNTS) as ["audit" | "logArchive" | "management", string][]).flatMap(([key, slug]) => {
    const { email, id } = accounts[key];
    const recorded = ledger.accounts[slug];
    const isOther =
      recorded !== undefined &&
      (id !== undefined && recorded.id !== undefined
        ? id !== recorded.id
        : email.toLowerCase() !== recorded.email.toLowerCase() && id === undefined);
    return isOther
      ? [
          {
            path: ["accounts", key],
            message: `this is another account than the ${slug} account that the ledger has, and would be without everything that is there`,
            got: id ?? email,
            allowed: recorded.id ?? recorded.email,
            fix: `put it back; where only the address is another, give the account's id, too. ${NEVER_DEPLOYED}`,
          },
        ]
      : [];
  });
}
