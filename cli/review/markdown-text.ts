import { shown } from "./shown";

/**
 * A text of anybody as code: nothing in it is Markdown or HTML, mentions nobody, and refers to nothing.
 *
 * @see https://github.github.com/gfm/#code-spans
 */
export function code(text: string, most?: number): string {
  const plain = shown(text, most);
  if (plain.trim() === "") {
    return "` `";
  }
  const fence = "`".repeat(longestRun(plain) + 1);
  const blank = plain.startsWith("`") || plain.endsWith("`") ? " " : "";
  return `${fence}${blank}${plain}${blank}${fence}`;
}

/**
 * The same in a cell of a table, which ends at a bar even in code, unless that is escaped.
 *
 * @see https://github.github.com/gfm/#tables-extension-
 */
export function cell(text: string, most?: number): string {
  return code(text, most).replaceAll("|", "\\|");
}

/** Lines as a block of code, whatever is in them. */
export function block(lines: readonly string[], language = ""): string {
  const fence = "`".repeat(Math.max(3, longestRun(lines.join("\n")) + 1));
  return [`${fence}${language}`, ...lines, fence].join("\n");
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
