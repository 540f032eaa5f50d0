/** Something in the configuration that is wrong, or that its author should know. */
export interface Problem {
  readonly severity: "error" | "warning";
  /** Path of the file, as the user named it. */
  readonly file: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** `accounts.workloads[0].email`; empty for the file as a whole. */
  readonly path: string;
  /** What is wrong, in lower case, without a final period. */
  readonly message: string;
  /** What is written in the file. */
  readonly got?: string;
  /** What is allowed there. */
  readonly allowed?: string;
  /** How to mend it. */
  readonly fix?: string;
  /** Lines of a shell command that the fix needs, printed as they are. */
  readonly command?: readonly string[];
}

/** Everything that is wrong with a configuration, and the warnings besides, at once. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";

  /** @param problems at least one of severity "error" */
  constructor(readonly problems: readonly Problem[]) {
    super(formatProblems(problems, { colour: false }));
  }
}

export interface FormatOptions {
  /** Whether the text goes to a terminal that shows colours. */
  readonly colour: boolean;
}

/** Who has mended these, or seen what they have in common, sees the rest. */
const MOST_SHOWN = 50;

/**
 * Problems as text for people, in the order of the file: the first 50. Each begins with `file:line:column`, and a count of
 * all ends them. Without problems the text is empty.
 */
export function formatProblems(problems: readonly Problem[], { colour }: FormatOptions): string {
  if (problems.length === 0) {
    return "";
  }
  const inOrder = sorted(problems);
  const paint = colour ? paintForTerminal : (_: Paint, text: string) => text;
  const shown = inOrder.slice(0, MOST_SHOWN).map((problem) => format(problem, paint));
  return [...shown, summary(inOrder)].join("\n\n");
}

/** In the order of their places in the file. */
export function sorted(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}

type Paint = "position" | "error" | "warning" | "label";

const SGR: Record<Paint, readonly [number, number]> = {
  position: [1, 22],
  error: [31, 39],
  warning: [33, 39],
  label: [2, 22],
};

function paintForTerminal(paint: Paint, text: string): string {
  const [on, off] = SGR[paint];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

function format(problem: Problem, paint: (paint: Paint, text: string) => string): string {
  const { allowed, column, command = [], file, fix, got, line, message, path, severity } = problem;
  const subject = path === "" ? "" : `${path}: `;
  const tag = severity === "warning" ? "warning: " : "";
  const position = `${file}:${line}:${column}`;
  const [first = "", ...more] = folded(`${tag}${subject}${message}`, CONTINUED, position.length + 2);
  const head = [
    `${paint("position", position)}  ${paint(severity, first)}`,
    ...more.map((line) => `${" ".repeat(CONTINUED)}${paint(severity, line)}`),
  ].join("\n");
  const details: [string, string | undefined][] = [
    ["got", got],
    ["allowed", allowed],
    ["fix", fix],
  ];
  return [
    head,
    ...details.flatMap(([label, text]) =>
      text === undefined
        ? []
        : [`  ${paint("label", label.padEnd(8))} ${folded(text, INDENT).join(`\n${" ".repeat(INDENT)}`)}`],
    ),
    ...command.map((line) => `    ${line}`),
  ].join("\n");
}

/** Columns of a terminal, those before the text of a detail, and those before a message that goes on. */
const WIDTH = 80;
const INDENT = 11;
const CONTINUED = 4;

/**
 * A text as lines that are no longer than a terminal is wide, unless a word is.
 *
 * @param indent columns before each line
 * @param firstIndent columns before the first one
 */
function folded(text: string, indent: number, firstIndent = indent): string[] {
  return text.split(" ").reduce<string[]>((lines, word) => {
    const line = lines.pop();
    const longer = line === undefined ? word : `${line} ${word}`;
    const width = WIDTH - (lines.length === 0 ? firstIndent : indent);
    return line === undefined || longer.length <= width ? [...lines, longer] : [...lines, line, word];
  }, []);
}

function summary(problems: readonly Problem[]): string {
  const files = [...new Set(problems.map(({ file }) => file))].join(", ");
  const counts = (["error", "warning"] as const).flatMap((wanted) => {
    const count = problems.filter(({ severity }) => severity === wanted).length;
    const noun = wanted === "error" ? "problem" : "warning";
    return count === 0 ? [] : [`${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`];
  });
  const rest = problems.length > MOST_SHOWN ? `; the first ${MOST_SHOWN} are shown` : "";
  return `${files} has ${counts.join(" and ")}${rest}.`;
}
