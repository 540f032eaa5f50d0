import type { GuardrailKey } from "../config/guardrails";
import type { Policy } from "./policies";
import type { Principal } from "./principal";

/** What can keep somebody from something by itself, whatever the others allow. */
export type Layer = "SCP" | "RCP" | "resource policy" | "permissions boundary" | "Object Lock";

/** Whether something is so of a principal. */
export type Rule = (principal: Principal) => boolean;

/** That a layer keeps principals from something by itself, the denials of all other layers out of the way. */
export interface Claim {
  readonly layer: Layer;
  /** Sid of the statement that does it, for those who mend it. */
  readonly statement: string;
  /** Whom it keeps from it. */
  readonly keeps: Rule;
  /** The guardrail that the statement is of; an organization that departs from it has the answer open. */
  readonly guardrail?: GuardrailKey;
}

/** What the layers say that a question is about; `nothing` where nobody is to be kept from it, with the reason. */
export type Claims = readonly [Claim, ...Claim[]] | { readonly nothing: string };

/** Whether a layer alone keeps a principal from something that it claims to. */
export interface LayerAnswer {
  readonly claim: Claim;
  /** What the layer is called at this resource: `bucket policy`. */
  readonly layer: string;
  readonly kept: boolean;
  /** What lets the principal in, where the layer alone does not keep it out: `IAM AdministratorAccess`. */
  readonly letIn: readonly string[];
}

/** Everyone else. */
export function allBut(rule: Rule): Rule {
  return (principal) => !rule(principal);
}

export function claimsOf(claims: Claims): readonly Claim[] {
  return "nothing" in claims ? [] : claims;
}

/** A service control policy denies it. */
export function byServiceControl(guardrail: GuardrailKey, statement: string, keeps: Rule): Claim {
  return { layer: "SCP", statement, keeps, guardrail };
}

/** A resource control policy denies it. */
export function byResourceControl(guardrail: GuardrailKey, statement: string, keeps: Rule): Claim {
  return { layer: "RCP", statement, keeps, guardrail };
}

/** The policy of the resource denies it, or allows it to nobody else. */
export function byPolicy(statement: string, keeps: Rule): Claim {
  return { layer: "resource policy", statement, keeps };
}

/** The lock on what is asked for, with what the other layers say of lifting it. */
export function byLock(mode: string, keeps: Rule): Claim {
  return { layer: "Object Lock", statement: `${mode} mode`, keeps };
}

/** What a layer is called where it is found. */
export function layerName(layer: Layer, resourcePolicy: Policy | undefined): string {
  return layer === "resource policy" ? (resourcePolicy?.layer ?? layer) : layer;
}

/**
 * Layers that keep somebody from something although no question about it says so, by question; empty when all are claimed.
 *
 * @param cells answers, with what the question claims
 */
export function unclaimed(
  cells: readonly {
    readonly question: {
      readonly area: string;
      readonly label: string;
      readonly layers: Claims;
      readonly opened?: boolean;
    };
    readonly decision: { readonly allowed: boolean; readonly by: readonly { readonly layer: string }[] };
    readonly policies: { readonly resourcePolicy?: Policy };
  }[],
): string[] {
  const found = new Set<string>();
  for (const { decision, policies, question } of cells) {
    const claimed = new Set(claimsOf(question.layers).map(({ layer }) => layerName(layer, policies.resourcePolicy)));
    for (const { layer } of decision.allowed ? [] : decision.by) {
      if (layer !== "" && layer !== "IAM" && !claimed.has(layer)) {
        found.add(`${question.area}: ${question.label} (${layer})`);
      }
    }
    // A policy that was opened to everyone, by a mistake, claims nothing but what it denies.
    if (
      question.opened !== true &&
      policies.resourcePolicy !== undefined &&
      !claimed.has(policies.resourcePolicy.layer)
    ) {
      found.add(`${question.area}: ${question.label} (${policies.resourcePolicy.layer})`);
    }
  }
  return [...found];
}
