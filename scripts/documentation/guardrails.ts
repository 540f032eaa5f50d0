import { namesOf } from "../../config/names";
import { GUARDRAILS } from "../../config/guardrails/catalog";
import type { Guardrail } from "../../config/guardrails/catalog";
import {
  actionsOf,
  GUARDED,
  LEFT_OPEN_IN_SERVICES,
  LEFT_OPEN_ON,
  LEFT_OPEN_REASONS,
} from "../../config/guardrails/left-open";
import type { GuardedKind, LeftOpen } from "../../config/guardrails/left-open";
import { DELEGABLE_BESIDES, DELEGATED_ELSEWHERE, OPEN_IN_MANAGEMENT } from "../../config/detection/management-account";
import { POLICY_LIMITS } from "../../aws/policy-limits";
import type { PolicyType } from "../../aws/policy-limits";
import type { GuardrailInput, GuardrailStatement } from "../../config/guardrails/statement";

const EXAMPLE: GuardrailInput = {
  name: "<name>",
  partition: "aws",
  names: namesOf({ name: "<name>", homeRegion: "<home>", replicaRegion: "<region>" }),
  breakGlassRole: "<break-glass>",
  deploymentRole: "<deployment>",
  organizationId: "<organization>",
  mfaDelete: false,
  logArchiveId: "<log-archive>",
  states: { bucket: "<state-bucket>", accountId: "<state-account>", managementId: "<management>" },
  access: { readers: ["<name>-log-reader"], samlProvider: "<saml-provider>" },
};

function longest(type: PolicyType): string {
  return POLICY_LIMITS[type].longest.toLocaleString("en");
}

/** `docs/guardrails.md` */
export function guardrailsMarkdown(): string {
  return [
    "<!-- Written by `npm run docs` from config/guardrails. Do not edit. -->",
    "",
    "# Guardrails",
    "",
    "Service control policies (SCP) bind the principals of member accounts, roots included; resource control policies (RCP) bind",
    "everyone, on resources of member accounts. Neither binds the management account: [proof.md](proof.md) says what does. They",
    "are made from the names that this landing zone deploys, and attached to the root of the organization.",
    "",
    "`guardrails.exceptions.<guardrail>` leaves one out (`disabled: true`) or attaches it to organizational units, with a",
    `\`reason\`. Statements are packed into as few policies as they fit into, an SCP of at most ${longest("SERVICE_CONTROL_POLICY")} characters, an`,
    `RCP of at most ${longest("RESOURCE_CONTROL_POLICY")}. With more than \`guardrails.policiesPerTarget\` of either on one target, or more than ${POLICY_LIMITS.RESOURCE_CONTROL_POLICY.perTarget} RCPs,`,
    "the configuration is refused, and the statements that do not fit are named. `npm run synth` prints how much room is left.",
    "",
    "What guards a key store is the same whether `landing-zone.yaml` has one or not, so that nothing is unguarded when it is taken",
    "out and left in AWS: [decision 16](decisions/0016-guards-that-outlast-the-key-store.md). It binds the log-archive account;",
    "key stores and HSMs of other accounts are theirs.",
    "",
    "`logReaders` and `accessIdentities` are there with `access` only: [access.md](access.md) says what the first of them means to",
    "who reads logs already.",
    "",
    "`states` is there where `state.account` names a member account, and `keys` guards the key of the states then: [bootstrap.md](bootstrap.md).",
    "",
    "| guardrail | protects | statement | denies | on | but to |",
    "| --- | --- | --- | --- | --- | --- |",
    ...Object.entries<Guardrail>(GUARDRAILS).flatMap(([key, guardrail]) => {
      const statements = [
        ...guardrail.serviceControl(EXAMPLE).map((statement) => ({ type: "SCP", statement })),
        ...(guardrail.resourceControl?.(EXAMPLE) ?? []).map((statement) => ({ type: "RCP", statement })),
      ];
      return merged(statements).map(({ statement, type }, index) =>
        row(
          index === 0 ? `\`${key}\`` : "",
          index === 0 ? guardrail.protects : "",
          `${type} ${statement.Sid}`,
          denied(statement),
          placed(statement),
          exemptions(statement),
        ),
      );
    }),
    "",
    "## What is left open",
    "",
    "Most statements deny whatever is done to the landing zone's resources but what is named here, so that calls which AWS adds",
    "are denied on the day they come. A test asks for every action that AWS knows, of every resource that a landing zone makes in",
    "a member account, whether its administrators and its root may: each is denied, or in this table, for one of these reasons:",
    "",
    ...Object.entries(LEFT_OPEN_REASONS).map(([reason, meaning]) => `- ${reason}: ${meaning}`),
    "",
    "| on | actions | why |",
    "| --- | --- | --- |",
    ...(Object.entries(LEFT_OPEN_ON) as [GuardedKind, readonly LeftOpen[]][]).flatMap(([kind, rows]) =>
      rows.map((open) => openRow(GUARDED[kind].called, open)),
    ),
    "",
    "AWS knows no resource for these; all else of their services that changes something is denied by statements on `*`:",
    "",
    "| service | actions | why |",
    "| --- | --- | --- |",
    ...LEFT_OPEN_IN_SERVICES.map((open) => openRow(`\`${open.service}\``, open)),
    "",
    ...inManagement(),
  ].join("\n");
}

/** What no policy of the organization is about. */
function inManagement(): string[] {
  return [
    "## What stays open in the management account",
    "",
    "[No policy of an organization](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html) binds",
    "its management account, resource control policies included. Its administrators can do all of this; what keeps them is that the",
    "audit account, which guardrails bind, is told by two ways, and that what was logged before is in the log archive, where they",
    "may not delete it. A test compares the table with all that the stacks make there. *In part* means that a delegated administrator",
    "can have it, and the management account keeps the last word, so that moving it would give one more account that power and take",
    "it from none.",
    "",
    "| what | reported by | in a guarded account | why |",
    "| --- | --- | --- | --- |",
    ...OPEN_IN_MANAGEMENT.map(({ elsewhere, page, reportedBy, what, why }) =>
      row(what, listed(reportedBy), elsewhere, `${why}${page === undefined ? "" : ` ([page](${page}))`}`),
    ),
    "",
    "What could move has moved:",
    "",
    ...[...DELEGATED_ELSEWHERE].map(([service, what]) => `- \`${service}\`: ${what}.`),
    "",
    `${DELEGABLE_BESIDES.slice(0, -1).join(", ")} and ${DELEGABLE_BESIDES.at(-1) ?? ""}, which the landing zone does not make, have delegated`,
    "administrators as well: name the audit account, so that guardrails bind who administers them.",
    "",
  ];
}

function openRow(on: string, open: LeftOpen): string {
  const page = open.page === undefined ? "" : ` ([page](${open.page}))`;
  return row(on, listed(actionsOf(open)), `${open.reason}: ${open.why}${page}`);
}

interface Entry {
  readonly type: string;
  readonly statement: GuardrailStatement;
}

/** A statement that is in both kinds of policies is listed once. */
function merged(entries: readonly Entry[]): Entry[] {
  return entries.flatMap((entry) => {
    const same = entries.filter(({ statement }) => statement.Sid === entry.statement.Sid);
    return same[0] === entry ? [{ ...entry, type: same.map(({ type }) => type).join(", ") }] : [];
  });
}

function exemptions({ Condition = {} }: GuardrailStatement): string {
  const arns = Condition.ArnNotLike?.["aws:PrincipalArn"];
  const who =
    arns === undefined
      ? "the organization and its services"
      : [arns]
          .flat()
          .map((arn) => arn.replace(/^.*\//, ""))
          .join(", ");
  return who.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function denied({ Action, NotAction }: GuardrailStatement): string {
  return Action === undefined ? `all but ${listed(NotAction ?? [])}` : listed(Action);
}

/** What it is about; where that is anything, in which account. */
function placed({ Condition, Resource }: GuardrailStatement): string {
  const account = Condition?.StringEquals?.["aws:PrincipalAccount"];
  return account === undefined ? listed(Resource) : `${listed(Resource)} in ${listed(account)}`;
}

function listed(values: string | readonly string[]): string {
  return [values]
    .flat()
    .map((value) => `\`${value}\``)
    .join(", ");
}

function row(...cells: string[]): string {
  return `| ${cells.join(" | ")} |`;
}
