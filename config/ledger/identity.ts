import { CORE_ACCOUNTS, slugOf } from "../keys";
import type { Path } from "../source/document";
import type { Ledger, RecordedAccount } from "./schema";

/** An account of the configuration, as far as it tells which one it is. */
export interface NamedAccount {
  readonly path: Path;
  readonly name: string;
  readonly email: string;
  readonly id?: string;
  /** Name that it had in the file before. */
  readonly formerly?: string;
}

/** An organizational unit of the configuration. */
export interface NamedUnit {
  readonly path: Path;
  /** `Workloads/Production` */
  readonly unitPath: string;
  /** `Workloads`; absent below the root. */
  readonly parentPath?: string;
  readonly name: string;
  /** Name that it had in the file before. */
  readonly formerly?: string;
}

/** Something of the configuration that cannot be told from what the ledger has. */
export interface Unclear {
  readonly path: Path;
  readonly message: string;
  readonly got: string;
  readonly fix: string;
}

export interface Identities {
  /** Recorded slugs by the path, as text, or name that the file has now. */
  readonly slugs: ReadonlyMap<string, string>;
  readonly unclear: readonly Unclear[];
}

const CORE: readonly string[] = Object.values(CORE_ACCOUNTS);

/**
 * Slugs of workload accounts, by their names. An account is the recorded one with the same id; else, of those that are left, with
 * the same e-mail address in whatever case; else with the same name. New ones get a slug that none ever had.
 */
export function identifyAccounts(
  accounts: readonly NamedAccount[],
  ledger: Pick<Ledger, "accounts"> | undefined,
): Identities {
  const recorded = new Map(Object.entries(ledger?.accounts ?? {}).filter(([slug]) => !CORE.includes(slug)));
  const open = new Set(accounts);
  const slugs = new Map<string, string>();
  const unclear: Unclear[] = [];
  const take = (account: NamedAccount, slug: string): void => {
    slugs.set(account.name, slug);
    recorded.delete(slug);
    open.delete(account);
  };
  for (const isSame of SIGNS) {
    for (const account of [...open]) {
      const found = [...recorded].filter(([, candidate]) => !isOther(account, candidate) && isSame(account, candidate));
      // Of one that left and one that did not, it is the one that did not.
      const [first] = [...found.filter(([, { gone }]) => gone !== true), ...found];
      if (first !== undefined) {
        take(account, first[0]);
      }
    }
  }
  for (const account of [...open]) {
    if (account.formerly !== undefined) {
      unclear.push({
        path: [...account.path, "formerly"],
        message: "no account that the ledger has was called so",
        got: `"${account.formerly}"`,
        fix: "write the name that the account had in this file before, or remove formerly",
      });
    }
  }
  const missing = [...recorded].filter(([, { gone }]) => gone !== true);
  for (const account of [...open]) {
    const [candidate] = missing.filter(([, former]) => !isOther(account, former)).map(([, { name }]) => name);
    if (candidate !== undefined && account.formerly === undefined) {
      unclear.push({
        path: account.path,
        message: `this may be a new account, or ${candidate}, which the file does not have any more, with another name and address`,
        got: `"${account.name}"`,
        fix: `if it is ${candidate}, add formerly: ${candidate}; if it is new, put ${candidate} aside first: run synth without this account, then with it`,
      });
    }
  }
  const used = new Set([...Object.keys(ledger?.accounts ?? {}), ...CORE, ...slugs.values()]);
  for (const account of open) {
    slugs.set(account.name, unusedSlug(slugOf(account.name), used));
  }
  return { slugs, unclear };
}

/** What makes an account of the file the recorded one, the surest first. */
const SIGNS: readonly ((account: NamedAccount, recorded: RecordedAccount) => boolean)[] = [
  ({ id }, recorded) => id !== undefined && id === recorded.id,
  ({ formerly }, { name }) => formerly !== undefined && slugOf(formerly) === slugOf(name),
  ({ email }, recorded) => email.toLowerCase() === recorded.email.toLowerCase(),
  // Of one that left, another account may have the name.
  ({ formerly, name }, { gone, name: before }) =>
    formerly === undefined && gone !== true && slugOf(name) === slugOf(before),
];

/** Ids never change. */
function isOther({ id }: NamedAccount, recorded: RecordedAccount): boolean {
  return id !== undefined && recorded.id !== undefined && id !== recorded.id;
}

/**
 * Slugs of organizational units, by their paths: a unit is the recorded one at the path that it has, or that it had before,
 * the units above it likewise.
 *
 * @param units parents before their children
 */
export function identifyUnits(
  units: readonly NamedUnit[],
  ledger: Pick<Ledger, "organizationalUnits"> | undefined,
): Identities {
  const recorded = new Map(
    Object.entries(ledger?.organizationalUnits ?? {}).map(([slug, unit]) => [unit.path, { slug, ...unit }]),
  );
  const slugs = new Map<string, string>();
  const unclear: Unclear[] = [];
  const formerPaths = new Map<string, string>();
  const added: NamedUnit[] = [];
  for (const unit of units) {
    const parent = unit.parentPath === undefined ? undefined : (formerPaths.get(unit.parentPath) ?? unit.parentPath);
    const formerPath = [...(parent === undefined ? [] : [parent]), unit.formerly ?? unit.name].join("/");
    formerPaths.set(unit.unitPath, formerPath);
    // Once synthesized, the ledger has the new path, and formerly says nothing any more.
    const found = recorded.get(formerPath) ?? recorded.get(unit.unitPath);
    if (found !== undefined) {
      slugs.set(unit.unitPath, found.slug);
      recorded.delete(found.path);
    } else if (unit.formerly !== undefined) {
      unclear.push({
        path: [...unit.path.slice(0, -1), "formerly"],
        message: "no organizational unit that the ledger has here was called so",
        got: `"${unit.formerly}"`,
        fix: "write the name that the unit had in this file before, at this place of the tree: AWS cannot move a unit below another",
      });
    } else {
      added.push(unit);
    }
  }
  const missing = [...recorded.values()].filter(({ gone }) => gone !== true);
  for (const unit of added) {
    const sibling = missing.find(
      ({ path }) =>
        parentOf(path) ===
        (unit.parentPath === undefined ? undefined : (formerPaths.get(unit.parentPath) ?? unit.parentPath)),
    );
    if (sibling !== undefined) {
      const name = sibling.path.slice(sibling.path.lastIndexOf("/") + 1);
      unclear.push({
        path: unit.path,
        message: `this may be a new unit, or ${sibling.path}, which the file does not have any more, with another name`,
        got: `"${unit.unitPath}"`,
        fix: `if it is ${name}, add formerly: ${name}; if it is new, put ${name} aside first: run synth without this unit, then with it`,
      });
    }
  }
  const used = new Set([...Object.keys(ledger?.organizationalUnits ?? {}), ...slugs.values()]);
  for (const { unitPath } of added) {
    slugs.set(unitPath, unusedSlug(slugOf(unitPath), used));
  }
  return { slugs, unclear };
}

function parentOf(path: string): string | undefined {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : undefined;
}

/** The slug, or with the first number that makes it one that nothing ever had; it is used then. */
function unusedSlug(slug: string, used: Set<string>): string {
  let candidate = slug;
  for (let number = 2; used.has(candidate); number += 1) {
    candidate = `${slug}-${number}`;
  }
  used.add(candidate);
  return candidate;
}
