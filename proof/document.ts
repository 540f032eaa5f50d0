import { everyoneIn, groupsOf, namesOf } from "./groups";
import type { Proof } from "./prove";

const INTRODUCTION = `<!-- Written by \`npm run prove -- --write\`. Do not edit. -->

# The proof

Who can remove or alter a log, evaluated and not read. The policies are those that \`cdktf deploy\` would apply to
\`landing-zone.yaml\`: they are read from the synthesized Terraform JSON and evaluated together, as AWS evaluates them:
service control policies of the principal's account, resource control policies of the resource's account, the principal's
own IAM policies, the policy of the bucket, key, topic, queue, event bus or role, and Object Lock. The evaluation is that of
[iam-simulate](https://github.com/cloud-copilot/iam-simulate), which only this proof uses; the published package does not
hold it. Every answer has an expectation in \`proof/questions\`; \`npm run prove\`, and the tests, fail when one is not met.

- **Administrators** have \`AdministratorAccess\`; roots need no policy. *all of audit* is root, an administrator, the
  deployment role and the break-glass role of the audit account.
- **Services** act for the source their label names, and for nothing else. *EventBridge for anyone* is EventBridge for every
  such source.
- **Forwarding roles** forward events to the security bus. What they may is read, too, and not assumed.
- **One workload account** represents all of them, which are made alike.
- **no statement allows it** is AWS's implicit denial; a statement that is named denies explicitly.
- An **answer** names every statement that decides. Where several layers deny, each would suffice.
- **Each layer is asked alone**, too: every question says which layers keep whom from it, and each has to do so with the
  denials of the others out of the way. So a statement that is lost in one layer fails the proof while another still holds.
- **Stacks that somebody changed** are read by \`npm run prove -- --stacks FOLDER\`. Their policies are evaluated as above; what
  no question is about is compared with what the configuration is synthesized to: settings, patterns, thresholds, targets,
  subscriptions, what roles may do, and whom policies name. So a weakening by hand fails, whatever it is.
- Placeholders are used for account ids that AWS has yet to invent.
`;

const LIMITS = `## What this does not show

- **The management account is bound by no service control policy, and its resources by no resource control policy.** Its
  administrators can stop the trail, delete alarms and open its key policies; the table says yes. What protects the logs
  then: they are in another account, whose bucket policies, resource control policies and Object Lock bind the management
  account's principals too; stopping and changing the trail are themselves events that the trail delivers; and a gap shows
  in the digest files. What it does not protect: whoever administers the management account can detach the guardrails,
  assume the deployment role in the log archive, and change what only the deployment role is let change. Bucket policies
  and Object Lock still hold: they make an exception for the break-glass role alone.
- **The break-glass role** can do what it is there for. In governance mode it can lift the lock; in compliance mode nobody
  can.
- **Sequences.** Each answer is about one request. What follows from a first one that is allowed is a question of its own:
  who may assume a role is decided by its trust policy, which is part of the table for forwarding roles only.
- **EventBridge names no source** when it publishes to a topic and uses its key, and AWS
  [supports no conditions](https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions)
  for it in a topic's policy. A rule of any account in the world that knows the ARN of an alert topic can publish an alert. It
  can publish one too many, and silence none: only the deployment and break-glass roles change topics and their subscribers.
- **Administrators of the audit account** can publish alerts, put events on the bus and take events out of the queue of those
  that were not delivered: their own IAM policies allow it. And whoever may make rules in an account can hand its forwarding
  role to one, and so put events of their own on the bus, whose
  [source cannot begin with](https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html) \`aws.\`, as
  the rules of the bus want it.
- **Service-linked roles** are exempt from service and resource control policies. The bucket and key policies bind them.
- **Lifecycle rules** are carried out by S3 itself, whatever policies say; only the break-glass role can change them.
- **Closing an account** keeps its data for 90 days. A member account cannot close itself; the management account can close
  it.
- **AWS itself**, session policies and VPC endpoint policies: none are deployed here, and they only take away. Permissions
  boundaries are read where roles have one.
- **Keys of the request context** are set as the documentation says AWS sets them. Where it is silent on whether a service
  sends a key, policies do without: see [decisions](decisions).
`;

/** `docs/proof.md` */
export function proofDocument({
  cells,
  mutations,
  roles,
  telling,
}: Pick<Proof, "cells" | "mutations" | "roles" | "telling">): string {
  const everyone = everyoneIn(cells);
  const groups = groupsOf(cells);
  const areas = [...new Set(groups.map(({ question }) => question.area))];
  return [
    INTRODUCTION,
    LIMITS,
    ...areas.flatMap((area) => [
      `## ${area.charAt(0).toUpperCase()}${area.slice(1)}`,
      "",
      "| what | action | may | who | decided by |",
      "| --- | --- | --- | --- | --- |",
      ...groups
        .filter(({ question }) => question.area === area)
        .map(({ allowed, by, principals, question }, index, all) => {
          const isFirst = all[index - 1]?.question !== question;
          const what = isFirst ? [question.label, `\`${question.action}\``] : ["", ""];
          return row(...what, allowed ? "**yes**" : "no", namesOf(principals, everyone).join(", "), by.join(", "));
        }),
      "",
    ]),
    ...tellingSection(telling),
    ...rolesSection(roles),
    "## Statements taken out",
    "",
    "Each statement was taken out by itself, with the denials of the other layers out of the way. The answer on its right is",
    "one that changed; a statement without one would protect nothing.",
    "",
    "| statement | answer that changes |",
    "| --- | --- |",
    ...mutations.map(({ flips, statement }) => row(statement, flips ?? "**none**")),
    "",
  ].join("\n");
}

function tellingSection({ services }: Proof["telling"]): string[] {
  return [
    "## How tampering is reported",
    "",
    "Every call that AWS knows on what news goes through, and on all else that the landing zone guards, has to be reported by",
    "an alarm and by a rule that share nothing but [what they have to](alarms.md), and one of the two has to go through nothing",
    "that the call takes away. This is computed from the synthesized resources: patterns, thresholds, targets, topics, keys and",
    "subscriptions. `npm run prove` fails with the call, and with the resource that it is due to, where one is not reported twice.",
    "",
    "| service | calls | alarms | rules |",
    "| --- | --- | --- | --- |",
    ...services.map(({ alarms, calls, rules, service }) =>
      row(service, String(calls), alarms.join(", "), rules.join(", ")),
    ),
    "",
  ];
}

function rolesSection({ ofServices }: Proof["roles"]): string[] {
  return [
    "## Whom roles of services trust",
    "",
    "Each lets in the service that it is made for, with what it has to say of itself, and nobody else. It has no policies but its",
    "own and those of AWS that are known by name, with the reason. A role that is not known at all fails the proof.",
    "",
    "| role | service | what its requests carry |",
    "| --- | --- | --- |",
    ...ofServices.map(({ address, trusted: { conditions, service, why = "" } }) =>
      row(`\`${address}\``, service, conditions.length === 0 ? why : conditions.map((one) => one.join(" ")).join(", ")),
    ),
    "",
  ];
}

function row(...cells: string[]): string {
  return `| ${cells.join(" | ")} |`;
}
