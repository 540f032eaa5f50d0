/** Something in an event pattern that EventBridge refuses. */
export interface EventPatternProblem {
  /** `detail.$or[0].state[1].prefix`; empty for the pattern as a whole. */
  readonly path: string;
  /** What is wrong, in the words of AWS's Event Ruler where it has some. */
  readonly message: string;
}

/** Everything that is wrong with an event pattern, at once; the message has a line for each problem. */
export class EventPatternError extends Error {
  override readonly name = "EventPatternError";

  /** @param problems at least one */
  constructor(readonly problems: readonly EventPatternProblem[]) {
    super(problems.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("\n"));
  }
}
