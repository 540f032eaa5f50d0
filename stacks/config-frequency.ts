import type { Hours } from "../config/aws-config/settings";

const FREQUENCIES = {
  1: "One_Hour",
  3: "Three_Hours",
  6: "Six_Hours",
  12: "Twelve_Hours",
  24: "TwentyFour_Hours",
} as const satisfies Readonly<Record<Hours, string>>;

/** Hours between two deliveries or evaluations, in the words of AWS Config. */
export function deliveryFrequency(hours: Hours): (typeof FREQUENCIES)[Hours] {
  return FREQUENCIES[hours];
}
