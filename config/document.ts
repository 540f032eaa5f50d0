import { isCollection, isMap, isPair, isScalar, LineCounter, parseDocument } from "yaml";
import type { Document, Node, Scalar, YAMLError } from "yaml";
import type { Problem } from "./problem";

/** Where something stands in the configuration: keys and, in lists, indexes. */
export type Path = readonly (string | number)[];

/** What is wrong, apart from the place in the file. */
export type Finding = Pick<Problem, "allowed" | "fix" | "got" | "message"> & {
  readonly path: Path;
  /** Points at this key of the mapping at `path`. */
  readonly key?: string;
  /** @default "error" */
  readonly severity?: Problem["severity"];
};

/** More aliases than a configuration needs, fewer than would fill the memory. */
const MOST_ALIASES = 100;

/** A YAML file that remembers where everything stands. */
export class ConfigurationDocument {
  private readonly lines = new LineCounter();
  private readonly document: Document;

  constructor(
    text: string,
    private readonly file: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
  }

  /** Everything that keeps the text from being one YAML mapping. */
  get syntaxProblems(): Problem[] {
    const { contents, errors, warnings } = this.document;
    const problems = [...errors, ...warnings].map((error) => this.syntaxProblem(error));
    if (problems.length === 0 && !isMap(contents)) {
      const got = contents === null ? "nothing" : kindOf(contents);
      const fix = "begin with name:, homeRegion:, regions: and accounts:";
      problems.push(this.problem({ path: [], message: "the file is not a mapping of keys to values", got, fix }));
    }
    return problems;
  }

  /**
   * The plain value of the whole file.
   *
   * @throws Error when aliases cannot be resolved
   */
  toValue(): unknown {
    return this.document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown;
  }

  /** A finding with its place in the file; where nothing stands at its path, the nearest thing around it. */
  problem({ key, path, severity = "error", ...finding }: Finding): Problem {
    const offset = (key === undefined ? undefined : this.offsetOfKey(path, key)) ?? this.offsetOf(path);
    const fullPath = key === undefined ? path : [...path, key];
    return { severity, file: this.file, ...this.position(offset), path: pathText(fullPath), ...finding };
  }

  /** The text at a path as it stands in the file, or what kind of thing stands there. */
  sourceAt(path: Path): string | undefined {
    const node = this.nodeAt(path);
    return node === undefined ? undefined : isScalar(node) ? scalarSource(node) : kindOf(node);
  }

  private syntaxProblem({ code, message, pos }: YAMLError): Problem {
    const [offset] = pos;
    const base = { severity: "error" as const, file: this.file, ...this.position(offset), path: "" };
    switch (code) {
      case "DUPLICATE_KEY":
        return { ...base, message: "this key stands twice in the same mapping", fix: "remove one of the two" };
      case "MULTIPLE_DOCS":
        return { ...base, message: "a second YAML document begins here", fix: "remove the line ---" };
      case "TAB_AS_INDENT":
        return { ...base, message: "a tab is used as indentation", fix: "indent with blanks" };
      default:
        return { ...base, message: `not valid YAML: ${lowerFirst(firstSentence(message))}` };
    }
  }

  private position(offset: number): Pick<Problem, "column" | "line"> {
    const { col, line } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  private offsetOf(path: Path): number {
    for (let length = path.length; length > 0; length -= 1) {
      const start = this.nodeAt(path.slice(0, length))?.range?.[0];
      const key = path[length - 1];
      const isMissing = length < path.length;
      // What lacks something is better shown by its name than by what it holds.
      const offset = isMissing && typeof key === "string" ? this.offsetOfKey(path.slice(0, length - 1), key) : start;
      if (offset !== undefined) {
        return offset;
      }
    }
    return this.document.contents?.range?.[0] ?? 0;
  }

  private offsetOfKey(path: Path, key: string): number | undefined {
    const node = path.length === 0 ? this.document.contents : this.nodeAt(path);
    const pair = isMap(node)
      ? node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key)
      : undefined;
    return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
  }

  private nodeAt(path: Path): Node | undefined {
    const node: unknown = path.length === 0 ? this.document.contents : this.document.getIn(path, true);
    return isScalar(node) || isCollection(node) ? node : undefined;
  }
}

/** `accounts.workloads[0].email` */
export function pathText(path: Path): string {
  return path.map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? part : `.${part}`)).join("");
}

function kindOf(node: unknown): string {
  return isMap(node) ? "a mapping" : isCollection(node) ? "a list" : isScalar(node) ? scalarSource(node) : "nothing";
}

function scalarSource(node: Scalar): string {
  if (node.value === null) {
    return "nothing";
  }
  const { source = "", value } = node;
  return typeof value === "string" ? JSON.stringify(value) : source;
}

function firstSentence(message: string): string {
  return message.split("\n")[0]?.replace(/[.:]$/, "") ?? message;
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
