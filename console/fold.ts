const COLUMNS = 80;

/**
 * A text as lines that are no longer than a terminal is wide, unless a word is.
 *
 * @param indent put before every line but the first
 * @param firstIndent put before the first
 */
export function fold(text: string, indent = "", firstIndent = indent): string {
  const lines: string[] = [];
  let line = firstIndent;
  let isEmpty = true;
  for (const word of text.split(" ")) {
    if (!isEmpty && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join("\n");
}
