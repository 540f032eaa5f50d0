// Questions to every field of the schema, so that a new one cannot leave them open.
import { z } from "zod";
import { schema } from "../../../config/schema";

interface Field {
  readonly path: string;
  readonly field: z.core.$ZodTypes;
}

/** Every schema within the schema: fields, entries of lists, keys and values of mappings, options of unions. */
function fieldsOf(root: z.core.$ZodType): Field[] {
  const seen = new Set<z.core.$ZodType>();
  return below(root, "");

  function below(part: z.core.$ZodType, path: string): Field[] {
    if (seen.has(part)) return [];
    seen.add(part);
    const field = part as z.core.$ZodTypes;
    return [{ path, field }, ...partsOf(field).flatMap(([name, inner]) => below(inner, `${path}${name}`))];
  }
}

function partsOf({ _zod: { def } }: z.core.$ZodTypes): [string, z.core.$ZodType][] {
  switch (def.type) {
    case "object":
      return Object.entries(def.shape).map(([key, part]) => [`.${key}`, part]);
    case "array":
      return [["[]", def.element]];
    case "record":
      return [
        [".<key>", def.keyType],
        [".*", def.valueType],
      ];
    case "union":
      return def.options.map((option, index) => [`|${index}`, option]);
    case "default":
    case "prefault":
    case "optional":
      return [["", def.innerType]];
    default:
      return [];
  }
}

const FIELDS = fieldsOf(schema);
const EXAMPLES = FIELDS.flatMap(({ field, path }) => {
  const { examples = [] } = (z.globalRegistry.get(field) ?? {}) as { readonly examples?: readonly unknown[] };
  return examples.map((example) => [path, example, field] as const);
});

it("are found, deep ones as well", () => {
  const paths = FIELDS.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      ".organization.organizationalUnits[].organizationalUnits",
      ".detection.customAlarms.*.title",
      ".state|1.kmsKeyArn",
    ]),
  );
});

it.each(EXAMPLES)("the example of %s is valid: %j", (_, example, field) => {
  expect(z.safeParse(field, example).error).toBeUndefined();
});

const NUMBERS = FIELDS.flatMap(({ field, path }) => (field._zod.def.type === "number" ? [[path, field] as const] : []));

it.each(NUMBERS)("the number %s has a lower and an upper bound", (_, field) => {
  expect(z.safeParse(field, -1e9).success).toBe(false);
  expect(z.safeParse(field, 1e9).success).toBe(false);
});
