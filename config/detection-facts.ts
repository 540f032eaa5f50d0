import type { Path } from "./source/document";
import { list, mapping, textAt, textsAt } from "./fact-reading";
import type { Mapping } from "./fact-reading";
import type { Fact } from "./readable";

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
      const pattern = textAt(mapping(settings), ["detection", "customAlarms", key, "pattern"]);
      return pattern === undefined ? [] : [{ key, ...pattern }];
    }),
    targets: Object.entries(mapping(fields.rules)).flatMap(([key, settings]) =>
      textsAt(mapping(settings), ["detection", "rules", key, "targets"]),
    ),
    checks: textsAt(advisor, ["detection", "trustedAdvisor", "checks"]),
  };
}

function switched(section: string, key: string, fields: Mapping, path: Path): SwitchedFacts {
  const { disabled, reason } = fields;
  return {
    section,
    key,
    path,
    disabled: disabled === true,
    hasReason: typeof reason === "string",
    severity: textAt(fields, [...path, "severity"]),
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
    emails: Object.hasOwn(fields, "emails") ? textsAt(fields, ["alerts", "emails"]) : undefined,
    routes: Object.entries(mapping(fields.routes)).map(([severity, settings]) => {
      const of = (key: string): Fact[] => textsAt(mapping(settings), ["alerts", "routes", severity, key]);
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
          severities: Object.hasOwn(settings, "severities") ? textsAt(settings, [...path, "severities"]) : undefined,
          channel: textAt(settings, [...path, "channelId"]),
        };
      }),
    ),
  };
}
