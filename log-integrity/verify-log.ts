import type { LogReference } from "./digest";
import { hashGzip } from "./gzip";
import type { FetchedObject } from "./sources";
import { failed, notChecked, VERIFIED } from "./verdicts";
import type { Verdict } from "./verdicts";

/** Ten times what CloudTrail was ever seen to deliver. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * Compares a log file with what a verified digest says of it: SHA-256 of its uncompressed bytes, and nothing besides them.
 *
 * @param limit most bytes that it may uncompress to
 */
export async function verifyLog(
  fetched: FetchedObject,
  { hash: expected }: Pick<LogReference, "hash">,
  limit: number = MOST_BYTES,
): Promise<Verdict> {
  switch (fetched.state) {
    case "absent":
      return failed("absent", fetched.detail);
    case "unreadable":
      return notChecked(fetched.reason, fetched.detail);
    case "found": {
      const { fault, hash } = await hashGzip(fetched.bytes, limit);
      if (hash !== undefined && hash !== expected) {
        return failed("hash");
      }
      switch (fault) {
        case undefined:
          return VERIFIED;
        case "trailing-data":
        case "too-large":
          return failed(fault);
        default:
          return failed("container", hash === undefined ? fault : `${fault}; the content is what was delivered`);
      }
    }
  }
}
