/** A line of the API report, taken apart. */
interface Line {
  /** Of the package's exports. */
  readonly path: string;
  readonly text: string;
  /** The same in two reports: path, kind and name. */
  readonly key: string;
  readonly kind: "class" | "const" | "function" | "interface" | "member" | "type";
  /** What is exported. */
  readonly owner: string;
  readonly optional: boolean;
  /** Of a member, a type or a constant; what a function gives. */
  readonly type: string;
  readonly parameters: readonly Parameter[];
}

interface Parameter {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
}

/** Whether users give values of a type, or are given them. */
interface Directions {
  readonly isGiven: (owner: string) => boolean;
  readonly isGot: (owner: string) => boolean;
}

const VERSION = /^Version: (\S+)$/m;

/**
 * What of a report breaks those who use what is in the report of before, if the version promises that nothing does. Each says what
 * has become of a line: `lost`; `required`, which was optional or is new; `optional`, which was there always; `narrowed`, which
 * takes less than before; `widened`, which gives what nobody knew of.
 */
export function breakingChanges(before: string, after: string): string[] {
  if (seriesOf(before) !== seriesOf(after)) return [];
  const [old, now] = [linesOf(before), linesOf(after)];
  const directions = directionsOf([...old.values(), ...now.values()]);
  const owners = new Set([...old.values()].map(({ owner, path }) => `${path} ${owner}`));
  const changed = [...old.values()].flatMap((was) => {
    const is = now.get(was.key);
    return is === undefined ? [`lost: ${was.path} ${was.text}`] : changesOf(was, is, directions);
  });
  const added = [...now.values()].filter(
    ({ key, kind, optional, owner, path }) =>
      kind === "member" && !optional && !old.has(key) && owners.has(`${path} ${owner}`) && directions.isGiven(owner),
  );
  return [...changed, ...added.map(({ path, text }) => `required: ${path} ${text}`)];
}

/** Versions of one series break nothing: 1.x, or 0.2.x. */
function seriesOf(report: string): string | undefined {
  const [major, minor] = (VERSION.exec(report)?.[1] ?? "").split(".");
  return major === "0" ? `0.${minor}` : major;
}

function changesOf(was: Line, is: Line, { isGiven, isGot }: Directions): string[] {
  const named = (what: string, line = is): string => `${what}: ${line.path} ${line.text}`;
  const given = was.kind === "member" ? isGiven(was.owner) : was.kind === "type" && isGiven(was.owner);
  const got = was.kind === "function" || was.kind === "const" || isGot(was.owner);
  return [
    ...(was.kind === "member" && was.optional && !is.optional && given ? [named("required")] : []),
    ...(was.kind === "member" && !was.optional && is.optional && got ? [named("optional")] : []),
    ...(given ? without(was.type, is.type).map((type) => `${named("narrowed")} (was ${type})`) : []),
    ...(got ? without(is.type, was.type).map((type) => `${named("widened")} (new is ${type})`) : []),
    ...parameterChanges(was, is),
  ];
}

function parameterChanges(was: Line, is: Line): string[] {
  const more = is.parameters.slice(was.parameters.length).filter(({ optional }) => !optional);
  return [
    ...was.parameters.flatMap((parameter, index) => {
      const now = is.parameters[index];
      if (now === undefined) return [`lost: ${was.path} ${was.text}: parameter ${parameter.name}`];
      const of = `${is.path} ${is.text}: parameter ${now.name}`;
      return [
        ...(parameter.optional && !now.optional ? [`required: ${of}`] : []),
        ...without(parameter.type, now.type).map((type) => `narrowed: ${of} (was ${type})`),
      ];
    }),
    ...more.map(({ name }) => `required: ${is.path} ${is.text}: parameter ${name}`),
  ];
}

/** Alternatives of a type that another has not. */
function without(type: string, other: string): string[] {
  const others = new Set(parts(other, "|"));
  return parts(type, "|").filter((alternative) => !others.has(alternative));
}

/** The lines of a report's sections, by their keys. */
function linesOf(report: string): Map<string, Line> {
  const sections = report.split(/^## /m).slice(1);
  return new Map(
    sections.flatMap((section) => {
      const [path = "", ...texts] = section.split("\n");
      return texts.flatMap((text): [string, Line][] => {
        const line = lineOf(path, text);
        return line === undefined ? [] : [[line.key, line]];
      });
    }),
  );
}

function lineOf(path: string, text: string): Line | undefined {
  const common = { path, text, optional: false, type: "", parameters: [] };
  const member = /^(\w+)\.(\w+)(\??): (.*)$/.exec(text);
  if (member !== null) {
    const [, owner = "", name = "", mark, type = ""] = member;
    return { ...common, key: `${path} ${owner}.${name}`, kind: "member", owner, optional: mark === "?", type };
  }
  const [, kind = "", owner = "", rest = ""] = /^(class|const|function|interface|type) (\w+)(.*)$/.exec(text) ?? [];
  const line = { ...common, key: `${path} ${kind} ${owner}`, kind: kind as Line["kind"], owner };
  switch (kind) {
    case "class":
    case "function": {
      const end = closing(rest);
      const parameters = parts(rest.slice(1, end), ",").map(parameterOf);
      return { ...line, parameters, type: rest.slice(end + 1).replace(/^: /, "") };
    }
    case "const":
    case "type":
      return { ...line, type: rest.replace(/^(?::| =) /, "") };
    case "interface":
      return line;
    default:
      return undefined;
  }
}

function parameterOf(text: string): Parameter {
  const [, name = "", mark, type = ""] = /^((?:\.\.\.)?\w+)(\??): (.*)$/.exec(text) ?? [];
  return { name, optional: mark === "?" || name.startsWith("..."), type };
}

/** Which types are given and which are got: what is taken and returned, and what that consists of. */
function directionsOf(lines: readonly Line[]): Directions {
  const consists = new Map<string, Set<string>>();
  for (const { kind, owner, type } of lines) {
    if (kind === "member" || kind === "type") {
      const names = consists.get(owner) ?? new Set();
      for (const name of namesIn(type)) names.add(name);
      consists.set(owner, names);
    }
  }
  const closure = (starts: readonly string[]): ReadonlySet<string> => {
    const reached = new Set<string>();
    const queue = [...starts];
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      if (reached.has(name)) continue;
      reached.add(name);
      queue.push(...(consists.get(name) ?? []));
    }
    return reached;
  };
  const classes = lines.flatMap(({ kind, owner }) => (kind === "class" ? [owner] : []));
  const given = closure(lines.flatMap(({ parameters }) => parameters.flatMap(({ type }) => namesIn(type))));
  const got = closure([...classes, ...lines.flatMap(({ kind, type }) => (kind === "function" ? namesIn(type) : []))]);
  // What nothing speaks of is there for both.
  const isUnknown = (owner: string): boolean => !given.has(owner) && !got.has(owner);
  return {
    isGiven: (owner) => given.has(owner) || isUnknown(owner),
    isGot: (owner) => got.has(owner) || isUnknown(owner),
  };
}

function namesIn(type: string): string[] {
  return type.replace(/"[^"]*"/g, "").match(/\b[A-Z]\w+/g) ?? [];
}

const OPENING = "([{<";
const CLOSING = ")]}>";

/** Parts of a text that a character separates outside of brackets and quotes. */
function parts(text: string, separator: "," | "|"): string[] {
  const found: string[] = [];
  let depth = 0;
  let begin = 0;
  let quoted = false;
  for (const [index, character] of Array.from(text).entries()) {
    if (character === '"') quoted = !quoted;
    if (quoted) continue;
    if (OPENING.includes(character)) depth += 1;
    // Not that of an arrow.
    if (CLOSING.includes(character) && text[index - 1] !== "=") depth -= 1;
    if (character === separator && depth === 0) {
      found.push(text.slice(begin, index));
      begin = index + 1;
    }
  }
  return [...found, text.slice(begin)].map((part) => part.trim()).filter((part) => part !== "");
}

/** Where the bracket ends that a text begins with. */
function closing(text: string): number {
  let depth = 0;
  for (const [index, character] of Array.from(text).entries()) {
    if ("([{".includes(character)) depth += 1;
    if (")]}".includes(character)) depth -= 1;
    if (depth === 0) return index;
  }
  return text.length;
}
