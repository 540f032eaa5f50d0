import { CORE_ACCOUNTS, slugOf } from "../keys";
import { located } from "../readable";
import type { Located, Reading } from "../readable";
import type { Finding } from "../source/document";
import { accountNames, accountsOf } from "./accounts";
import { unknown, wrong } from "./finding";
import type { Rule } from "./rule";

function accountOfBucket({ state }: Reading): Located[] {
  return state !== undefined && "bucket" in state ? located(state.account, ["state", "account"]) : [];
}

/** The bucket is made before the organization is deployed: in an account that is there by then. */
function accountThatIsNotThere(reading: Reading): Finding[] {
  const names = accountNames(reading);
  return accountOfBucket(reading).flatMap((named): Finding[] => {
    const wanted = slugOf(named.value);
    const found = accountsOf(reading).find(
      ({ account, kind }) =>
        account.id === named.value ||
        slugOf(kind === "workload" ? (account.name ?? "") : CORE_ACCOUNTS[kind]) === wanted,
    );
    if (found === undefined) {
      return names === undefined ? [] : unknown([named], names, "no account of this file");
    }
    return found.account.id === undefined
      ? [
          wrong(named, "the bucket of the state has to be there before this account is made", {
            fix: "name an account that exists, with its id, or leave state.account out: the management account",
          }),
        ]
      : [];
  });
}

/**
 * S3 takes keys of the bucket's own region alone.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
function keyOfAnotherRegion({ state }: Reading): Finding[] {
  if (state === undefined || !("bucket" in state) || state.region === undefined) {
    return [];
  }
  const { region } = state;
  return located(state.kmsKeyArn, ["state", "kmsKeyArn"])
    .filter(({ value }) => value.split(":")[3] !== region)
    .map((key) =>
      wrong(key, "S3 encrypts with keys of the bucket's region alone", {
        allowed: `a key of ${region}, which state.region says`,
        fix: "name a key of that region: landing-zone bootstrap makes one and says its ARN",
      }),
    );
}

/** Roles that nobody assumes need not be made. */
function bootstrappedForNobody({ access }: Reading): Finding[] {
  const { bootstrapped, github, gitlab } = access?.ci ?? {};
  return bootstrapped === true && github === undefined && gitlab === undefined
    ? [
        {
          path: ["access", "ci"],
          key: "bootstrapped",
          severity: "warning",
          message: "does nothing, as there is no pipeline",
          fix: "write github: or gitlab:, or remove it",
        },
      ]
    : [];
}

/** Whoever plans reads states, and is not let into a role that writes them. */
function roleThatPipelinesLack({ access, state }: Reading): Finding[] {
  const { github, gitlab } = access?.ci ?? {};
  return state === undefined || !("bucket" in state) || (github === undefined && gitlab === undefined)
    ? []
    : located(state.roleArn, ["state", "roleArn"]).map((role): Finding => ({
        ...wrong(
          role,
          "pipelines cannot plan: the reviewer may not assume a role that writes states, and Terraform reads them by it",
          {
            fix: "remove it: the roles of pipelines read and write states themselves",
          },
        ),
        severity: "warning",
      }));
}

export const STATE_RULES = [
  accountThatIsNotThere,
  keyOfAnotherRegion,
  bootstrappedForNobody,
  roleThatPipelinesLack,
] satisfies Rule[];
