import { printable, shortened } from "../../config/source/printable";
import { escaped } from "./escaped";

/** Longer than the keys that S3 allows; messages of AWS are cut there, so that the page does not grow without limit. */
const MOST = 1200;

/** Text of anybody, for an element or an attribute: signs that nobody can see, or that turn text around, are spelled out. */
export function text(anything: string, most = MOST): string {
  return escaped(shortened(printable(anything), most));
}

export function number(count: number): string {
  return count.toLocaleString("en");
}
