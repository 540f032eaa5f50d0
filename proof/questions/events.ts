import type { GuardrailKey } from "../../config/guardrails";
import { namedAfter } from "../../config/names";
import { forwardedEvents } from "../../stacks/event-forwarding";
import { askedAccounts } from "../accounts";
import { allBut, byPolicy, byServiceControl } from "../layers";
import { anyOf, bound, forwarders, inside, nobody, onceOpened, only, outsidersOf, target } from "./question";
import type { Question, Subject, Target } from "./question";

/** Who is let in by no policy of a bus or a queue, whatever it says. Archives have none. */
const OUTSIDERS = outsidersOf("outsiders", "");

/** How what a queue holds is lost to who looks for it. */
const QUEUE_LOSSES: readonly (readonly [label: string, action: string])[] = [
  ["empty the queue", "sqs:PurgeQueue"],
  ["move what is in the queue to another", "sqs:StartMessageMoveTask"],
];

/** The way of security events: the roles that forward them, the bus, and the queue of those that were not delivered. */
export function eventQuestions(subject: Subject): Question[] {
  const { names } = subject.landingZone;
  return [
    ...forwarderQuestions(subject),
    ...busQuestions(subject, {
      area: "security event bus",
      address: "security-bus",
      // Amazon Inspector's events and findings.
      others: ["finding-forwarder"],
      archiveName: names.eventArchive,
    }),
    ...busQuestions(subject, { area: "bus of tampering", address: "tampering-bus", others: [] }),
    ...queueQuestions(subject, {
      area: "undelivered events",
      address: "dead-letters",
      rules: ["events-bus", "events-digests"],
    }),
    ...queueQuestions(subject, {
      area: "undelivered news of tampering",
      address: "tampering-dead-letters",
      rules: ["events-tampering-bus"],
    }),
  ];
}

/** Only EventBridge acts as a forwarding role, for rules of the role's own account: what it may is of use to nobody else. */
function forwarderQuestions({ landingZone, resource }: Subject): Question[] {
  if (forwardedEvents(landingZone).length === 0) {
    return [];
  }
  return askedAccounts(landingZone).map(({ slug }) => {
    const ofBuses = slug === landingZone.audit.slug ? ["events-bus", "events-tampering-bus", "events-digests"] : [];
    const allowed = only(`events-${slug}`, ...ofBuses);
    return {
      area: "forwarding roles",
      label: `act as the forwarding role of ${slug}`,
      action: "sts:AssumeRole",
      resource: target(resource(`baseline-${slug}/event-forwarder`)),
      allowed,
      layers: [byPolicy("RulesOfThisAccount", allBut(allowed))],
    };
  });
}

interface AskedBus {
  readonly area: string;
  /** Construct in the stack `alerting`. */
  readonly address: string;
  /** Keys of principals that put events on it, besides the roles that forward. */
  readonly others: readonly string[];
  readonly archiveName?: string;
}

function busQuestions(
  { landingZone, resource }: Subject,
  { address, archiveName, area, others }: AskedBus,
): Question[] {
  const { audit, name } = landingZone;
  const bus = resource(`alerting/${address}`);
  const accountId = bus.accountId;
  const senders = forwardedEvents(landingZone).length === 0 ? [] : askedAccounts(landingZone);
  const put = { area, action: "events:PutEvents" };
  const rule = {
    arn: bus.arn.replace("event-bus/", "rule/").concat(`/${namedAfter(name, "trailTampering")}`),
    accountId,
  };
  const putters = anyOf(forwarders(senders), inside(audit.slug), only(...others));
  const byGuardrail = (guardrail: GuardrailKey, statement: string) =>
    byServiceControl(guardrail, statement, bound(landingZone, "deployment", "break-glass"));
  const guarded = (
    guardrail: "eventBusPolicies" | "eventRules",
    label: string,
    action: string,
    on: Target,
  ): Question => ({
    area,
    label,
    action,
    guardrail,
    resource: on,
    allowed: only(`deployment-${audit.slug}`, `break-glass-${audit.slug}`),
    layers: [
      byGuardrail(guardrail, guardrail === "eventRules" ? "EventRules" : "EventBusPolicies"),
      ...(on.resource === undefined ? [] : [byPolicy("ForwardersOfTheOrganization", allBut(inside(audit.slug)))]),
      ...(on.arn === "*" || on.arn.includes(":archive/") ? [] : OUTSIDERS),
    ],
  });
  return [
    {
      ...put,
      label: "put an event on the bus",
      resource: target(bus),
      allowed: putters,
      layers: [byPolicy("ForwardersOfTheOrganization", allBut(putters)), ...OUTSIDERS],
    },
    {
      ...put,
      label: "put an event on the bus, were it opened to everyone",
      resource: target(bus),
      opened: true,
      guardrail: "outsiders",
      allowed: anyOf(putters, onceOpened(bus)),
      layers: OUTSIDERS,
    },
    {
      ...put,
      label: "put an event on another bus of audit",
      resource: { arn: bus.arn.replace(/event-bus\/.*$/, "event-bus/default"), accountId },
      allowed: inside(audit.slug),
      layers: { nothing: "no policy of the landing zone is about other buses: nobody's own policy allows it" },
    },
    guarded("eventRules", "delete the bus", "events:DeleteEventBus", target(bus)),
    guarded("eventRules", "change the bus", "events:UpdateEventBus", target(bus)),
    // AWS knows no resources for these two.
    guarded("eventBusPolicies", "open the bus", "events:PutPermission", { arn: "*", accountId }),
    guarded("eventBusPolicies", "close the bus", "events:RemovePermission", { arn: "*", accountId }),
    guarded("eventRules", "disable a rule of the bus", "events:DisableRule", rule),
    guarded("eventRules", "take a rule's targets away", "events:RemoveTargets", rule),
    ...(archiveName === undefined
      ? []
      : [
          guarded("eventRules", "shorten the archive", "events:UpdateArchive", {
            arn: bus.arn.replace(/event-bus\/.*$/, `archive/${archiveName}`),
            accountId,
          }),
        ]),
  ];
}

interface AskedQueue {
  readonly area: string;
  /** Construct in the stack `alerting`. */
  readonly address: string;
  /** Key of the rules that put events aside there. */
  readonly rules: readonly string[];
}

function queueQuestions({ landingZone, resource }: Subject, { address, area, rules }: AskedQueue): Question[] {
  const { audit } = landingZone;
  const senders = anyOf(only(...rules), inside(audit.slug));
  const ofAccount = byPolicy("RulesSend", allBut(inside(audit.slug)));
  const deadLetters = resource(`alerting/${address}`);
  const queue = { area, resource: target(deadLetters) };
  return [
    {
      ...queue,
      label: "put an event aside",
      action: "sqs:SendMessage",
      allowed: senders,
      layers: [byPolicy("RulesSend", allBut(senders)), ...OUTSIDERS],
    },
    {
      ...queue,
      label: "take events out",
      action: "sqs:ReceiveMessage",
      allowed: inside(audit.slug),
      layers: [ofAccount, ...OUTSIDERS],
    },
    {
      ...queue,
      label: "take events out, were the queue opened to everyone",
      action: "sqs:ReceiveMessage",
      opened: true,
      guardrail: "outsiders",
      allowed: onceOpened(deadLetters),
      layers: OUTSIDERS,
    },
    {
      ...queue,
      label: "take events out without TLS",
      action: "sqs:ReceiveMessage",
      context: { "aws:SecureTransport": "false" },
      allowed: nobody,
      layers: [byPolicy("DenyInsecureTransport", allBut(nobody)), ...OUTSIDERS],
    },
    ...QUEUE_LOSSES.map(([label, action]): Question => ({
      ...queue,
      label,
      action,
      guardrail: "queues",
      allowed: only(`deployment-${audit.slug}`, `break-glass-${audit.slug}`),
      layers: [
        byServiceControl("queues", "Queues", bound(landingZone, "deployment", "break-glass")),
        ofAccount,
        ...OUTSIDERS,
      ],
    })),
  ];
}
