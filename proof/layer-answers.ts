import { decide } from "./decide";
import { evaluate } from "./evaluate";
import type { Applicable, Decision, Request } from "./evaluate";
import { claimsOf, layerName } from "./layers";
import type { Claim, Claims, Layer, LayerAnswer } from "./layers";
import type { LockMode, Policy } from "./policies";

/** A request, with what all layers together say of it. */
export interface Asked {
  readonly request: Request;
  readonly policies: Applicable;
  readonly lock: LockMode | undefined;
  readonly decision: Decision;
}

/**
 * What each layer that claims to keep the principal of a request from it says alone. A control policy and a boundary deny in so
 * many words. The policy of a resource also keeps out whom it does not allow, and Object Lock whoever may not pass over it.
 */
export async function answersOf(claims: Claims, asked: Asked): Promise<LayerAnswer[]> {
  const answers: LayerAnswer[] = [];
  const known = new Map<Layer, Decision>();
  for (const claim of claimsOf(claims)) {
    if (claim.keeps(asked.request.principal)) {
      const alone = known.get(claim.layer) ?? (await aloneOf(claim, asked));
      known.set(claim.layer, alone);
      answers.push({
        claim,
        layer: layerName(claim.layer, asked.policies.resourcePolicy),
        kept: !alone.allowed,
        letIn: alone.allowed ? alone.by.map(({ layer, sid }) => `${layer} ${sid}`.trim()) : [],
      });
    }
  }
  return answers;
}

async function aloneOf({ layer }: Claim, { decision, lock, policies, request }: Asked): Promise<Decision> {
  const name = layerName(layer, policies.resourcePolicy);
  const own = decision.by.filter((decider) => decider.layer === name);
  if (!decision.allowed && layer !== "Object Lock" && own.length > 0) {
    return { allowed: false, by: own };
  }
  switch (layer) {
    case "Object Lock":
      return decide(request, withoutDenials(policies), lock, policies);
    case "resource policy":
      return evaluate(request, { ...policies, serviceControl: [], resourceControl: [], boundary: undefined });
    default:
      // It does not deny: whoever is let in is let in by the rest.
      return { allowed: true, by: decision.allowed ? decision.by : [] };
  }
}

function withoutDenials(policies: Applicable): Applicable {
  const allows = (policy: Policy | undefined): Policy | undefined =>
    policy && { ...policy, statements: policy.statements.filter(({ Effect }) => Effect === "Allow") };
  return {
    serviceControl: [],
    resourceControl: [],
    resourcePolicy: allows(policies.resourcePolicy),
    identityPolicy: allows(policies.identityPolicy),
  };
}
