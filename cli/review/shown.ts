import { printable, shortened } from "../../config/source/printable";

/** Longer texts of anybody are cut wherever they are shown. */
const MOST = 800;
/** Signs that stand on others, as many as no language puts there. */
const STACKED = /(\p{M}{3})\p{M}+/gu;

/**
 * A text of anybody in one line: signs that nobody can see, that turn text around or control a terminal are spelled out, and towers of
 * accents are cut down.
 */
export function shown(text: string, most = MOST): string {
  return shortened(printable(text).replace(STACKED, "$1"), most);
}

/** The beginning of such a text, for a column of a table. */
export function clipped(text: string, columns: number): string {
  const signs = Array.from(shown(text, columns * 2));
  return signs.length <= columns ? signs.join("") : `${signs.slice(0, columns - 1).join("")}…`;
}

const MOST_NAMED = 8;

/** `a, b, c and 5 more` */
export function someOf(names: readonly string[], most = MOST_NAMED): string {
  const named = names.slice(0, most).map((name) => shown(name, 80));
  return names.length > most ? `${named.join(", ")} and ${names.length - most} more` : named.join(", ");
}
