/** What to do about what is on its way. */
export const WAIT = "AWS is at it. Run the check again in some minutes.";
