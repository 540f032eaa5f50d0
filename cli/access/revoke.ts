import { IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { accountsOfFunction, hasRole } from "../../config/access/roles";
import type { Access } from "../../config/access/settings";
import type { LandingZone } from "../../config/landing-zone";
import { EXIT, Failure } from "../../console/failure";
import { fold } from "../../console/fold";
import { plural } from "../../console/plural";
import { print, printError } from "../../console/terminal";
import { AccountClients } from "../../terraform/account-clients";
import { accessIn } from "../access";
import { readConfiguration } from "../configuration";
import { refuseUnknown } from "../refuse-unknown";
import { REVOCATION, revocationPolicy } from "./revocation";

export interface RevokeOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Does it; without it is only said what would be done. */
  readonly confirm?: boolean;
  /** Prints JSON in place of text. */
  readonly json?: boolean;
}

/** A role in an account. */
export interface RevokedRole {
  readonly role: string;
  /** Slug. */
  readonly account: string;
}

interface Outcome extends RevokedRole {
  readonly revoked: boolean;
  readonly error?: string;
}

/** Ends the live sessions of people's roles, or of single roles. */
export async function revoke(
  whom: readonly string[],
  { config, json = false, confirm: yes = false }: RevokeOptions,
  now: Date = new Date(),
): Promise<void> {
  const landingZone = readConfiguration(config);
  const section = accessIn(landingZone, config);
  const all = whom.flatMap((one) => rolesOf(one, landingZone, section));
  const roles = [...new Map(all.map((role) => [`${role.account} ${role.role}`, role])).values()];
  const outcomes = yes
    ? await revokeAll(landingZone, roles, now)
    : roles.map((role): Outcome => ({ ...role, revoked: false }));
  const failed = outcomes.filter(({ error }) => error !== undefined);
  print(
    json
      ? JSON.stringify({ whom, before: now.toISOString(), dryRun: !yes, roles: outcomes }, undefined, 2)
      : describe(whom, section, { outcomes, now, yes }),
  );
  if (failed.length > 0) {
    printError(
      failed.map(({ account, error = "", role }) => fold(`${account}, ${role}: ${error}`, "  ", "")).join("\n"),
    );
    process.exitCode = EXIT.failed;
  }
}

/**
 * The roles that sessions are ended of.
 *
 * @throws Failure where it is neither a person nor a role of the file
 */
export function rolesOf(whom: string, landingZone: LandingZone, access: Access): RevokedRole[] {
  const { functions, people } = access;
  const person = people.find(({ name }) => name.toLowerCase() === whom.toLowerCase());
  const jobs = functions.filter(({ key, role }) =>
    person === undefined ? [key, role].includes(whom) : person.functions.includes(key),
  );
  if (person === undefined && jobs.length === 0) {
    const known = [...people.map(({ name }) => name), ...functions.map(({ role }) => role)];
    refuseUnknown("person or role", known, [whom], EXIT.usage);
  }
  if (jobs.length === 0) {
    throw new Failure(`${whom} has no function, and so no role`, EXIT.usage);
  }
  const roles = jobs.flatMap((job) =>
    accountsOfFunction(job, landingZone)
      .filter((account) => hasRole(job, account, { access, management: landingZone.management }))
      .map((account) => ({ role: job.role, account })),
  );
  if (roles.length === 0) {
    throw new Failure(
      `${whom} has permission sets alone, whose roles AWS lets nobody change: end the sessions in IAM Identity Center`,
    );
  }
  return roles;
}

/** One after the other: what could not be done is said, and the others are done. */
async function revokeAll(landingZone: LandingZone, roles: readonly RevokedRole[], now: Date): Promise<Outcome[]> {
  const clients = new AccountClients(landingZone);
  const outcomes: Outcome[] = [];
  for (const role of roles) {
    outcomes.push(await revokeOne(landingZone, clients, role, now));
  }
  return outcomes;
}

async function revokeOne(
  { accounts }: LandingZone,
  clients: AccountClients,
  { account, role }: RevokedRole,
  now: Date,
): Promise<Outcome> {
  const found = accounts.find(({ slug }) => slug === account);
  try {
    if (found === undefined) {
      throw new Error(`there is no account "${account}"`);
    }
    const client = new IAMClient(await clients.settings(found));
    await client.send(
      new PutRolePolicyCommand({ RoleName: role, PolicyName: REVOCATION, PolicyDocument: revocationPolicy(now) }),
    );
    return { account, role, revoked: true };
  } catch (error) {
    return { account, role, revoked: false, error: error instanceof Error ? error.message : String(error) };
  }
}

interface Done {
  readonly outcomes: readonly Outcome[];
  readonly now: Date;
  readonly yes: boolean;
}

function describe(whom: readonly string[], { people, through }: Access, { now, outcomes, yes }: Done): string {
  const persons = people.filter(({ name }) => whom.some((one) => one.toLowerCase() === name.toLowerCase()));
  const done = outcomes.filter(({ revoked }) => revoked);
  const chosen = yes ? done : outcomes;
  const roles = [...new Set(outcomes.map(({ role }) => role))].join(" ");
  return [
    fold(
      yes
        ? `Sessions that began before ${now.toISOString()} are denied everything in ${plural(done.length, "role")}:`
        : `Would deny everything to sessions that began before now, in ${plural(outcomes.length, "role")}:`,
    ),
    ...chosen.map(({ account, role }) => `  ${account}  ${role}`),
    fold(
      `By the inline policy ${REVOCATION} of each role. It ends the sessions of everyone who has the role; they can begin new ones.`,
    ),
    ...persons.map(({ name }) =>
      fold(
        `${name} can begin new ones, too, as long as the entry in access.people is deployed. To end it for good, remove the ` +
          `entry, deploy, and then name the roles: access revoke ${roles}. Access keys and passwords are not touched.`,
      ),
    ),
    ...(through.includes("identity-center")
      ? [
          fold(
            "Roles of permission sets are not changed, which AWS refuses: end these sessions in IAM Identity Center.",
          ),
        ]
      : []),
    ...(yes ? [] : ["Nothing was changed. Add --confirm to do it."]),
  ].join("\n");
}
