import { CORE_ACCOUNTS, slugOf } from "../keys";
import type { Path } from "../source/document";
import type { Ledger, RecordedAccount, RecordedUnit } from "./schema";

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
 * the same e-mail address in whatever case; else the one that it was called; else with the same name. New ones get a slug that none
 * ever had.
 */
export function identifyAccounts(
  accounts: readonly NamedAccount[],
  ledger: Pick<Ledger, "accounts"> | undefined,
): Identities {
  const recorded = new Map(Object.entries(ledger?.accounts ?? {}).filter(([slug]) => !CORE.includes(slug)));
  const open = new Set(accounts);
  const slugs = new Map<string, string>();
  const unclear: Unclear[] = [];
  const candidates = (account: NamedAccount, isSame: Sign): [slug: string, recorded: RecordedAccount][] => {
    const found = [...recorded].filter(([, candidate]) => !isOther(account, candidate) && isSame(account, candidate));
    // Of one that left and one that did not, it is the one that did not.
    return [...found.filter(([, { gone }]) => gone !== true), ...found];
  };
  const { address, formerName, id, name } = SIGNS;
  for (const isSame of [id, address, formerName, name]) {
    const found = [...open].flatMap((account) => {
      const [first] = candidates(account, isSame);
      return first === undefined ? [] : [{ account, slug: first[0], contrary: contraryTo(account, first, isSame) }];
    });
    for (const { account, contrary, slug } of found) {
      if (contrary !== undefined) {
        unclear.push(contrary);
      }
      // Another one may have the same sign.
      if (recorded.delete(slug)) {
        slugs.set(account.name, slug);
        open.delete(account);
      }
    }
  }
  /** What `formerly` says against a sign, as far as the ledger does not have the new name yet, after which it says nothing. */
  function contraryTo(
    account: NamedAccount,
    [slug, { name: known }]: readonly [string, RecordedAccount],
    isSame: Sign,
  ): Unclear | undefined {
    const isSynthesized = slugOf(known) === slugOf(account.name);
    const [other] =
      isSame === address && !isSynthesized
        ? candidates(account, formerName)
        : isSame === formerName
          ? candidates(
              account,
              ({ name: now }, { gone, name: before }) => gone !== true && slugOf(now) === slugOf(before),
            )
          : [];
    return other === undefined || other[0] === slug || other[1].gone === true
      ? undefined
      : {
          path: [...account.path, "formerly"],
          message: `this account may be ${known} or ${other[1].name}, which the ledger both has`,
          got: `"${String(account.formerly)}"`,
          fix: "remove formerly if it is of an earlier change; else change name and address one after the other, with synth between",
        };
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

type Sign = (account: NamedAccount, recorded: RecordedAccount) => boolean;

/** What makes an account of the file the recorded one, the surest first. */
const SIGNS = {
  id: ({ id }, recorded) => id !== undefined && id === recorded.id,
  address: ({ email }, recorded) => email.toLowerCase() === recorded.email.toLowerCase(),
  formerName: ({ formerly }, { name }) => formerly !== undefined && slugOf(formerly) === slugOf(name),
  // Of one that left, another account may have the name.
  name: ({ name }, { gone, name: before }) => gone !== true && slugOf(name) === slugOf(before),
} satisfies Readonly<Record<string, Sign>>;

/** Ids never change. */
function isOther({ id }: NamedAccount, recorded: RecordedAccount): boolean {
  return id !== undefined && recorded.id !== undefined && id !== recorded.id;
}

/**
 * Slugs of organizational units, by their paths: a unit is the recorded one of its name, or of the name that it had before, below
 * the recorded one of its parent.
 *
 * @param units parents before their children
 */
export function identifyUnits(
  units: readonly NamedUnit[],
  ledger: Pick<Ledger, "organizationalUnits"> | undefined,
): Identities {
  // Of one that left and one that did not, at the same path, it is the one that did not.
  const all = Object.entries(ledger?.organizationalUnits ?? {}).map(([slug, unit]) => ({ slug, ...unit }));
  const known = new Map(
    [...all.filter(({ gone }) => gone === true), ...all.filter(({ gone }) => gone !== true)].map((unit) => [
      unit.path,
      unit,
    ]),
  );
  const recorded = new Map(known);
  const slugs = new Map<string, string>();
  const unclear: Unclear[] = [];
  /** By path in the file: path in the ledger; of new ones, the path that they would have there. */
  const recordedPaths = new Map<string, string>();
  const added: NamedUnit[] = [];
  for (const unit of units) {
    const siblings = units.filter(({ parentPath }) => parentPath === unit.parentPath);
    const at = (name: string): string =>
      unit.parentPath === undefined ? name : `${recordedPaths.get(unit.parentPath) ?? unit.parentPath}/${name}`;
    const [now, former] = [known.get(at(unit.name)), known.get(at(unit.formerly ?? unit.name))];
    const sameName = siblings.find(({ name }) => name === unit.formerly && name !== unit.name);
    // Once synthesized, the ledger has the new name, and formerly says nothing any more.
    const isSynthesized = isThere(now) && sameName !== undefined && sameName.formerly !== unit.name;
    if (now !== former && isThere(former) && !isSynthesized && (isThere(now) || sameName !== undefined)) {
      const twice = isThere(now) ? unit.name : String(unit.formerly);
      unclear.push({
        path: [...unit.path.slice(0, -1), "formerly"],
        message: `there would be two units called ${twice} for a while, and AWS has no two of a name below one parent`,
        got: `"${String(unit.formerly)}"`,
        fix: `remove formerly if it is of an earlier change; else deploy the new name of one unit first, then call another one ${twice}`,
      });
    }
    const found = [isSynthesized ? now : former, now].find(
      (one) => one !== undefined && recorded.get(one.path) === one,
    );
    recordedPaths.set(unit.unitPath, found?.path ?? at(unit.name));
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
  const missing = [...recorded.values()].filter(isThere);
  for (const unit of added) {
    const parent = unit.parentPath === undefined ? undefined : recordedPaths.get(unit.parentPath);
    const sibling = missing.find(({ path }) => parentOf(path) === parent);
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

/** Whether a unit is recorded, and the configuration had it last. */
function isThere(
  unit: (RecordedUnit & { readonly slug: string }) | undefined,
): unit is RecordedUnit & { slug: string } {
  return unit !== undefined && unit.gone !== true;
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
