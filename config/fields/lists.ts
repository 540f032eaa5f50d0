import { z } from "zod";

/** What two entries of a list must not share. */
export interface Distinction {
  /** What would be there twice: "e-mail address". */
  readonly what: string;
  /**
   * What to do about it.
   * @default "remove one of the two"
   */
  readonly fix?: string;
  /**
   * What has to differ.
   * @default - the entry itself
   */
  readonly identity?: (value: string) => string;
  /** Of entries that are mappings, the field that has to differ. */
  readonly field?: string;
}

interface Decision {
  readonly distinction?: Distinction;
  /** Why repetition is not looked for. */
  readonly because?: string;
}

const decisions = z.registry<Decision>();

/** A list of which no two entries may be the same; conflicts/repetition looks for those that are. */
export function distinct<List extends z.ZodArray>(
  list: List,
  what: string,
  more: Omit<Distinction, "what"> = {},
): List {
  decisions.add(list, { distinction: { what, ...more } });
  return list;
}

/** A list that may hold the same entry twice, or of which another rule sees it. */
export function repeatable<List extends z.ZodArray>(list: List, because: string): List {
  decisions.add(list, { because });
  return list;
}

/** What was decided of a list of the schema; a test asks it of each. */
export function decisionOf(list: z.core.$ZodType): Decision | undefined {
  return decisions.get(list);
}
