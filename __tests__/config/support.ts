import fc from "fast-check";
import { parseLandingZone } from "../../config/load";
import { ConfigurationError } from "../../config/source/problem";
import type { Problem } from "../../config/source/problem";

/** A valid configuration, one field a line. */
export const VALID = [
  "name: example",
  "homeRegion: eu-west-1",
  "regions: [eu-west-1, us-east-1]",
  "organization:",
  "  organizationalUnits:",
  "    - name: Security",
  "    - name: Workloads",
  "      organizationalUnits:",
  "        - name: Production",
  "accounts:",
  '  management: { id: "111111111111", email: management@example.com }',
  "  logArchive: { email: log-archive@example.com, organizationalUnit: Security }",
  "  audit: { email: audit@example.com }",
  "  workloads:",
  "    - name: shop",
  "      email: shop@example.com",
  "      organizationalUnit: Workloads/Production",
];

/** Replaces the line `organization:` where the organization exists already. */
export const ADOPTED = "organization:\n  id: o-exampleorgid\n  trustedServices: []\n  policyTypes: []";

/** The valid configuration with some of its lines replaced, each found by how it begins. */
export function changed(replacements: Readonly<Record<string, string>>): string {
  const entries = Object.entries(replacements);
  const lines = VALID.map((line) => entries.find(([beginning]) => line.trimStart().startsWith(beginning))?.[1] ?? line);
  for (const [beginning] of entries) {
    if (!VALID.some((line) => line.trimStart().startsWith(beginning)))
      throw new Error(`no line begins with ${beginning}`);
  }
  return lines.join("\n");
}

/** The valid configuration with lines added at its end. */
export function extended(...lines: string[]): string {
  return [...VALID, ...lines].join("\n");
}

export function problemsOf(text: string): readonly Problem[] {
  try {
    parseLandingZone(text, "test.yaml");
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.filter(({ severity }) => severity === "error");
    throw error;
  }
  return [];
}

/** Problems as `line:column path: message | got | allowed | fix`. */
export function problems(text: string): string[] {
  return problemsOf(text).map(({ allowed, column, fix, got, line, message, path }) =>
    [`${line}:${column} ${path}: ${message}`, got, allowed, fix].filter((part) => part !== undefined).join(" | "),
  );
}

/** Any code points, lone surrogates and invisible ones as well; quicker to set up than fast-check's own binary unit. */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  const sign = fc.oneof(fc.nat(0xff), fc.nat(0x10ffff)).map((code) => String.fromCodePoint(code));
  return fc.array(sign, { maxLength }).map((signs) => signs.join(""));
}
