import { isAlias, isCollection, isMap, isNode, LineCounter, parseDocument } from "yaml";
import type { Document, Node, YAMLError } from "yaml";
import { aliasProblems, duplicateKey, hiddenCharacters, keyText, largestAlias, MOST_ALIASES } from "./document-checks";
import type { Spotted } from "./document-checks";
import { printable, shortened } from "./printable";
import type { Problem } from "./problem";
import { syntaxText, withoutCascade } from "./syntax";
import { offsetOf, sourceOf } from "./yaml-nodes";

/** Longer than any text of the project's own, shorter than what a list of a user's names may come to. */
const MOST_EXPLAINED = 480;

/** Where something is in the configuration: keys and, in lists, indexes. */
export type Path = readonly (string | number)[];

/** What is wrong, apart from the place in the file. */
export type Finding = Pick<Problem, "allowed" | "command" | "fix" | "got" | "message"> & {
  readonly path: Path;
  /** Points at this key of the mapping at `path`. */
  readonly key?: string;
  /** @default "error" */
  readonly severity?: Problem["severity"];
};

/** A node, and where the user sees it: behind an alias that is the alias, to which the path leads. */
interface Spot {
  readonly node: Node;
  readonly offset?: number;
  readonly aliasOffset?: number;
}

/** A YAML file that remembers where everything is. */
export class ConfigurationDocument {
  private readonly lines: LineCounter;
  private readonly document: Document;

  /** @param beginning what to do about a file that is no mapping */
  constructor(
    text: string,
    private readonly file: string,
    private readonly beginning = "begin with name:, homeRegion:, regions: and accounts:",
  ) {
    // With stringKeys a key is what is written in the file: 012 and 12 differ, and a mapping cannot be a key.
    this.document = parseDocument(text, { prettyErrors: false, stringKeys: true });
    this.lines = linesOf(text);
  }

  /** Everything that keeps the text from being one YAML mapping. */
  get syntaxProblems(): Problem[] {
    const { contents, errors, warnings } = this.document;
    const problems = withoutCascade([...errors, ...warnings]).map((error) => this.syntaxProblem(error));
    if (problems.length === 0 && !isMap(contents)) {
      const got = contents === null ? "nothing" : sourceOf(contents);
      const fix = this.beginning;
      problems.push(this.problem({ path: [], message: "the file is not a mapping of keys to values", got, fix }));
    }
    return problems.length > 0
      ? problems
      : [...aliasProblems(this.document), ...hiddenCharacters(this.document)].map((spotted) => this.problemAt(spotted));
  }

  /** The alias that makes up most of what the file comes to; there is one. */
  get largestAlias(): Problem {
    return this.problemAt(largestAlias(this.document));
  }

  /**
   * The plain value of the whole file.
   *
   * @throws Error when aliases multiply to more than the memory should hold
   */
  toValue(): unknown {
    return this.document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown;
  }

  /** A finding with its place in the file; where nothing is at its path, the nearest thing around it. */
  problem({ allowed, command, fix, got, key, message, path, severity = "error" }: Finding): Problem {
    const offset = (key === undefined ? undefined : this.offsetOfKey(path, key)) ?? this.offsetOf(path);
    return {
      severity,
      file: this.file,
      ...this.position(offset),
      path: printable(shortened(pathText(key === undefined ? path : [...path, key]))),
      message: printable(shortened(message, MOST_EXPLAINED)),
      ...(got === undefined ? {} : { got: printable(shortened(got)) }),
      ...(allowed === undefined ? {} : { allowed: printable(shortened(allowed, MOST_EXPLAINED)) }),
      ...(fix === undefined ? {} : { fix: printable(shortened(fix, MOST_EXPLAINED)) }),
      ...(command === undefined ? {} : { command }),
    };
  }

  /** The text at a path as it is written in the file, or what kind of thing is there. */
  sourceAt(path: Path): string | undefined {
    const spot = this.spotAt(path);
    return spot === undefined ? undefined : sourceOf(spot.node);
  }

  private syntaxProblem(error: YAMLError): Problem {
    const [offset] = error.pos;
    return this.problemAt(
      error.code === "DUPLICATE_KEY"
        ? duplicateKey(this.document, offset, (place) => this.position(place).line)
        : { offset, ...syntaxText(error) },
    );
  }

  private problemAt({ offset, ...text }: Spotted): Problem {
    return { ...this.problem({ path: [], ...text }), ...this.position(offset) };
  }

  private position(offset: number): Pick<Problem, "column" | "line"> {
    const { col, line } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  private offsetOf(path: Path): number {
    for (let length = path.length; length > 0; length -= 1) {
      const start = this.spotAt(path.slice(0, length))?.offset;
      const key = path[length - 1];
      const isMissing = length < path.length;
      // What lacks something is better shown by its name than by what it holds.
      const offset = isMissing && typeof key === "string" ? this.offsetOfKey(path.slice(0, length - 1), key) : start;
      if (offset !== undefined) {
        return offset;
      }
    }
    return offsetOf(this.document.contents) ?? 0;
  }

  private offsetOfKey(path: Path, key: string): number | undefined {
    const { aliasOffset, node } = this.spotAt(path) ?? {};
    const pair = isMap(node) ? node.items.find((item) => keyText(item) === key) : undefined;
    return pair === undefined ? undefined : (aliasOffset ?? offsetOf(pair.key));
  }

  private spotAt(path: Path): Spot | undefined {
    let node: unknown = this.document.contents;
    let aliasOffset: number | undefined;
    for (const part of path) {
      node = isCollection(node) ? node.get(part, true) : undefined;
      if (isAlias(node)) {
        aliasOffset ??= offsetOf(node);
        node = node.resolve(this.document);
      }
    }
    return isNode(node) ? { node, offset: aliasOffset ?? offsetOf(node), aliasOffset } : undefined;
  }
}

/** The parser's own counting of lines misses those within a token that it did not expect. */
function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const { index } of text.matchAll(/\n/g)) {
    lines.addNewLine(index + 1);
  }
  return lines;
}

/** `accounts.workloads[0].email` */
export function pathText(path: Path): string {
  return path.map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? part : `.${part}`)).join("");
}
