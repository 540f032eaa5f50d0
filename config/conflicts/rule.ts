import type { Reading, Written } from "../readable";
import type { Findings } from "./finding";

/** Looks for what the schema cannot see because it concerns several fields, and for what AWS would refuse only at apply time. */
export type Rule = (reading: Reading, written: Written) => Findings;
