import type { Path } from "./document";
import type { Fact } from "./facts";

/** What the file says of single alarms, rules and routes, as far as it can be read. */
export interface DetectionFacts {
  readonly switched: readonly SwitchedFacts[];
  /** Severities that are used, each where it stands; defaults stand where the alarm or rule would. */
  readonly customPatterns: readonly (Fact & { readonly key: string })[];
  readonly customKeys: readonly Fact[];
  readonly targets: readonly Fact[];
  readonly checks: readonly Fact[];
}

/** An alarm, a rule, or what else can be disabled. */
export interface SwitchedFacts {
  /** `alarms`, `rules`, `customAlarms` or `trustedAdvisor`. */
  readonly section: string;
  /** Empty for `trustedAdvisor`. */
  readonly key: string;
  readonly path: Path;
  readonly disabled: boolean;
  readonly hasReason: boolean;
  readonly severity?: Fact;
}

type Mapping = Readonly<Record<string, unknown>>;

/** @param value what stands under `detection` */
export function detectionFactsOf(value: unknown): DetectionFacts {
  const fields = mapping(value);
  const advisor = mapping(fields.trustedAdvisor);
  const custom = Object.entries(mapping(fields.customAlarms));
  return {
    switched: [
      ...["alarms", "rules", "customAlarms"].flatMap((section) =>
        Object.entries(mapping(fields[section])).map(([key, settings]) =>
          switched(section, key, mapping(settings), ["detection", section, key]),
        ),
      ),
      switched("trustedAdvisor", "", advisor, ["detection", "trustedAdvisor"]),
    ],
    customKeys: custom.map(([key]) => ({ value: key, path: ["detection", "customAlarms", key] })),
    customPatterns: custom.flatMap(([key, settings]) => {
      const { pattern } = mapping(settings);
      return typeof pattern === "string"
        ? [{ key, value: pattern, path: ["detection", "customAlarms", key, "pattern"] }]
        : [];
    }),
    targets: Object.entries(mapping(fields.rules)).flatMap(([key, settings]) =>
      texts(mapping(settings).targets, ["detection", "rules", key, "targets"]),
    ),
    checks: texts(advisor.checks, ["detection", "trustedAdvisor", "checks"]),
  };
}

function switched(section: string, key: string, fields: Mapping, path: Path): SwitchedFacts {
  const { disabled, reason, severity } = fields;
  return {
    section,
    key,
    path,
    disabled: disabled === true,
    hasReason: typeof reason === "string",
    severity: typeof severity === "string" ? { value: severity, path: [...path, "severity"] } : undefined,
  };
}

/** What the file says of who is told. */
export interface AlertFacts {
  /** Absent where the default holds. */
  readonly emails?: readonly Fact[];
  readonly routes: readonly RouteFacts[];
  readonly chat: readonly { readonly severities?: readonly Fact[]; readonly channel?: Fact }[];
}

export interface RouteFacts {
  readonly severity: string;
  readonly emails: readonly Fact[];
  readonly https: readonly Fact[];
  readonly queues: readonly Fact[];
  readonly functions: readonly Fact[];
}

/** @param value what stands under `alerts` */
export function alertFactsOf(value: unknown): AlertFacts {
  const fields = mapping(value);
  return {
    emails: Object.hasOwn(fields, "emails") ? texts(fields.emails, ["alerts", "emails"]) : undefined,
    routes: Object.entries(mapping(fields.routes)).map(([severity, settings]) => {
      const of = (key: string): Fact[] => texts(mapping(settings)[key], ["alerts", "routes", severity, key]);
      return {
        severity,
        emails: of("emails"),
        https: of("https"),
        queues: of("queues"),
        functions: of("functions"),
      };
    }),
    chat: ["slack", "teams"].flatMap((client) =>
      list(fields[client]).map((entry, index) => {
        const path = ["alerts", client, index];
        const settings = mapping(entry);
        return {
          severities: Object.hasOwn(settings, "severities")
            ? texts(settings.severities, [...path, "severities"])
            : undefined,
          channel:
            typeof settings.channelId === "string"
              ? { value: settings.channelId, path: [...path, "channelId"] }
              : undefined,
        };
      }),
    ),
  };
}

function mapping(value: unknown): Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Mapping) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown, path: Path): Fact[] {
  return list(value).flatMap((entry, index) =>
    typeof entry === "string" ? [{ value: entry, path: [...path, index] }] : [],
  );
}
