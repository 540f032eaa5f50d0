import { breakGlassRoleOf } from "../break-glass/resolve";
import { CORE_ACCOUNTS, slugOf } from "../keys";
import { entriesOf, present, wholeParts } from "../readable";
import type { Located, Reading, Written } from "../readable";
import type { Finding } from "../source/document";
import { accountsOf } from "./accounts";
import { wrong } from "./finding";
import type { Findings } from "./finding";
import type { Rule } from "./rule";

const PRINCIPALS = ["breakGlass", "trustedPrincipals"];

function principalsIn({ breakGlass }: Reading): Located[] {
  return entriesOf(breakGlass?.trustedPrincipals, PRINCIPALS);
}

const accountOf = (arn: string): string => arn.split(":")[4] ?? "";

/** Principals whom the trust policy can never let in, though each setting by itself is fine. */
function neverLetIn(reading: Reading): Finding[] {
  const parts = wholeParts(reading, "breakGlass", "name");
  const role = parts && breakGlassRoleOf(parts);
  const outside = present(reading.config?.aggregation?.externalAccounts).flatMap(({ id }) => id ?? []);
  const leaving = accountsOf(reading).flatMap(({ account }) => (account.leaving === true ? (account.id ?? []) : []));
  return principalsIn(reading).flatMap((principal): Findings => {
    const { value } = principal;
    if (!value.includes(":role/")) {
      return [];
    }
    const never = (because: string, fix: string): Finding =>
      wrong(principal, `this principal can never get in: ${because}`, { severity: "warning", fix });
    if (role !== undefined && value.endsWith(`/${role}`)) {
      return never(
        "it is the break-glass role itself, which only those have who got in",
        "name who is to assume the role: IAM users with an MFA device, other roles or permission sets",
      );
    }
    const demand =
      "the role demands roles of the organization, which carry no sign of multi-factor authentication, and";
    if (outside.includes(accountOf(value))) {
      return never(
        `${demand} config.aggregation.externalAccounts has its account outside`,
        "name an IAM user with an MFA device of that account, or a role of an account of the organization",
      );
    }
    return leaving.includes(accountOf(value))
      ? never(
          `${demand} its account is leaving`,
          "name a role of an account that stays, or an IAM user with an MFA device",
        )
      : [];
  });
}

/** The file makes no trust policy, so that whom it names is let in by nothing that it makes. */
function namedForNoRole({ breakGlass }: Reading, written: Written): Findings {
  return breakGlass?.create === false && written(PRINCIPALS)
    ? {
        path: ["breakGlass"],
        key: "trustedPrincipals",
        severity: "warning",
        message:
          "nobody gets in by it: breakGlass.create is false, so that the role and its trust policy are made elsewhere",
        fix: "remove it and see to the trust policy where the role is made, or remove create: false",
      }
    : [];
}

/**
 * One account whose break-glass role can destroy originals and copies. Copies are lost with their key, and both are in one account;
 * originals are lost with theirs, and with their bucket while a lock can be lifted.
 */
function oneAccountLosesAllCopies(reading: Reading, written: Written): Findings {
  const { archive } = wholeParts(reading, "archive") ?? {};
  if (archive?.replica === undefined) {
    return [];
  }
  const { logKeyAccount, objectLock, replica } = archive;
  const account = slugOf(replica.account);
  const isWithOriginals = account === CORE_ACCOUNTS.logArchive && objectLock.mode !== "compliance";
  if (account !== logKeyAccount && !isWithOriginals) {
    return [];
  }
  const originals = account === logKeyAccount ? "the key of the originals" : "the originals";
  const path = ["archive", "replica", "account"];
  const elsewhere =
    account === CORE_ACCOUNTS.logArchive && logKeyAccount === CORE_ACCOUNTS.logArchive
      ? "set archive.replica.account: audit, or to a workload account of its own"
      : "set archive.replica.account to a workload account of its own";
  return {
    path: written(path) ? path : ["archive", "replica"],
    severity: "warning",
    message:
      `one account can make all copies of the trail's files unreadable: the break-glass role of ${account} can destroy ` +
      `${originals}, and the key of the copies`,
    got: `copies in ${account}, the key of the originals in ${logKeyAccount}`,
    fix: account === CORE_ACCOUNTS.audit ? `${elsewhere}, or archive.logKeyAccount: log-archive` : elsewhere,
  };
}

export const BREAK_GLASS_RULES = [neverLetIn, namedForNoRole, oneAccountLosesAllCopies] satisfies Rule[];
