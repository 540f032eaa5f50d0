import {
  cisAlarms,
  configRules,
  eventRules,
  guardrailStatements,
  logAlarms,
  resourceGuardrailStatements,
} from "../../catalogs";
import type { LogAlarmEntry } from "../../catalogs";
import { DEPLOYABLE_REGIONS } from "../../aws/regions";
import { CIS_VERSIONS, VARIANTS } from "../../config/detection/definition";

/** Stand for the names that guardrails speak of, in the JSON of the catalog: to be replaced wherever they stand. */
const PLACEHOLDERS = {
  breakGlassRole: "BREAK-GLASS-ROLE",
  deploymentRole: "DEPLOYMENT-ROLE",
  keyAliases: ["alias/KEY-ALIAS"],
  logBuckets: ["log-bucket-name"],
  namePrefix: "NAME-PREFIX",
  organizationId: "o-organizationid",
  trailName: "TRAIL-NAME",
};

/** The catalogs for programs in other languages, by the names of their files: what the functions of `catalogs` give. */
export function catalogs(): Record<string, object> {
  return {
    "alarms.json": alarms(),
    "config-rules.json": rules(),
    "event-rules.json": eventRules(),
    "guardrails.json": {
      placeholders: PLACEHOLDERS,
      serviceControlPolicy: guardrailStatements(PLACEHOLDERS),
      resourceControlPolicy: resourceGuardrailStatements(PLACEHOLDERS),
    },
  };
}

/** Every alarm with its patterns, and the versions of CIS whose monitoring section has it. */
function alarms(): object {
  const byVariant = Object.fromEntries(VARIANTS.map((variant) => [variant, logAlarms({ variant })]));
  return Object.fromEntries(
    Object.entries(logAlarms()).map(([key, { advice, severity, title }]) => {
      const cis = CIS_VERSIONS.flatMap((version) => {
        const controls = cisAlarms({ version })[key]?.controls;
        return controls === undefined ? [] : [[version, controls] as const];
      });
      const forms = VARIANTS.map((variant) => [variant, formOf(byVariant[variant]?.[key])] as const);
      return [key, { title, advice, severity, cis: Object.fromEntries(cis), ...Object.fromEntries(forms) }];
    }),
  );
}

function formOf(entry: LogAlarmEntry | undefined): Pick<LogAlarmEntry, "pattern" | "threshold"> | undefined {
  return entry === undefined ? undefined : { pattern: entry.pattern, threshold: entry.threshold };
}

/** Every rule, and the regions that lack it. */
function rules(): object {
  const byRegion = DEPLOYABLE_REGIONS.map((region) => [region, configRules({ region })] as const);
  const all = Object.assign({}, ...byRegion.map(([, entries]) => entries)) as ReturnType<typeof configRules>;
  const regional = new Set(byRegion.flatMap(([region]) => Object.keys(configRules({ region, accountWide: false }))));
  return Object.fromEntries(
    Object.entries(all).map(([key, entry]) => [
      key,
      {
        ...entry,
        accountWide: !regional.has(key),
        absentFrom: byRegion.flatMap(([region, entries]) => (key in entries ? [] : [region])),
      },
    ]),
  );
}
