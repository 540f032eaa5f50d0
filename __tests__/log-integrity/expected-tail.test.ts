import { tailOf } from "../../log-integrity/expected-tail";
import type { Lifetime } from "../../log-integrity/lifetimes";
import { HOUR, MINUTE } from "../../log-integrity/times";

const FROM = Date.parse("2025-11-01T00:00:00Z");
const LAST = FROM + 4 * HOUR + 31_000;
const THERE: Lifetime = { isThere: true, isOptIn: false };

/** The parts, with their lengths in minutes. */
function tail(last: number | undefined, lifetime: Lifetime, now: number, stopped?: { since: number; why: string }) {
  const interval = { from: FROM, to: FROM + 12 * HOUR };
  const parts = tailOf(last, lifetime, {
    grace: 2 * HOUR,
    interval,
    now,
    ...(stopped === undefined ? {} : { stopped }),
  });
  return parts.map(({ from, state, to }) => `${state} ${Math.round((to - from) / MINUTE)}`);
}

describe("the time after the last digest", () => {
  it.each<[what: string, parts: string[], ...Parameters<typeof tail>]>([
    ["is pending as long as no digest is due", ["pending 479"], LAST, THERE, LAST + 2 * HOUR],
    ["is missing as far as digests are due", ["missing 60", "pending 419"], LAST, THERE, LAST + 3 * HOUR],
    ["is missing to its end when it is long over", ["missing 479"], LAST, THERE, LAST + 99 * HOUR],
    [
      "is unprotected when the trail is stopped",
      ["unprotected 479"],
      LAST,
      THERE,
      LAST + 3 * HOUR,
      { since: LAST, why: "" },
    ],
    [
      "is missing until the trail was stopped",
      ["missing 300", "unprotected 179"],
      LAST,
      THERE,
      LAST + 99 * HOUR,
      { since: LAST + 5 * HOUR, why: "" },
    ],
    [
      "is nobody's when the account left",
      ["not-expected 479"],
      LAST,
      { ...THERE, to: LAST + 10 * MINUTE },
      LAST + 99 * HOUR,
    ],
    [
      "is missing until the account left",
      ["missing 120", "not-expected 359"],
      LAST,
      { ...THERE, to: LAST + 2 * HOUR },
      LAST + 99 * HOUR,
    ],
    [
      "is not known when nobody says when it left",
      ["not-checked 479"],
      LAST,
      { ...THERE, isThere: false },
      LAST + 99 * HOUR,
    ],
    ["is all of it without a digest", ["missing 720"], undefined, THERE, LAST + 99 * HOUR],
    [
      "is not expected before the account joined, and pending a day after",
      ["not-expected 360", "pending 360"],
      undefined,
      { ...THERE, from: FROM + 6 * HOUR },
      LAST + 99 * HOUR,
    ],
  ])("%s", (_, parts, ...given) => {
    expect(tail(...given)).toEqual(parts);
  });
});
