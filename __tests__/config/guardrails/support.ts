import type { GuardrailInput } from "../../../config/guardrails";
import type { GuardrailStatement } from "../../../config/guardrails/statement";
import { namesOf } from "../../../config/names";
import type { Names } from "../../../config/names";

/** What guardrails of a landing zone called `example` are made from, with some of it changed. */
export function input(changes: Partial<GuardrailInput> = {}): GuardrailInput {
  const name = changes.name ?? "example";
  return {
    name,
    partition: "aws",
    names: namesOf({ name, homeRegion: "eu-west-1", replicaRegion: "eu-central-1" }),
    breakGlassRole: "emergency",
    deploymentRole: "deploy",
    organizationId: "o-exampleorgid",
    mfaDelete: false,
    logArchiveId: LOG_ARCHIVE,
    ...changes,
  };
}

export const LOG_ARCHIVE = "222222222222";

export const BREAK_GLASS = "arn:aws:iam::*:role/emergency";
export const DEPLOYMENT = "arn:aws:iam::*:role/deploy";

export const EXCEPT_BREAK_GLASS = { ArnNotLike: { "aws:PrincipalArn": BREAK_GLASS } };
export const EXCEPT_DEPLOYMENT = { ArnNotLike: { "aws:PrincipalArn": [BREAK_GLASS, DEPLOYMENT] } };

export function bySid(statements: readonly GuardrailStatement[]): Record<string, GuardrailStatement> {
  return Object.fromEntries(statements.map((statement) => [statement.Sid, statement]));
}

/** Names of keys that are left out, and why. */
export const OPEN_KEYS = {
  planKeyAlias: "in the management account, where no guardrail holds, and its own policy denies what a guardrail would",
  configTopicKeyAlias: "encrypts notices on their way, no log, and goes when its region does",
} as const satisfies Partial<Record<keyof Names, string>>;
