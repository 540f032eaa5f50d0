import { z } from "zod";

/** A whole number within limits, which the errors name. */
export function wholeNumber(least: number, most: number): z.ZodNumber {
  return z
    .number()
    .int("must be a whole number")
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most.toLocaleString("en")}`);
}
