import type { KeyObject } from "node:crypto";
import type { Interval } from "./interval";
import { readPublicKey } from "./public-key";
import type { PublicKeySource } from "./sources";
import { SourceError } from "./sources";
import { HOUR } from "./times";
import { failed, notChecked } from "./verdicts";
import type { Failed, NotChecked } from "./verdicts";

/** Keys change at any time: a digest may be signed by one that became valid after its hour. */
const BEFORE = 3 * HOUR;
const AFTER = 3 * HOUR;

type Known = Map<string, KeyObject | undefined>;

/** The public keys of CloudTrail that an interval's digests are signed by, asked for once a region. */
export class KeyRing {
  private readonly asked = new Map<string, Promise<Known | SourceError>>();

  constructor(
    private readonly source: PublicKeySource,
    private readonly interval: Interval,
  ) {}

  /**
   * The key of a fingerprint, or why there is none.
   *
   * @param region of the digest, which is not the trail's
   * @param generated when a backfill digest was made, long after its hour perhaps
   */
  async find(region: string, fingerprint: string, generated?: number): Promise<Failed | KeyObject | NotChecked> {
    const { from, to } = this.interval;
    const windows: [number, number][] = [
      [from - BEFORE, to + AFTER],
      ...(generated === undefined ? [] : [[generated - HOUR, generated + HOUR] as [number, number]]),
    ];
    let problem: SourceError | undefined;
    for (const [start, end] of windows) {
      const keys = await this.ask(region, start, end);
      if (keys instanceof SourceError) {
        problem ??= keys;
      } else if (keys.has(fingerprint)) {
        return keys.get(fingerprint) ?? notChecked("unusable-key", `fingerprint ${fingerprint.slice(0, 64)}`);
      }
    }
    return problem === undefined
      ? failed("unknown-key", `fingerprint ${fingerprint.slice(0, 64)}, region ${region}`)
      : notChecked("no-public-keys", problem.message);
  }

  private ask(region: string, from: number, to: number): Promise<Known | SourceError> {
    const question = `${region} ${from} ${to}`;
    let answer = this.asked.get(question);
    if (answer === undefined) {
      answer = this.source.keys(region, from, to).then(
        (records) => new Map(records.map(({ fingerprint, value }) => [fingerprint, readPublicKey(value)])),
        (error: unknown) => {
          if (error instanceof SourceError) {
            return error;
          }
          throw error;
        },
      );
      this.asked.set(question, answer);
    }
    return answer;
  }
}
