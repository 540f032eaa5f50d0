import { isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Finding, Path } from "../source/document";
import { didYouMean, listed } from "../source/suggest";

/** What the file says of a conformance pack, as far as it can be read. */
export interface PackInput {
  readonly template?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A parameter that a template declares. */
interface Declared {
  readonly hasDefault: boolean;
  /** @default - any value */
  readonly allowedValues?: readonly string[];
  readonly isNumber: boolean;
}

/**
 * The values that packs give to parameters, compared with what their templates declare: AWS would refuse the others, and
 * only after some accounts had the pack.
 *
 * @param packs by key, as they stand under `config.conformancePacks`
 * @param templates text by path, as the configuration names it; packs without one are left out
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function packParameters(
  packs: Readonly<Record<string, PackInput | undefined>>,
  templates: ReadonlyMap<string, string>,
): Finding[] {
  return Object.entries(packs).flatMap(([key, pack]) => {
    const text = templates.get(pack?.template ?? "");
    return pack === undefined || text === undefined
      ? []
      : compared(["config", "conformancePacks", key], pack.parameters ?? {}, declaredIn(text));
  });
}

function compared(
  path: Path,
  given: Readonly<Record<string, string>>,
  declared: ReadonlyMap<string, Declared>,
): Finding[] {
  const names = [...declared.keys()];
  const missing = names.filter((name) => declared.get(name)?.hasDefault === false && !Object.hasOwn(given, name));
  const wrong = Object.entries(given).flatMap(([name, value]): Finding[] => {
    const parameter = declared.get(name);
    if (parameter === undefined) {
      const allowed = names.length === 0 ? "none: the template has no Parameters" : listed(names, name);
      const message = "the template has no such parameter";
      return [
        { path: [...path, "parameters"], key: name, message, allowed, fix: didYouMean(name, names) ?? "remove it" },
      ];
    }
    const allowed = notAllowed(value, parameter);
    const message = "not a value that the template takes";
    return allowed === undefined
      ? []
      : [{ path: [...path, "parameters", name], message, got: JSON.stringify(value), allowed }];
  });
  return missing.length === 0
    ? wrong
    : [
        {
          path,
          message: "the template has parameters without a default",
          got: `nothing for ${listed(missing)}`,
          fix: "add them under parameters",
        },
        ...wrong,
      ];
}

/** What is allowed, where the value is not. */
function notAllowed(value: string, { allowedValues, isNumber }: Declared): string | undefined {
  if (allowedValues !== undefined && !allowedValues.includes(value)) {
    return listed(allowedValues, value);
  }
  return isNumber && (value.trim() === "" || Number.isNaN(Number(value))) ? "a number, in quotes" : undefined;
}

function declaredIn(template: string): ReadonlyMap<string, Declared> {
  const parameters = parseDocument(template, { logLevel: "silent" }).get("Parameters", true);
  const items = isMap(parameters) ? parameters.items : [];
  return new Map(
    items.map(({ key, value }) => {
      const allowed: unknown = isMap(value) ? value.get("AllowedValues", true) : undefined;
      return [
        isScalar(key) ? String(key.value) : String(key),
        {
          hasDefault: isMap(value) && value.has("Default"),
          allowedValues: isSeq(allowed)
            ? allowed.items.map((item) => (isScalar(item) ? (item.source ?? String(item.value)) : String(item)))
            : undefined,
          isNumber: isMap(value) && value.get("Type") === "Number",
        },
      ];
    }),
  );
}
