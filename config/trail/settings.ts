import type { Immutable } from "../immutable";
import type { Configuration } from "../schema";

/** The organization trail. */
export interface Trail extends Immutable<Configuration["trail"]> {
  /**
   * Whether an earlier configuration gave the trail advanced event selectors. AWS takes no empty list of them, so that a trail
   * which had some goes back to CloudTrail's default by a selector that says it.
   */
  readonly hadSelectors: boolean;
}
