import type { Place } from "./report";

/** What stands for the names of account and region wherever they are, so that what is the same in several is one text. */
const ACCOUNT = "{account}";
const REGION = "{region}";

/** Makes texts of a stack the same as those of others but for the names of its account and of a region. */
export type Normalize = (text: string, region: string | undefined) => string;

/** @param names what the account is called: slug, id */
export function normalizerOf(names: readonly (string | undefined)[]): Normalize {
  const known = names.filter((name) => name !== undefined && name !== "") as string[];
  const patterns = new Map<string | undefined, RegExp>();
  const patternOf = (region: string | undefined): RegExp => {
    const found = patterns.get(region);
    if (found !== undefined) return found;
    const all = [...known, ...(region === undefined ? [] : [region])].sort((one, other) => other.length - one.length);
    // Of whole words only: "dev" is not in "device". What is before a word is looked at where its first sign is, and not everywhere.
    const words = all.map(([first = "", ...rest]) => {
      const begins = escaped(first);
      return `${begins}(?<![A-Za-z0-9]${begins})${escaped(rest.join(""))}`;
    });
    const made = new RegExp(`(?:${words.join("|")})(?![A-Za-z0-9])`, "g");
    patterns.set(region, made);
    return made;
  };
  return (text, region) =>
    known.length === 0 && region === undefined
      ? text
      : text.replace(patternOf(region), (name) => (name === region ? REGION : ACCOUNT));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Accounts of places, in their order, and the regions besides. */
export function whereabouts(places: readonly Pick<Place, "account" | "region">[]): {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
} {
  return {
    accounts: [...new Set(places.map(({ account }) => account))],
    regions: [...new Set(places.flatMap(({ region }) => region ?? []))],
  };
}
