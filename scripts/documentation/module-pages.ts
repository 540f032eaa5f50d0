import { basename } from "node:path";
import type { Doc, Entry, Exported, Member } from "./public-surface";

/** Examples by the names of constructs. */
export interface Examples {
  readonly smallest: ReadonlyMap<string, string>;
  readonly full: ReadonlyMap<string, string>;
}

/** Folder of the pages. */
export const MODULE_PAGES = "docs/modules";

const MADE = "<!-- Written by `npm run docs` from the sources and the tests' examples. Do not edit. -->\n";

/** Pages of what is meant for single use: the modules, and the catalogs that they take. */
export function modulePages(surface: readonly Entry[], examples: Examples): Record<string, string> {
  const entries = surface.filter(({ path }) => /^(?:catalogs|modules)(?:\/|$)/.test(path));
  const homes = homesOf(entries);
  return Object.fromEntries(
    entries.map((entry) => [
      fileOf(entry.path),
      entry.path === "modules" ? indexPage(entry, entries, homes, examples) : page(entry, homes, examples),
    ]),
  );
}

/** Page and place of each name. */
type Homes = ReadonlyMap<string, { readonly path: string; readonly anchor: string }>;

function homesOf(entries: readonly Entry[]): Homes {
  return new Map(
    entries.flatMap(({ exported, path }) =>
      exported
        .filter((each) => !isPropsOf(exported, each))
        .map(({ name }) => [name, { path, anchor: name.toLowerCase() }] as const),
    ),
  );
}

function fileOf(path: string): string {
  return `${MODULE_PAGES}/${path === "modules" ? "README" : basename(path)}.md`;
}

function indexPage(entry: Entry, entries: readonly Entry[], homes: Homes, examples: Examples): string {
  const rows = entries
    .filter(({ path }) => path !== "modules")
    .map((each) => {
      const names = each.exported
        .filter(({ kind }) => kind === "class" || kind === "function")
        .map(({ name }) => `[${name}](${basename(fileOf(each.path))}#${name.toLowerCase()})`);
      return `- **[${each.path}](${basename(fileOf(each.path))})**: ${each.about}\n  ${names.join(", ")}`;
    });
  return [
    MADE,
    "# Modules\n",
    "Every public construct with its props, its fields, its smallest and a full example. [Single modules](../modules.md) says how",
    "the package is installed, and what holds of all of them. In the examples `stack` is a `TerraformStack` that `awsEnvironment`",
    "was called for; ids of accounts and names are made up.\n",
    ...rows,
    "",
    ...entry.exported.map((each) => section(each, entry, homes, examples)),
  ].join("\n");
}

function page(entry: Entry, homes: Homes, examples: Examples): string {
  const { exported, path } = entry;
  const isMain = ({ kind }: Exported): boolean => kind === "class" || kind === "function";
  const others = exported.filter((each) => !isMain(each) && !isPropsOf(exported, each));
  return [
    MADE,
    `# ${path}\n`,
    `${entry.about} In the examples \`stack\` is a \`TerraformStack\` that [\`awsEnvironment\`](README.md#awsenvironment) was called for.\n`,
    ...exported.filter(isMain).map((each) => section(each, entry, homes, examples)),
    ...others.map((each) => section(each, entry, homes, examples)),
  ].join("\n");
}

/** Props stand with their construct. */
function isPropsOf(exported: readonly Exported[], { name }: Exported): boolean {
  return exported.some(({ kind, name: other }) => kind === "class" && name === `${other}Props`);
}

function section(each: Exported, { exported, path }: Entry, homes: Homes, { full, smallest }: Examples): string {
  const home = { homes, path };
  const parts = [`## ${each.name}\n`, described(each.doc)];
  if (each.kind === "class") {
    const props = exported.find(({ name }) => name === `${each.name}Props`);
    if (props !== undefined && props.doc.text !== "") parts.push(described(props.doc));
    parts.push(code(smallest.get(each.name)), table(props?.members ?? [], "prop", home), fields(each.members, home));
    const whole = full.get(each.name);
    if (props?.members.some(({ name }) => name !== "environment") === true)
      parts.push("With all props:\n", code(whole));
  }
  if (each.kind === "interface") parts.push(table(each.members, "member", home));
  if (each.kind === "type") {
    parts.push(
      each.members.length > 0 ? table(each.members, "member", home) : code(`type ${each.name} = ${each.type};`),
    );
  }
  if (each.kind === "function") {
    const parameters = each.parameters.map(
      ({ doc, name, optional, type }) =>
        `${name}${optional && doc.default === undefined ? "?" : ""}: ${type}${defaultText(doc)}`,
    );
    parts.push(code(`function ${each.name}(${parameters.join(", ")}): ${each.type}`));
    const told = each.parameters.filter(({ doc }) => doc.text !== "");
    if (told.length > 0) parts.push(`${told.map(({ doc, name }) => `- \`${name}\`: ${doc.text}`).join("\n")}\n`);
    const linked = linksTo(each.names, home);
    if (linked.length > 0) parts.push(`Types: ${linked.join(", ")}\n`);
  }
  if (each.kind === "const") parts.push(code(`const ${each.name}: ${each.type}`));
  return parts.filter((part) => part !== "").join("\n");
}

function defaultText({ default: value }: Doc): string {
  return value === undefined ? "" : ` = ${value}`;
}

function described({ pages, text, throws }: Doc): string {
  const see = pages.map((address) => `<${address}>`);
  return [
    ...(text === "" ? [] : [`${text}\n`]),
    ...throws.map((reason) => `Throws ${reason}\n`),
    ...(see.length === 0 ? [] : [`${see.length === 1 ? "Page" : "Pages"}: ${see.join(", ")}\n`]),
  ].join("\n");
}

function code(text: string | undefined): string {
  return text === undefined ? "" : `\`\`\`ts\n${text}\n\`\`\`\n`;
}

interface Home {
  readonly homes: Homes;
  readonly path: string;
}

/** Required ones first, in bold; the environment, which all have, last. */
function table(members: readonly Member[], title: string, home: Home): string {
  if (members.length === 0) return "";
  const rank = ({ name, optional }: Member): number => (name === "environment" ? 2 : optional ? 1 : 0);
  const rows = [...members]
    .sort((a, b) => rank(a) - rank(b))
    .map(({ doc, name, optional, type }) => {
      const shown = optional ? `\`${name}\`` : `**\`${name}\`**`;
      const pages = doc.pages.map((address) => `<${address}>`);
      const what = [cell(doc.text), ...pages].join(" ");
      return `| ${shown} | ${typeCell(type, home)} | ${optional ? defaultCell(doc) : ""} | ${what} |`;
    });
  return [`| ${title} | type | default | |`, "| --- | --- | --- | --- |", ...rows, ""].join("\n");
}

function fields(members: readonly Member[], home: Home): string {
  if (members.length === 0) return "";
  const rows = members.map(
    ({ doc, name, optional, type }) =>
      `| \`${name}${optional ? "?" : ""}\` | ${typeCell(type, home)} | ${cell(doc.text)} |`,
  );
  return ["| field | type | |", "| --- | --- | --- |", ...rows, ""].join("\n");
}

/** `@default - none` is a sentence, `@default 14` is a value. */
function defaultCell({ default: value = "" }: Doc): string {
  const [, before = "", sentence = ""] = /^(.*?)(?:^| )- (.*)$/s.exec(value) ?? [undefined, value, ""];
  return [before === "" ? "" : `\`${cell(before)}\``, cell(sentence)].filter((part) => part !== "").join(": ");
}

function typeCell(type: string, home: Home): string {
  const links = linksTo(type.match(/\b[A-Z]\w+/g) ?? [], home);
  const shown = `\`${cell(type)}\``;
  return links.length === 0 ? shown : `${shown} (${links.join(", ")})`;
}

function linksTo(names: readonly string[], { homes, path }: Home): string[] {
  return [...new Set(names)].flatMap((name) => {
    const home = homes.get(name);
    if (home === undefined) return [];
    const file = home.path === path ? "" : basename(fileOf(home.path));
    return [`[${name}](${file}#${home.anchor})`];
  });
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/\s+/g, " ");
}
