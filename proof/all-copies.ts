import type { Cell } from "./matrix";
import type { Principal } from "./principal";

/** How a set of files is lost, each by itself: its versions are deleted, or the key that it is encrypted with is destroyed. */
const LOST: readonly { readonly areas: readonly [bucket: string, key: string] }[] = [
  { areas: ["trail bucket", "log key"] },
  { areas: ["replica bucket", "replica key"] },
];
const WAYS: ReadonlySet<string> = new Set(["s3:DeleteObjectVersion", "kms:ScheduleKeyDeletion"]);

/**
 * Who alone can make every copy of the trail's files unreadable: the originals, and the copies in a second region where there
 * are any. Each may have a way of its own.
 */
export function whoLosesAllCopies(cells: readonly Cell[]): Principal[] {
  const copies = LOST.filter(({ areas: [bucket] }) => cells.some(({ question }) => question.area === bucket));
  const principals = [...new Set(cells.map(({ principal }) => principal))];
  const losses = cells.filter(({ decision, question }) => decision.allowed && WAYS.has(question.action));
  return copies.length === 0
    ? []
    : principals.filter((one) =>
        copies.every(({ areas }) =>
          losses.some(({ principal, question }) => principal === one && areas.includes(question.area)),
        ),
      );
}
