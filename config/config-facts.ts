import type { Path } from "./source/document";
import { list, mapping, textAt, textsAt } from "./fact-reading";
import type { Mapping } from "./fact-reading";
import type { Fact } from "./readable";

/** What the file says under `config`, as far as it can be read. */
export interface ConfigFacts {
  readonly only: readonly Fact[];
  readonly except: readonly Fact[];
  readonly otherFrequency: readonly Fact[];
  /** `continuous` or `daily`; absent where the default holds. */
  readonly frequency?: Fact;
  readonly retention?: Fact;
  readonly rules: readonly ConfigRuleFacts[];
  /** Types that rules of one's own look at. */
  readonly ruleTypes: readonly Fact[];
  /** Keys of rules of one's own. */
  readonly customKeys: readonly Fact[];
  /** ARNs of functions that decide rules, with the key of the rule. */
  readonly functions: readonly (Fact & { readonly rule: string })[];
  /** Paths of conformance packs' templates. */
  readonly templates: readonly Fact[];
  /** Accounts that something is not deployed in. */
  readonly excluded: readonly Fact[];
  readonly externalAccounts: readonly Fact[];
}

/** What is set of a rule that AWS manages. */
export interface ConfigRuleFacts {
  readonly key: string;
  readonly path: Path;
  readonly enabled?: boolean;
  readonly hasReason: boolean;
  /** Each fact's value is the name. */
  readonly parameters: readonly Fact[];
  readonly remediation?: Fact;
}

const CUSTOM = ["policyRules", "functionRules"];

/** @param value what stands under `config` */
export function configFactsOf(value: unknown): ConfigFacts {
  const fields = mapping(value);
  const recording = mapping(fields.recording);
  const recorded = (key: string) => textsAt(recording, ["config", "recording", key]);
  const { externalAccounts } = mapping(fields.aggregation);
  return {
    only: recorded("only"),
    except: recorded("except"),
    otherFrequency: recorded("otherFrequency"),
    frequency: textAt(recording, ["config", "recording", "frequency"]),
    retention: textAt(recording, ["config", "recording", "retention"]),
    rules: entries(fields, "rules").map(rule),
    ruleTypes: CUSTOM.flatMap((section) =>
      entries(fields, section).flatMap(({ path, settings }) => textsAt(settings, [...path, "resourceTypes"])),
    ),
    customKeys: CUSTOM.flatMap((section) => entries(fields, section).map(({ key, path }) => ({ value: key, path }))),
    functions: entries(fields, "functionRules").flatMap(({ key, path, settings }) =>
      textsAt(settings, [...path, "functions"]).map((fact) => ({ rule: key, ...fact })),
    ),
    templates: entries(fields, "conformancePacks").flatMap(
      ({ path, settings }) => textAt(settings, [...path, "template"]) ?? [],
    ),
    excluded: [
      ...textsAt(fields, ["config", "excludedAccounts"]),
      ...["rules", ...CUSTOM, "conformancePacks"].flatMap((section) =>
        entries(fields, section).flatMap(({ path, settings }) => textsAt(settings, [...path, "excludedAccounts"])),
      ),
    ],
    externalAccounts: list(externalAccounts).flatMap(
      (account, index) => textAt(mapping(account), ["config", "aggregation", "externalAccounts", index, "id"]) ?? [],
    ),
  };
}

interface Entry {
  readonly key: string;
  readonly path: Path;
  readonly settings: Mapping;
}

function entries(fields: Mapping, section: string): Entry[] {
  return Object.entries(mapping(fields[section])).map(([key, settings]) => ({
    key,
    path: ["config", section, key],
    settings: mapping(settings),
  }));
}

function rule({ key, path, settings }: Entry): ConfigRuleFacts {
  const { enabled, parameters, reason } = settings;
  return {
    ...{ key, path },
    enabled: typeof enabled === "boolean" ? enabled : undefined,
    hasReason: typeof reason === "string",
    parameters: Object.keys(mapping(parameters)).map((name) => ({ value: name, path: [...path, "parameters", name] })),
    remediation: textAt(settings, [...path, "remediation"]),
  };
}
