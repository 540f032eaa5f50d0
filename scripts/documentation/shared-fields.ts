import type { DocumentedField } from "./documented-field";

/** Fewer mappings than these are shown in full. */
const FEWEST_ALIKE = 3;

/**
 * The same fields without repetition: where all mappings below a parent have the same fields, as rules and alarms do, each
 * of these is there once, as `config.rules.*.enabled`, with what most mappings have; others keep it where theirs differs.
 */
export function shareFields(fields: readonly DocumentedField[]): DocumentedField[] {
  return fields.reduce((rest, { path }) => shareBelow(path, rest), [...fields]);
}

function shareBelow(parent: string, fields: DocumentedField[]): DocumentedField[] {
  const mappings = fields
    .filter(({ path }) => path.startsWith(`${parent}.`) && !/[.[]/.test(path.slice(parent.length + 1)))
    .map(({ path: mapping }) => ({
      mapping,
      // Paths are relative, so that fields of different mappings can be compared.
      below: fields.flatMap((field) =>
        field.path.startsWith(`${mapping}.`) ? [{ ...field, path: field.path.slice(mapping.length) }] : [],
      ),
    }))
    .filter(({ below }) => below.length > 0);
  const kinds = new Set(mappings.map(({ below }) => below.map(({ path }) => path).join()));
  if (mappings.length < FEWEST_ALIKE || kinds.size > 1) {
    return fields;
  }
  const shared = (mappings[0]?.below ?? []).map(({ path }) =>
    mostCommon(mappings.flatMap(({ below }) => below.filter((field) => field.path === path))),
  );
  const texts = new Set(shared.map((field) => JSON.stringify(field)));
  const repeated = new Set(
    mappings.flatMap(({ below, mapping }) =>
      below.flatMap((field) => (texts.has(JSON.stringify(field)) ? [`${mapping}${field.path}`] : [])),
    ),
  );
  return fields.flatMap((field) =>
    field.path === parent
      ? [field, ...shared.map((below) => ({ ...below, path: `${parent}.*${below.path}` }))]
      : repeated.has(field.path)
        ? []
        : [field],
  );
}

function mostCommon(fields: readonly DocumentedField[]): DocumentedField {
  const counts = new Map<string, number>();
  for (const field of fields) {
    const text = JSON.stringify(field);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const [text] = [...counts].reduce((most, candidate) => (candidate[1] > most[1] ? candidate : most));
  return JSON.parse(text) as DocumentedField;
}
