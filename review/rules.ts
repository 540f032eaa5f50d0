import type { DangerKind } from "./dangers";
import { lossOf } from "./losses";

/**
 * How bad it is: `critical` cannot be undone or opens the door, `high` takes protection or evidence away, `medium` is a loss that the
 * configuration can make again.
 */
export type Severity = "critical" | "high" | "medium";

export const SEVERITIES: readonly Severity[] = ["critical", "high", "medium"];

/** What a danger is called: what a plan would lose, and what was found besides. */
export type RuleId = DangerKind | "vanished" | "planIncomplete" | "acknowledgementExpired";

export interface Rule {
  readonly id: RuleId;
  /** What happens, in a few words. */
  readonly title: string;
  readonly why: string;
  /** What to do in place of acknowledging it. */
  readonly instead: string;
  /** Of the resources that lose least; of others {@link severityOf} says more. */
  readonly severity: Severity;
}

const TABLE: Readonly<Record<RuleId, Omit<Rule, "id">>> = {
  accountRemoved: {
    severity: "critical",
    title: "an account leaves the organization",
    why: "It loses every guardrail, the trail and its bill payer; one that was created here cannot leave, and fails every deployment.",
    instead: "put back what the file said of it, or let Terraform forget it",
  },
  accountMoved: {
    severity: "high",
    title: "an account gets another parent",
    why: "It loses the policies that it inherits where it is, and gets those of the new parent.",
    instead: "set its organizationalUnit to the unit that it is in",
  },
  keyDestroyed: {
    severity: "critical",
    title: "a KMS key is destroyed",
    why: "What it encrypted can never be read again once its waiting period is over.",
    instead: "put back what made it, or let Terraform forget it",
  },
  keyStoreDestroyed: {
    severity: "critical",
    title: "an HSM, its cluster or a key store is lost",
    why: "With the last of them every key in it is lost, and the logs that they encrypted.",
    instead: "put back what the file said of keyStore; docs/key-store.md says how to take it out of use",
  },
  scanningStopped: {
    severity: "high",
    title: "vulnerability scanning stops",
    why: "Amazon Inspector does not look at these any more, and their findings are lost.",
    instead: "put the scan, account or region back",
  },
  settingReset: {
    severity: "high",
    title: "a protective setting goes back to AWS's default",
    why: "By default buckets may be public, volumes are not encrypted and passwords are short.",
    instead: "let Terraform forget the setting, which keeps it",
  },
  trustedServicesLost: {
    severity: "high",
    title: "services lose trusted access to the organization",
    why: "A service without trusted access stops working in all accounts.",
    instead: "add it to organization.trustedServices",
  },
  policyTypesLost: {
    severity: "critical",
    title: "policy types are disabled",
    why: "Policies of a disabled type are detached everywhere, and stay so when it is enabled again.",
    instead: "add it to organization.policyTypes",
  },
  protectionLost: {
    severity: "high",
    title: "a protection is weakened",
    why: "The resource stays and protects less, or no more: logging, validation, encryption, lock, alarm or guardrail.",
    instead: "put back what the configuration said of it",
  },
  retentionShortened: {
    severity: "critical",
    title: "something is kept for a shorter time",
    why: "What is older than the new time AWS deletes, within days and for good.",
    instead: "put back the time",
  },
  recorderRefused: {
    severity: "medium",
    title: "AWS Config will refuse this recorder",
    why: "The provider goes on sending the excluded types (its issue 38820), and the deployment fails.",
    instead: "let AWS record them first, by the command in docs/baseline.md",
  },
  guardrailDetached: {
    severity: "critical",
    title: "a guardrail is detached",
    why: "Everything that it denies is allowed at once, wherever it was attached.",
    instead: "put back the attachment",
  },
  policyWidened: {
    severity: "high",
    title: "a policy lets in more",
    why: "More principals, actions or resources, or fewer conditions, than before.",
    instead: "narrow the statement",
  },
  policyOpened: {
    severity: "critical",
    title: "a policy lets in everyone",
    why: "A statement allows * and no condition says whose they must be: every account of AWS is meant.",
    instead: "name the principals, or add a condition such as aws:PrincipalOrgID",
  },
  unknownAction: {
    severity: "critical",
    title: "the plan has an action that is not known",
    why: "This version cannot say what it does, nor what is lost by it.",
    instead: "read that plan by terraform show, and look for a newer version",
  },
  tainted: {
    severity: "high",
    title: "a resource is replaced as a deployment failed",
    why: "Terraform would destroy it and make it again, though it may be as it should be.",
    instead: "untaint it, and plan again",
  },
  forgotten: {
    severity: "medium",
    title: "Terraform forgets a resource",
    why: "It stays in AWS as it is, costs what it costs, and nobody sees when it is changed or removed.",
    instead: "put back what made it",
  },
  destroyed: {
    severity: "medium",
    title: "a resource is destroyed",
    why: "What it holds or does is lost with it.",
    instead: "put back what made it, or let Terraform forget it",
  },
  replaced: {
    severity: "medium",
    title: "a resource is destroyed and made again",
    why: "The new one does not have what was in the old one, and there is a time without.",
    instead: "leave the arguments that force it as they are",
  },
  vanished: {
    severity: "high",
    title: "a resource vanished outside of Terraform",
    why: "Somebody deleted it by other means; the trail says who. What is made anew does not have what was in it.",
    instead: "find out who did it; take it back first where AWS can",
  },
  planIncomplete: {
    severity: "high",
    title: "the plan is not complete",
    why: "It failed, was limited to some resources, or put some off to a later plan: what is not in it nobody has reviewed.",
    instead: "plan the whole stack again",
  },
  acknowledgementExpired: {
    severity: "medium",
    title: "an acknowledgement has expired",
    why: "What it was written for is over, or somebody has to say again why it is not.",
    instead: "remove it, or give it a new date and reason",
  },
};

const BY_ID: ReadonlyMap<string, Rule> = new Map(
  (Object.keys(TABLE) as RuleId[]).map((id) => [id, { id, ...TABLE[id] }]),
);

export const RULES: readonly Rule[] = [...BY_ID.values()];

export function ruleOf(id: RuleId): Rule {
  return { id, ...TABLE[id] };
}

/** Whether a text names a rule. */
export function isRuleId(text: string): text is RuleId {
  return BY_ID.has(text);
}

const BY_LOSS: ReadonlySet<RuleId> = new Set(["destroyed", "replaced", "forgotten", "tainted", "vanished"]);

/** How bad a danger is: where a resource itself is lost, that depends on what it holds or does. */
export function severityOf(rule: RuleId, type: string): Severity {
  const { severity } = TABLE[rule];
  if (!BY_LOSS.has(rule)) {
    return severity;
  }
  const loss = lossOf(type);
  if (loss === "other") {
    return severity;
  }
  return loss === "data" && rule !== "forgotten" ? "critical" : "high";
}
