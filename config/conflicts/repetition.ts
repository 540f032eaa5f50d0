import { decisionOf } from "../fields/lists";
import { located } from "../readable";
import type { Reading } from "../readable";
import { schema } from "../schema";
import { listsIn, partOf } from "../schema/walk";
import type { Finding } from "../source/document";
import { duplicates } from "./duplicates";
import type { Rule } from "./rule";

/** Entries of any list that are the same, where the schema says that they may not be. */
function repeatedEntries(reading: Reading): Finding[] {
  return listsIn(schema, reading).flatMap((list) => {
    const { distinction } = decisionOf(list.schema) ?? {};
    if (distinction === undefined) {
      return [];
    }
    const { field } = distinction;
    const values = list.entries.flatMap((entry, index) => {
      const path = [...list.path, index, ...(field === undefined ? [] : [field])];
      const value = field === undefined ? entry : partOf(entry, field);
      return located(typeof value === "string" ? value : undefined, path);
    });
    return duplicates(values, distinction);
  });
}

export const REPETITION_RULES = [repeatedEntries] satisfies Rule[];
