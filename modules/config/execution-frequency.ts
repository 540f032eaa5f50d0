/** How often AWS Config does what it does by the clock: it delivers snapshots and runs periodic rules. */
export const EXECUTION_FREQUENCIES = [
  "One_Hour",
  "Three_Hours",
  "Six_Hours",
  "Twelve_Hours",
  "TwentyFour_Hours",
] as const;

/** How often AWS Config does something by the clock. */
export type ExecutionFrequency = (typeof EXECUTION_FREQUENCIES)[number];
