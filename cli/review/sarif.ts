import { createHash } from "node:crypto";
import { version } from "../../console/invocation";
import type { Danger, Place, ReviewReport } from "../../review/report";
import { RULES } from "../../review/rules";
import { shown } from "./shown";
import { placesText } from "./words";

const LEVELS = { critical: "error", high: "error", medium: "warning" } as const;
/** GitHub's order of alerts: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const SECURITY = { critical: "9.5", high: "7.5", medium: "5.0" } as const;

/**
 * The dangers of a report as SARIF 2.1.0, each at the line of the configuration, where that is known; those that somebody acknowledged
 * are suppressed, with the reason.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarif({ dangers }: ReviewReport): string {
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "landing-zone",
            semanticVersion: version(),
            rules: RULES.map(({ id, instead, severity, title, why }) => ({
              id,
              shortDescription: { text: title },
              fullDescription: { text: why },
              help: { text: `Instead of acknowledging it: ${instead}.` },
              defaultConfiguration: { level: LEVELS[severity] },
              properties: { tags: ["security"], "security-severity": SECURITY[severity] },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: dangers.map(resultOf),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function resultOf({ acknowledged, details, places, rule, severity, title, type }: Danger): object {
  const [place] = places;
  const said = details.length === 0 ? "" : `: ${details.map((detail) => shown(detail, 400)).join("; ")}`;
  return {
    ruleId: rule,
    ruleIndex: RULES.findIndex(({ id }) => id === rule),
    level: LEVELS[severity],
    message: { text: `${shown(place.address, 400)}: ${title}${said} (${placesText(places)})` },
    locations: [locationOf(place)],
    // Of what it is rather than of where it is written: lines move.
    partialFingerprints: {
      "landingZone/v1": fingerprint([rule, type, ...places.map(({ address, stack }) => `${stack} ${address}`)]),
    },
    ...(acknowledged === undefined
      ? {}
      : { suppressions: [{ kind: "external", status: "accepted", justification: shown(acknowledged.reason) }] }),
  };
}

function locationOf({ address, constructPath, source, stack }: Place): object {
  const [, file = "", line = ""] = /^(.*):(\d+)$/.exec(source ?? "") ?? [];
  return {
    ...(file === ""
      ? {}
      : {
          physicalLocation: {
            artifactLocation: { uri: uriOf(file) },
            region: { startLine: Number(line) },
          },
        }),
    logicalLocations: [
      { fullyQualifiedName: shown(`${stack}/${address}`, 1000), kind: "resource" },
      ...(constructPath === undefined ? [] : [{ fullyQualifiedName: shown(constructPath, 1000), kind: "construct" }]),
    ],
  };
}

/** A path as a URI, relative where the path is. */
function uriOf(file: string): string {
  const path = file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  return path.startsWith("/") ? `file://${path}` : path.replace(/^\.\//, "");
}

function fingerprint(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
