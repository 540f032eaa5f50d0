import type { Reading, Written } from "../readable";
import type { Finding } from "../source/document";

/** Looks for what the schema cannot see because it concerns several fields, and for what AWS would tell only at apply time. */
export type Rule = (reading: Reading, written: Written) => Finding[];
