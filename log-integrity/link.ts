import { isSameObject } from "./location";
import type { SignedDigest } from "./verify-digest";
import { failed } from "./verdicts";
import type { Failed } from "./verdicts";

/**
 * What is wrong with a digest, by what the one after it says: both are signed by CloudTrail. Undefined where they are as
 * they should be.
 *
 * @param next the digest of the next hour, or the next backfill digest
 */
export function linkProblem(digest: SignedDigest, { previous }: Pick<SignedDigest, "previous">): Failed | undefined {
  if (previous === undefined || !isSameObject(previous, digest)) {
    return failed("not-in-chain");
  }
  return previous.hash === digest.hash && previous.signature.toLowerCase() === digest.signature.toLowerCase()
    ? undefined
    : failed("broken-link");
}
