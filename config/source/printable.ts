/** Controls, invisible signs and lone surrogates, which could hide or forge what a terminal shows. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map(Object.entries({ "\n": "\\n", "\r": "\\r", "\t": "\\t" }));

/** Longer texts are cut: what is wrong shows at their beginning, and a problem stays a few lines long. */
const MOST_SHOWN = 160;

/** Text that a user wrote, fit for one line of a message. */
export function printable(text: string): string {
  return text.replace(INVISIBLE, (sign) => SHORT_ESCAPES.get(sign) ?? escaped(sign));
}

/**
 * The beginning of a text that is too long to be shown.
 *
 * @param most how many characters are shown
 */
export function shortened(text: string, most = MOST_SHOWN): string {
  const signs = Array.from(text);
  return signs.length <= most ? text : `${signs.slice(0, most).join("")}... (${signs.length} characters)`;
}

function escaped(sign: string): string {
  const code = (sign.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
}
