import { JOB_FUNCTIONS } from "../../config/access/keys";
import { CATALOG } from "../../config/access/functions";
import { EFFECTS, effectsOf, grantsOf } from "../../config/access/effects";
import type { Effect } from "../../config/access/effects";
import { incompatibleWith } from "../../config/access/resolve";
import { statementsOf } from "../../config/access/statements";
import { loadLandingZone } from "../../config/load";
import type { LandingZone } from "../../config/landing-zone";

const EXAMPLE = "examples/access.yaml";

const INTRODUCTION = `<!-- Written by \`npm run docs\` from config/access and ${EXAMPLE}. Do not edit. -->

# Access

\`access\` in \`landing-zone.yaml\` says who has which security responsibility, by functions: a role in each account where the
function is needed, a group or permission set of the same name for those who have it, and a trust policy for pipelines.
Without \`access\` nothing of it is made. [configuration.md](configuration.md) has the fields, and [${EXAMPLE}](../${EXAMPLE})
a whole file.

\`\`\`sh
npm run access                                         # who can do what, where
npm run access -- --person alice --json
npm run access -- revoke example-org-log-reader        # what would be done; --confirm does it
\`\`\`

- **Somebody leaves.** Remove the entry from \`access.people\` and deploy: the user or its memberships go, and nothing else
  changes. Sessions that are open go on until they end. \`access revoke\` with the names of the roles then denies the roles'
  older sessions everything, by the
  [policy that AWS documents](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html): everyone's
  sessions of these roles, who can begin new ones. Access keys and passwords of users who exist already are not touched.
  Sessions of permission sets are ended in IAM Identity Center.
- **One hour by chaining.** A session that begins with a role's credentials
  [ends after an hour](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining), whatever \`hours\`
  says.
- **Separation of duties.** Nobody has two functions of which one watches over the other: the file is refused. The statements
  themselves keep custodians from decrypting, readers from changing, and a responder from deleting what an incident left. A
  function of your own that would read logs and change what guards them is refused as well, alone or with the person's others.
  Roles that it assumes are looked at by name: those of the deployment and for emergencies. What it gets by roles of AWS services,
  as by the code of somebody's Lambda function or a command on an instance, is not seen: have such a function read by two people.
- **Nobody else reads.** With \`access\` the guardrail \`logReaders\` keeps all others from log files, in every member account:
  administrators, analysts of the audit account with policies of their own, and the deployment role. Terraform reads no log
  files, so plans and deployments go on. Before \`access\` is deployed for the first time, give everybody who reads now, tools
  included, a function that reads; or, for a while, set \`guardrails.exceptions.logReaders.disabled\`. The management account is
  bound by no guardrail: there the policies of buckets and keys decide.
- **What stays.** An OIDC or SAML provider that is taken out of the file stays in AWS, as others may use it, and no role trusts it.
  To have it in the file again, say \`existing\`.
- **To take a way or all of it away.** What is not in the file any more is not deployed, and so not taken away: **people keep
  what they had**, and \`npm run plan\` calls the stack orphaned. So in two steps. Take \`identity-center\` out of \`through\` and
  leave \`identityCenter\`, deploy, and then remove \`identityCenter\`. Before \`access\` itself is removed, do that, remove \`people\`
  and \`ci\`, and deploy: the roles that are left let in nobody. A provider of another name or address is made once the old one
  was out of the file for a deployment.
- **With permission sets, a function goes last where it came first.** IAM deletes no policy that a role has. So before a function
  is switched off, or an account leaves, deploy \`access-identity-center\` by itself:
  \`npx cdktf deploy access-identity-center --ignore-missing-stack-dependencies\`.
- **Who is beyond that.** The deployment role, by the function \`deployer\`, and the break-glass role change what guards the
  logs. Whoever has one of the two can make themselves able to read: their use of log files and keys is what alarms are for,
  and \`deployer\` goes with no function that reads.
- **Pipelines.** A repository of GitHub plans with tokens of \`pull_request\` and of its default branch, and applies with those of
  its environment. Repositories that were made or renamed since 15 July 2026 send numbers in \`sub\`; both forms are matched,
  and with \`ownerId\` and \`repositoryId\` a token has to carry the repository's number, so that a name that became free is worth
  nothing. GitLab has to be 18.2.2 or newer: before, a pipeline of a fork's merge request could get the token of a branch.
  Plans run with \`-lock=false\`, as the reviewer's role cannot write the lock, and with \`landing-zone plan --role <name>-reviewer\`, as
  Terraform would assume \`deployment.role\` in member accounts: [delivery.md](delivery.md#a-role-that-only-reads).
- **Denials are for all resources.** Where a statement denies, \`*\` is the resource on purpose; where it allows, only for actions of
  which AWS knows no resources.
`;

/** `docs/access.md` */
export function accessMarkdown(): string {
  const { landingZone } = loadLandingZone(EXAMPLE);
  return [
    INTRODUCTION,
    "## Functions",
    "",
    "| function | what it is for | where | hours | not with |",
    "| --- | --- | --- | --- | --- |",
    ...JOB_FUNCTIONS.map((key) => {
      const job = CATALOG[key];
      const all = JOB_FUNCTIONS.map((one) => ({ key: one, incompatibleWith: CATALOG[one].incompatibleWith }));
      return row(`\`${key}\``, job.purpose, job.in, String(job.hours), listed(incompatibleWith(key, all)));
    }),
    "",
    "`hsmCryptoOfficer` has a role only with a `keyStore` of type `cloudhsm`. `breakGlass` is the role of",
    "[break-glass.md](break-glass.md).",
    "",
    "## What they may do",
    "",
    `As ${EXAMPLE} has it, in the first account of each. AWS's own managed policies are named where a role has one.`,
    "",
    "| function | statement | | actions |",
    "| --- | --- | --- | --- |",
    ...statementRows(landingZone),
    "",
    "## Alarms, AWS Config and CloudTrail",
    "",
    "Who may see alarms and dashboards, change them, or stop what records. _deploys_: by the deployment role, which the function",
    "assumes. Guardrails and the policies of buckets and keys bind every role besides: [proof.md](proof.md).",
    "",
    `| function | ${WATCHING.join(" | ")} |`,
    `| --- | ${WATCHING.map(() => "---").join(" | ")} |`,
    ...watchingRows(landingZone),
    "",
    "## The example",
    "",
    "| person | function | role | accounts | what it comes to |",
    "| --- | --- | --- | --- | --- |",
    ...grantRows(landingZone),
    "",
  ].join("\n");
}

const WATCHING: readonly Effect[] = [
  "see alarms",
  "see dashboards",
  "try alarms",
  "change alarms",
  "stop the trail",
  "stop AWS Config",
];

function statementRows(landingZone: LandingZone): string[] {
  return (landingZone.access?.functions ?? []).flatMap((job) => {
    const [here = ""] = job.accounts;
    const accountId = (slug: string) => `<${slug}>`;
    const statements = statementsOf(job, { landingZone, here, accountId, organizationId: "<organization>" });
    return [
      ...job.managedPolicies.map((name) => ["AWS's policy", "allows", `\`${name}\``]),
      ...statements.map(({ Action, Effect, Sid }) => [
        Sid,
        Effect === "Allow" ? "allows" : "**denies**",
        listed([Action].flat()),
      ]),
    ].map((cells, index) => row(index === 0 ? `\`${job.key}\`` : "", ...cells));
  });
}

function watchingRows(landingZone: LandingZone): string[] {
  return (landingZone.access?.functions ?? []).map((job) => {
    const effects = new Set(job.accounts.flatMap((here) => effectsOf(job, here, landingZone)));
    const answer = (effect: Effect) => (effects.has(effect) ? "**yes**" : effects.has("deploy") ? "deploys" : "no");
    return row(`\`${job.key}\``, ...WATCHING.map(answer));
  });
}

/** Accounts of the same effects share a row. */
function grantRows(landingZone: LandingZone): string[] {
  const grants = grantsOf(landingZone).map((grant) => ({
    ...grant,
    text: EFFECTS.filter((effect) => grant.effects.includes(effect)).join(", "),
  }));
  const keyOf = ({ job, person, text }: (typeof grants)[number]) => [person, job, text].join(" ");
  return [...new Set(grants.map(keyOf))].flatMap((key) => {
    const same = grants.filter((grant) => keyOf(grant) === key);
    return same.slice(0, 1).map(({ job, ofAccounts, permissionSet, person, role, text }) => {
      const logs = ofAccounts === undefined ? "" : ` (logs of ${ofAccounts.join(", ")} alone)`;
      const accounts = same.map(({ account }) => account).join(", ");
      return row(
        person,
        `\`${job}\``,
        `\`${role ?? permissionSet?.name ?? ""}\``,
        accounts,
        text === "" ? "neither logs nor alarms" : `${text}${logs}`,
      );
    });
  });
}

function listed(values: readonly string[]): string {
  return values.map((value) => `\`${value}\``).join(", ");
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
