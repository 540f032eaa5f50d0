import { printable } from "../config/source/printable";
import { Failure } from "../console/failure";
import { closeEnvelope, readEnvelope } from "./envelope";
import type { EnvelopeClient, EnvelopeKind } from "./envelope";
import { sha256Of } from "./synthesized";

/**
 * Binary plans hold every secret of a stack, and are encrypted each in an envelope of its own, with an encryption context of `stack`
 * and `plan`, the SHA-256 of the plan, so that a plan of one stack passes for no other's.
 */
const kindOf = (stack: string): EnvelopeKind => ({
  magic: "LZPLAN",
  name: `the encrypted plan of ${stack}`,
  otherwise: `the plan of ${stack} is not encrypted`,
});

/**
 * Encrypts a plan.
 *
 * @throws Failure when KMS refuses
 */
export function encryptPlan(plan: Buffer, stack: string, keyArn: string, kms: EnvelopeClient): Promise<Buffer> {
  return closeEnvelope(plan, kindOf(stack), { stack, plan: sha256Of(plan) }, keyArn, kms);
}

/**
 * Decrypts a plan.
 *
 * @param stack whose plan it has to be
 * @param keyArn the key that it has to be encrypted under
 * @throws Failure when it is no encrypted plan, or that of another stack, was changed, or KMS refuses
 */
export async function decryptPlan(file: Buffer, stack: string, keyArn: string, kms: EnvelopeClient): Promise<Buffer> {
  const kind = kindOf(stack);
  const { context, open } = readEnvelope(file, kind);
  if (context.stack !== stack) {
    throw new Failure(`${kind.name} is one of ${printable(context.stack ?? "no stack")}: plan again`);
  }
  const plan = await open(keyArn, kms);
  if (sha256Of(plan) !== context.plan) {
    throw new Failure(`${kind.name} holds another plan than it says: plan again`);
  }
  return plan;
}
