import type { z } from "zod";
import type { Path } from "../document";

type Schema = z.core.$ZodType;

/** The keys that may stand in the mapping at a path. */
export function keysAt(root: Schema, path: Path): string[] {
  return [...new Set(schemasAt(root, path).flatMap((schema) => Object.keys(shapeOf(schema))))];
}

/** The literals that may stand at a path. */
export function choicesAt(root: Schema, path: Path): string[] {
  return schemasAt(root, path).flatMap((schema) => {
    const def = (schema as z.core.$ZodTypes)._zod.def;
    return def.type === "literal" ? def.values.map(String) : [];
  });
}

/** Several where the path leads through a union. */
function schemasAt(root: Schema, path: Path): Schema[] {
  return path.reduce<Schema[]>(
    (schemas, part) =>
      schemas
        .flatMap((schema) => (typeof part === "number" ? elementOf(schema) : (shapeOf(schema)[part] ?? [])))
        .flatMap(unwrapped),
    unwrapped(root),
  );
}

function unwrapped(schema: Schema): Schema[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "default":
    case "optional":
    case "prefault":
      return unwrapped(def.innerType);
    case "union":
      return def.options.flatMap(unwrapped);
    default:
      return [schema];
  }
}

function shapeOf(schema: Schema): Readonly<Record<string, Schema>> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === "object" ? def.shape : {};
}

function elementOf(schema: Schema): Schema[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === "array" ? [def.element] : [];
}
