import { CORE_ACCOUNTS } from "../core-accounts";
import type { Finding } from "../source/document";
import type { Facts } from "../readable";
import { slugOf } from "../keys";
import { duplicates } from "./duplicates";

const RESERVED: readonly string[] = Object.values(CORE_ACCOUNTS);

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html */
export function sharedEmails({ accounts }: Facts): Finding[] {
  return duplicates(
    accounts.map(({ email }) => email),
    {
      what: "e-mail address",
      fix: "AWS wants another address for every account; many mail servers take aws+something@example.com",
      identity: (email) => email.toLowerCase(),
    },
  );
}

export function sharedAccountIds({ accounts }: Facts): Finding[] {
  return duplicates(
    accounts.map(({ id }) => id),
    { what: "account id", fix: "give every account its own id, or none to an account that is to be created" },
  );
}

/** Names that differ in case or punctuation only would share a stack, and so a state. */
export function sharedAccountNames({ accounts }: Facts): Finding[] {
  return duplicates(
    // Of a workload that is called like a core account reservedAccountNames tells.
    accounts.map(({ kind, name }) => (kind === "workload" && name && isReserved(name.value) ? undefined : name)),
    {
      what: "account name",
      fix: "give the account another name; upper case, blanks and punctuation make no difference",
      identity: slugOf,
    },
  );
}

/** The stacks of the core accounts are called after what they are for, whatever the accounts' names. */
export function reservedAccountNames({ accounts }: Facts): Finding[] {
  return accounts.flatMap(({ kind, name }) => {
    if (kind !== "workload" || name === undefined || !isReserved(name.value)) {
      return [];
    }
    const message = `the stack of this account would be called baseline-${slugOf(name.value)}, as a core account's is`;
    return [{ path: name.path, message, got: `"${name.value}"`, fix: "give the account another name" }];
  });
}

function isReserved(name: string): boolean {
  return RESERVED.includes(slugOf(name));
}

/** An account that exists belongs to an organization, which then exists too. */
export function accountsBeforeOrganization({ accounts, organizationId }: Facts): Finding[] {
  if (organizationId !== undefined) {
    return [];
  }
  return accounts.flatMap(({ id, kind }) =>
    kind === "management" || id === undefined
      ? []
      : [
          {
            path: id.path,
            message: "this account exists already, but the organization is to be created",
            got: `"${id.value}"`,
            fix: "name the organization it is in, organization.id, so that it is adopted; or leave the account's id out",
          },
        ],
  );
}
