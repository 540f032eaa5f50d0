import { REGIONS } from "../../aws/regions";
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

function accountCalled(reading: Reading, name: string) {
  const wanted = slugOf(name);
  return accountsOf(reading).find(
    ({ account, kind }) =>
      account.id === name || slugOf(kind === "workload" ? (account.name ?? "") : CORE_ACCOUNTS[kind]) === wanted,
  );
}

/** The bucket is made before the organization is deployed: in an account that is there by then, and stays. */
function accountThatIsNotThere(reading: Reading): Finding[] {
  const names = accountNames(reading);
  return accountOfBucket(reading).flatMap((named): Finding[] => {
    const found = accountCalled(reading, named.value);
    if (found === undefined) {
      return names === undefined ? [] : unknown([named], names, "no account of this file");
    }
    if (found.account.id === undefined) {
      return [
        wrong(named, "the bucket of the state has to be there before this account is made", {
          fix: "name an account that exists, with its id, or leave state.account out: the management account",
        }),
      ];
    }
    return found.account.leaving === true
      ? [
          wrong(named, "the account is leaving, and every state with it", {
            fix: "move the states into a bucket of an account that stays first, as docs/bootstrap.md says, or remove leaving",
          }),
        ]
      : [];
  });
}

/**
 * The policy of the bucket, as `landing-zone bootstrap` makes it, refuses roles of all other accounts.
 */
function roleOfAnotherAccount(reading: Reading): Finding[] {
  const { accounts, state } = reading;
  const ids = [
    accounts?.management?.id,
    ...accountOfBucket(reading).map(({ value }) => accountCalled(reading, value)?.account.id),
  ];
  if (state === undefined || !("bucket" in state) || ids.length < 2 || ids.includes(undefined)) {
    return [];
  }
  return located(state.roleArn, ["state", "roleArn"])
    .filter(({ value }) => !ids.includes(value.split(":")[4]))
    .map((role) =>
      wrong(role, "the policy of the bucket refuses roles of this account", {
        allowed: `a role of ${[...new Set(ids)].join(" or ")}`,
        fix: "name a role of the bucket's account or of the management account, or remove it",
      }),
    );
}

/** Credentials are those of one partition. */
function anotherPartition({ homeRegion, state }: Reading): Finding[] {
  const partition = REGIONS.get(homeRegion ?? "")?.partition;
  if (partition === undefined || state === undefined || !("bucket" in state)) {
    return [];
  }
  const { kmsKeyArn, region, roleArn } = state;
  const arns = [...located(kmsKeyArn, ["state", "kmsKeyArn"]), ...located(roleArn, ["state", "roleArn"])];
  const message = "this is of another partition than the home region, whose credentials Terraform has";
  return [
    ...located(region, ["state", "region"])
      .filter(({ value }) => (REGIONS.get(value)?.partition ?? partition) !== partition)
      .map((found) => wrong(found, message, { allowed: `regions of ${partition}` })),
    ...arns
      .filter(({ value }) => value.split(":")[1] !== partition)
      .map((found) => wrong(found, message, { allowed: `ARNs that begin with arn:${partition}:` })),
  ];
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
  anotherPartition,
  roleOfAnotherAccount,
  keyOfAnotherRegion,
  bootstrappedForNobody,
  roleThatPipelinesLack,
] satisfies Rule[];
