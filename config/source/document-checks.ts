import { isAlias, isCollection, isMap, isPair, isScalar, visit } from "yaml";
import type { Alias, Document, Pair } from "yaml";
import type { Problem } from "./problem";
import { offsetOf } from "./yaml-nodes";

/** A problem, and how many characters are before its place in the file. */
export interface Spotted extends Pick<Problem, "fix" | "got" | "message"> {
  readonly offset: number;
}

/** More aliases than a configuration needs, fewer than would fill the memory. */
export const MOST_ALIASES = 100;

/**
 * Controls except tabs and line ends, lone surrogates, and invisible characters except the joiners that some scripts need: AWS
 * refuses some, and the others would show people something else than what is there.
 */
const HIDDEN = /[^\P{C}\p{Co}\p{Cn}\t\n\r\u200c\u200d]|[\p{Zl}\p{Zp}]/u;

/** Characters in keys and values that nobody can see. */
export function hiddenCharacters(document: Document): Spotted[] {
  const spotted: Spotted[] = [];
  visit(document, {
    Scalar: (_, node) => {
      const text = typeof node.value === "string" ? node.value : "";
      const [hidden] = HIDDEN.exec(text) ?? [];
      if (hidden !== undefined) {
        const code = (hidden.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
        const message = `holds a character that cannot be seen, U+${code}`;
        spotted.push({ offset: offsetOf(node) ?? 0, message, got: JSON.stringify(text), fix: "remove it" });
      }
    },
  });
  return spotted;
}

/** The alias with most nodes behind it, those of the aliases within it counted as often as they are meant. */
export function largestAlias(document: Document): Spotted {
  const sizes = new Map<unknown, number>();
  let largest: Alias | undefined;
  visit(document, {
    Alias: (_, alias) => {
      if (largest === undefined || sizeOf(alias) > sizeOf(largest)) {
        largest = alias;
      }
    },
  });
  return {
    offset: offsetOf(largest) ?? 0,
    message: "aliases cannot be resolved: with this one they come to more than a configuration holds",
    got: `*${largest?.source ?? ""}`,
    fix: "write the values out",
  };

  function sizeOf(node: unknown): number {
    const known = sizes.get(node);
    if (known !== undefined) {
      return known;
    }
    // An alias may be within its own anchor.
    sizes.set(node, 0);
    const parts = isAlias(node)
      ? [node.resolve(document)]
      : isCollection(node)
        ? node.items
        : isPair(node)
          ? [node.key, node.value]
          : [];
    const size = parts.reduce<number>((sum, part) => sum + sizeOf(part), 1);
    sizes.set(node, size);
    return size;
  }
}

/** Aliases that lead nowhere, or are so many that following them could take forever. */
export function aliasProblems(document: Document): Spotted[] {
  const aliases: Alias[] = [];
  visit(document, {
    Alias: (_, alias) => {
      aliases.push(alias);
    },
  });
  const [surplus] = aliases.slice(MOST_ALIASES);
  if (surplus !== undefined) {
    const message = `aliases cannot be resolved: there are more than ${MOST_ALIASES}`;
    return [{ offset: offsetOf(surplus) ?? 0, message, fix: "write the values out" }];
  }
  return aliases
    .filter((alias) => alias.resolve(document) === undefined)
    .map((alias) => ({
      offset: offsetOf(alias) ?? 0,
      message: "this alias has no anchor before it",
      got: `*${alias.source}`,
      fix: `write the value out; in quotes, "*${alias.source}", if it begins with an asterisk`,
    }));
}

/** A key that is in its mapping for the second time. */
export function duplicateKey(document: Document, offset: number, lineOf: (offset: number) => number): Spotted {
  const pairs = siblingsOf(document, offset);
  const second = pairs.find(({ key }) => offsetOf(key) === offset);
  const first = pairs.find((pair) => keyText(pair) === (second && keyText(second)));
  const message = "this key is in the same mapping twice";
  const fix = "remove one of the two";
  return first === undefined || second === undefined
    ? { offset, message, fix }
    : {
        offset,
        message: `${message}, first in line ${lineOf(offsetOf(first.key) ?? 0)}`,
        got: JSON.stringify(keyText(second)),
        fix,
      };
}

/** The text of a key; keys that are collections have none. */
export function keyText({ key }: Pair): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

function siblingsOf(document: Document, offset: number): readonly Pair[] {
  let siblings: readonly Pair[] = [];
  visit(document, (_, node) => {
    if (isMap(node) && node.items.some(({ key }) => !isAlias(key) && offsetOf(key) === offset)) {
      siblings = node.items;
      return visit.BREAK;
    }
    return undefined;
  });
  return siblings;
}
