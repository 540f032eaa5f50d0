/** How often AWS Config does what it does by the clock: it delivers snapshots and runs periodic rules. */
export type ExecutionFrequency = "One_Hour" | "Three_Hours" | "Six_Hours" | "Twelve_Hours" | "TwentyFour_Hours";
