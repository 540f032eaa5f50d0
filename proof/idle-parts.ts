import type { Mutation } from "./mutations";

/** A part of statements that no answer depends on, for a reason. */
export interface IdlePart {
  /** Of what a part is called: `SCP LogGroups: NotAction logs:PutLogEvents`. */
  readonly matches: RegExp;
  readonly why: string;
}

/** Every part that changes no answer, and why it stands there. Nothing else may. */
export const IDLE_PARTS: readonly IdlePart[] = [
  {
    matches: /^SCP LogBucketSettings: NotAction s3:PutBucketVersioning$/,
    why: "LogBucketVersioning is about it, and lets root change it besides where MFA Delete is required.",
  },
  {
    matches: /^SCP (HsmLogs|LogGroups): NotAction logs:(CreateLogStream|PutLogEvents)$/,
    why: "It is done to log streams, which no question is about. The completeness of the guardrails is asked of them.",
  },
  {
    matches: /^SCP SecurityRoles: Resource arn:[^:]+:iam::\*:role\/[^*]+$/,
    why: "The break-glass role may have any name; that by default begins as the landing zone's own roles do.",
  },
  {
    matches: /^key policy DenyDestruction of \S+: Action kms:DeleteImportedKeyMaterial$/,
    why: "Only keys that may have imported material let administrators of their account delete it.",
  },
];

/** Parts that change no answer, and have no reason to stand there. */
export function withoutEffect(parts: readonly Mutation[]): Mutation[] {
  return parts.filter(
    ({ flips, statement }) => flips === undefined && !IDLE_PARTS.some(({ matches }) => matches.test(statement)),
  );
}
