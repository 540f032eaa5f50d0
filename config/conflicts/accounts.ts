import type { ExistingConfig } from "../accounts/existing-config";
import { createdAccountEmail } from "../fields/text";
import { CORE_ACCOUNTS, slugOf } from "../keys";
import { entriesOf, located, present } from "../readable";
import type { Located, Readable, Reading, Written } from "../readable";
import type { Configuration } from "../schema";
import type { Finding, Path } from "../source/document";
import { duplicates } from "./duplicates";
import { unknown, wrong } from "./finding";
import type { Rule } from "./rule";

export interface FoundAccount {
  readonly kind: keyof typeof CORE_ACCOUNTS | "workload";
  readonly path: Path;
  readonly account: Readable<Configuration["accounts"]["workloads"][number]>;
}

/** All accounts that could be read. */
export function accountsOf({ accounts = {} }: Reading): FoundAccount[] {
  const { audit, logArchive, management, workloads = [] } = accounts;
  const found = (kind: FoundAccount["kind"], path: Path, account?: FoundAccount["account"]): FoundAccount[] =>
    account === undefined ? [] : [{ kind, path, account }];
  return [
    ...found("management", ["accounts", "management"], management),
    ...found("logArchive", ["accounts", "logArchive"], logArchive),
    ...found("audit", ["accounts", "audit"], audit),
    ...workloads.flatMap((workload, index) => found("workload", ["accounts", "workloads", index], workload)),
  ];
}

/** How other parts of the file name the accounts; nothing where a name could not be read. */
export function accountNames({ accounts }: Reading): string[] | undefined {
  const workloads = accounts?.workloads?.map((workload) => workload?.name) ?? [undefined];
  const names = [...Object.values(CORE_ACCOUNTS), ...workloads];
  return names.every((name) => name !== undefined) ? names : undefined;
}

function each(accounts: readonly FoundAccount[], field: "email" | "id" | "name"): Located[] {
  return accounts.flatMap(({ account, path }) => located(account[field], [...path, field]));
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html */
function sharedEmails(reading: Reading): Finding[] {
  return duplicates(each(accountsOf(reading), "email"), {
    what: "e-mail address",
    fix: "AWS wants another address for every account; many mail servers take aws+something@example.com",
    identity: (email) => email.toLowerCase(),
  });
}

/** Accounts that exist may have addresses that AWS gives to no new ones. */
function emailsOfNewAccounts(reading: Reading, written: Written): Finding[] {
  const created = accountsOf(reading).filter(({ kind, path }) => kind !== "management" && !written([...path, "id"]));
  return each(created, "email").flatMap((address) => {
    const { error } = createdAccountEmail.safeParse(address.value);
    return error === undefined
      ? []
      : [wrong(address, "AWS creates no account with this address", { allowed: error.issues[0]?.message })];
  });
}

function sharedAccountIds(reading: Reading): Finding[] {
  return duplicates(each(accountsOf(reading), "id"), {
    what: "account id",
    fix: "give every account its own id, or none to an account that is to be created",
  });
}

/** Names that differ in case or punctuation only would share a stack, and so a state. */
function sharedAccountNames(reading: Reading): Finding[] {
  // reservedAccountNames reports workloads that are called like a core account.
  const others = accountsOf(reading).filter((account) => !isReserved(account));
  return duplicates(each(others, "name"), {
    what: "account name",
    fix: "give the account another name; upper case, blanks and punctuation make no difference",
    identity: slugOf,
  });
}

/** The stacks of the core accounts are called after what they are for, whatever the accounts' names. */
function reservedAccountNames(reading: Reading): Finding[] {
  return each(accountsOf(reading).filter(isReserved), "name").map((name) =>
    wrong(name, `the stack of this account would be called baseline-${slugOf(name.value)}, as a core account's is`, {
      fix: "give the account another name",
    }),
  );
}

function isReserved({ account: { name = "" }, kind }: FoundAccount): boolean {
  const reserved: readonly string[] = Object.values(CORE_ACCOUNTS);
  return kind === "workload" && reserved.includes(slugOf(name));
}

/** An account that exists belongs to an organization, which then exists too. */
function accountsBeforeOrganization(reading: Reading, written: Written): Finding[] {
  if (written(["organization", "id"])) {
    return [];
  }
  const others = accountsOf(reading).filter(({ kind }) => kind !== "management");
  const fix = "name the organization it is in, organization.id, so that it is adopted; or leave the account's id out";
  return each(others, "id").map((id) =>
    wrong(id, "this account exists already, but the organization is to be created", { fix }),
  );
}

/** An import looks for what cannot be there yet. */
function existingConfigOfNewAccounts(reading: Reading, written: Written): Finding[] {
  return accountsOf(reading)
    .filter(({ account, kind, path }) => kind !== "management" && account.existingConfig && !written([...path, "id"]))
    .map(({ path }) => ({
      path: [...path, "existingConfig"],
      message: "the account is to be created, and has no recorder that could be adopted",
      got: "an account without id",
      fix: "give the account's id, or leave existingConfig out",
    }));
}

/** Adoption where nothing is governed would import what no stack has. */
function existingConfigElsewhere(reading: Reading): Finding[] {
  const governed = present(reading.regions);
  const regions = accountsOf(reading).flatMap(({ account, path }) => existingRegions(account, path));
  return governed.length === 0
    ? []
    : unknown(regions, governed, "not one of the regions, so that nothing is adopted there");
}

type ReadableExisting = Readable<ExistingConfig>;

/** The entries of existingConfig that could be read, one or several. */
function existingEntries({ existingConfig }: FoundAccount["account"], path: Path): Located<ReadableExisting>[] {
  const at = [...path, "existingConfig"];
  return Array.isArray(existingConfig)
    ? entriesOf(existingConfig as readonly (ReadableExisting | undefined)[], at)
    : located(existingConfig as ReadableExisting | undefined, at);
}

/** Every region that they name; in a list each entry has its own. */
function existingRegions(account: FoundAccount["account"], path: Path): Located[] {
  return existingEntries(account, path).flatMap(({ path: at, value }) => entriesOf(value.regions, [...at, "regions"]));
}

/** A region has one recorder, and an entry without regions means all of them. */
function existingConfigTwice(reading: Reading): Finding[] {
  return accountsOf(reading).flatMap(({ account, path }) => {
    const entries = existingEntries(account, path);
    const all = entries.find(({ value }) => value.regions === undefined);
    const everywhere =
      all === undefined || entries.length === 1
        ? []
        : [
            {
              path: all.path,
              message: "without regions it is about all of them, and other entries are, too",
              fix: "give each entry its regions",
            },
          ];
    return [
      ...everywhere,
      ...duplicates(existingRegions(account, path), {
        what: "region",
        fix: "AWS allows one recorder and one delivery channel in a region: name each region once",
      }),
    ];
  });
}

/** The account is still there, and nothing in it is watched any more. */
function leavingAccounts(reading: Reading): Finding[] {
  return accountsOf(reading)
    .filter(({ account }) => account.leaving)
    .map(({ account: { name = "the account" }, path }) => ({
      path,
      key: "leaving",
      severity: "warning",
      message: `the next deployment lets Terraform forget what protects ${name}, and destroys the rest that its stack made`,
      fix: "remove the account from this file once it is deployed: it stays in the organization, as docs/change.md says",
    }));
}

export const ACCOUNT_RULES = [
  sharedEmails,
  emailsOfNewAccounts,
  sharedAccountIds,
  sharedAccountNames,
  reservedAccountNames,
  accountsBeforeOrganization,
  existingConfigOfNewAccounts,
  existingConfigElsewhere,
  existingConfigTwice,
  leavingAccounts,
] satisfies Rule[];
