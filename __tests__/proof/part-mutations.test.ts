// Every single action, resource, principal, condition and value of the statements is taken out: each has to matter to somebody.
import { IDLE_PARTS, withoutEffect } from "../../proof/idle-parts";
import { Matrix } from "../../proof/matrix";
import type { Mutation } from "../../proof/mutations";
import { partMutations } from "../../proof/part-mutations";
import { exampleLandingZone } from "../support/landing-zones";

const TIMEOUT = 1_200_000;

describe("the parts of the statements of the example", () => {
  let parts: readonly Mutation[] = [];

  beforeAll(async () => {
    const matrix = new Matrix(exampleLandingZone());
    parts = await partMutations(matrix, await matrix.cells());
  }, TIMEOUT);

  it("each change an answer, or have their reason", () => {
    expect(parts.length).toBeGreaterThan(900);
    expect(withoutEffect(parts).map(({ statement }) => statement)).toEqual([]);
  });

  it("have no reason where they change an answer", () => {
    const idle = parts.filter(({ flips }) => flips === undefined).map(({ statement }) => statement);
    expect(IDLE_PARTS.filter(({ matches }) => !idle.some((statement) => matches.test(statement)))).toEqual([]);
  });
});
