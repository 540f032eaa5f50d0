import { whoLosesAllCopies } from "./all-copies";
import { failuresOf } from "./failures";
import type { Proof } from "./prove";
import type { WeakLayer } from "./weak-layers";

/** What `prove --json` prints. */
export interface ProofReport {
  /** Every answer to a question, by all layers together. */
  readonly answers: readonly {
    readonly area: string;
    readonly question: string;
    readonly action: string;
    /** ARN, or `*` for what AWS knows no resources of. */
    readonly resource: string;
    readonly principal: string;
    readonly allowed: boolean;
    readonly expected: boolean;
    /** `bucket policy DenyTampering`, or `no statement allows it`. */
    readonly decidedBy: readonly string[];
    /** What the layers that claim to keep the principal from it say, each by itself. */
    readonly layers: readonly { readonly layer: string; readonly statement: string; readonly kept: boolean }[];
  }[];
  /** Statements that were taken out, with an answer that changed. */
  readonly statements: Proof["mutations"];
  /** Single actions, resources, principals and conditions that were taken out of them, the same. */
  readonly parts: Proof["parts"];
  /** Layers that do not keep somebody out by themselves; with a `reason` where the organization departs from a guardrail. */
  readonly weakLayers: readonly WeakLayer[];
  /** Who alone can make every copy of the trail's files unreadable. */
  readonly losesAllCopies: readonly string[];
  /** How calls that are tampering are reported: how many there are, and which are not reported twice. */
  readonly telling: Proof["telling"];
  /** Roles that services assume, with what is demanded of them. */
  readonly rolesOfServices: Proof["roles"]["ofServices"];
  /** Why the proof fails; empty when it holds. */
  readonly failures: readonly { readonly statement: string; readonly text: string }[];
}

export function machineReadable(proof: Proof): ProofReport {
  return {
    answers: proof.cells.map(({ decision, expected, layers, principal, question, request }) => ({
      area: question.area,
      question: question.label,
      action: request.action,
      resource: request.resource.arn,
      principal: principal.label,
      allowed: decision.allowed,
      expected,
      decidedBy: decision.by.map(({ layer, sid }) => `${layer} ${sid}`.trim()),
      layers: layers.map(({ claim, kept, layer }) => ({ layer, statement: claim.statement, kept })),
    })),
    statements: proof.mutations,
    parts: proof.parts,
    weakLayers: proof.weak,
    losesAllCopies: whoLosesAllCopies(proof.cells).map(({ label }) => label),
    telling: proof.telling,
    rolesOfServices: proof.roles.ofServices,
    failures: failuresOf(proof),
  };
}
