/** A filter pattern that CloudWatch Logs does not document, with the position in its text. */
export class FilterPatternError extends Error {
  override readonly name = "FilterPatternError";

  /** @param offset position of what was got, counted from 0 in the whole text of the pattern */
  constructor(
    readonly offset: number,
    got: string,
    allowed: string,
  ) {
    super(`offset ${offset}: got ${got}, allowed is ${allowed}`);
  }
}
