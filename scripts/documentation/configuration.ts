import { z } from "zod";
import { schema } from "../../config/schema";
import type { DocumentedField } from "./documented-field";
import { shareFields } from "./shared-fields";

/** The part of JSON Schema that `z.toJSONSchema` writes for this project's schema. */
interface JsonSchema {
  readonly $ref?: string;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly const?: string;
  readonly default?: unknown;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: JsonSchema;
  readonly required?: readonly string[];
  readonly type?: string;
}

/** The JSON Schema that editors complete and check `landing-zone.yaml` with. */
export function jsonSchema(): object {
  return {
    title: "cdktf-landing-zone",
    ...z.toJSONSchema(schema, { io: "input", target: "draft-7" }),
  };
}

/** Every field that a user can write, in the order of the schema. */
export function documentedFields(): DocumentedField[] {
  const root = jsonSchema() as JsonSchema;
  return fieldsOf(root, "", new Set());

  function fieldsOf(parent: JsonSchema, prefix: string, seen: ReadonlySet<string>): DocumentedField[] {
    return Object.entries(parent.properties ?? {}).flatMap(([key, field]) => {
      const path = prefix === "" ? key : `${prefix}.${key}`;
      const described: DocumentedField = {
        path,
        type: typeOf(field),
        required: (parent.required ?? []).includes(key),
        default: defaultOf(field),
        examples: (field.examples ?? field.items?.examples)?.map(String),
        description: field.description,
      };
      return [described, ...belowOf(field, path, seen)];
    });
  }

  function belowOf(field: JsonSchema, path: string, seen: ReadonlySet<string>): DocumentedField[] {
    if (field.oneOf !== undefined) {
      const fields = field.oneOf.flatMap((choice) => fieldsOf(choice, path, seen));
      return [...new Map(fields.map((entry) => [entry.path, merged(entry, fields)])).values()];
    }
    if (field.items !== undefined) {
      return belowOf(field.items, `${path}[]`, seen);
    }
    if (field.$ref !== undefined) {
      const name = field.$ref.split("/").at(-1) ?? "";
      const definition = root.definitions?.[name];
      // A list of itself is described once.
      return definition === undefined || seen.has(name) ? [] : fieldsOf(definition, path, new Set([...seen, name]));
    }
    return fieldsOf(field, path, seen);
  }
}

/** `docs/configuration.md` */
export function markdown(): string {
  const fields = shareFields(documentedFields());
  const sections = [...new Set(fields.map(({ path }) => sectionOf(path)))];
  return [
    "<!-- Written by `npm run docs` from config/schema. Do not edit. -->",
    "",
    "# Configuration",
    "",
    "`landing-zone.yaml` describes one AWS Organization. Unknown keys are errors. `npm run validate` reports everything that is",
    "wrong at once, with its line, what is allowed and how to fix it. Fields in **bold** are required. A field with `*` belongs to",
    "each of the mappings that follow it; below a mapping are the fields in which it differs.",
    "",
    "The first line of the file gives editors completion and checks:",
    "",
    "```yaml",
    "# yaml-language-server: $schema=./landing-zone.schema.json",
    "```",
    ...sections.flatMap((section) => [
      "",
      `## ${section === "" ? "At the top" : `\`${section}\``}`,
      "",
      "| field | type | default | what it is |",
      "| --- | --- | --- | --- |",
      ...fields.filter(({ path }) => sectionOf(path) === section).map(row),
    ]),
    "",
  ].join("\n");

  /** Scalars and lists are together at the top; every mapping has a section of its own. */
  function sectionOf(path: string): string {
    const [first = ""] = path.split(/[.[]/);
    return fields.some((field) => field.path.startsWith(`${first}.`)) ? first : "";
  }
}

function row({ default: value, description = "", examples = [], path, required, type }: DocumentedField): string {
  const name = required ? `**\`${path}\`**` : `\`${path}\``;
  const unseen = examples.filter((example) => example !== value && !description.includes(example));
  const shown = unseen.length === 0 ? "" : ` Example: ${unseen.map((example) => `\`${example}\``).join(", ")}.`;
  const cells = [name, escaped(type), value === undefined ? "" : `\`${value}\``, escaped(`${description}${shown}`)];
  return `| ${cells.join(" | ")} |`;
}

function escaped(text: string): string {
  return text.replace(/\|/g, "\\|");
}

function typeOf(field: JsonSchema): string {
  if (field.items !== undefined) {
    return `list of ${plural(typeOf(field.items))}`;
  }
  if (field.const !== undefined) {
    return `\`${field.const}\``;
  }
  if (field.enum !== undefined) {
    return field.enum.length > MOST_CHOICES
      ? nameOfChoices(field)
      : field.enum.map((choice) => `\`${String(choice)}\``).join(", ");
  }
  if (field.type === undefined || field.type === "object") {
    return "mapping";
  }
  return field.type === "string" ? "text" : field.type;
}

/** Longer lists of choices are named by their kind. */
const MOST_CHOICES = 24;

function nameOfChoices({ type }: JsonSchema): string {
  return type === "string" ? "AWS region" : (type ?? "one of many");
}

function plural(type: string): string {
  return type === "mapping" ? "mappings" : type === "text" ? "texts" : type === "AWS region" ? "AWS regions" : type;
}

/** Defaults of whole sections are given field by field. */
function defaultOf(field: JsonSchema): string | undefined {
  if (field.default === undefined || JSON.stringify(field.default) === "{}") {
    return undefined;
  }
  return typeof field.default === "string" ? field.default : JSON.stringify(field.default);
}

/** A field that several choices of a union have is described once, with all their values. */
function merged(entry: DocumentedField, all: readonly DocumentedField[]): DocumentedField {
  const same = all.filter(({ path }) => path === entry.path);
  const described = new Map(
    same.map(({ description, type }) => [`${type}: ${description ?? ""}`, { description, type }]),
  );
  if (described.size === 1) {
    return entry;
  }
  const values = new Set([...described.values()].flatMap(({ type }) => type.split(", ")));
  return { ...entry, type: [...values].join(", "), description: [...described.keys()].join(" ") };
}
