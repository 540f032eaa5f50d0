import { plural } from "../../console/plural";
import type { ChangeAction } from "../../review/actions";
import type { Counts, Danger, Place, ReviewReport } from "../../review/report";
import { SEVERITIES } from "../../review/rules";
import { whereabouts } from "../../review/sameness";
import { shown, someOf } from "./shown";

/** What happens to a resource, for people. */
export const ACTION_WORDS: Readonly<Record<ChangeAction, string>> = {
  nothing: "unchanged",
  read: "read",
  create: "create",
  update: "update",
  delete: "destroy",
  replace: "replace",
  forget: "forget",
  replaceForgetting: "replace, forgetting the old one",
  import: "import",
  move: "move",
  unknown: "unknown action",
};

/** The verdict in a sentence, which begins every report. */
export function verdictOf({ acknowledgedCount, dangerCounts, verdict }: ReviewReport): string {
  const parts = SEVERITIES.filter((severity) => dangerCounts[severity] > 0).map(
    (severity) => `${dangerCounts[severity]} ${severity}`,
  );
  const total = SEVERITIES.reduce((sum, severity) => sum + dangerCounts[severity], 0);
  const others = acknowledgedCount === 0 ? "" : `; ${acknowledgedCount} more acknowledged`;
  switch (verdict) {
    case "dangers":
      return `${plural(total, "danger")} that nobody has acknowledged: ${parts.join(", ")}${others}`;
    case "acknowledged":
      return `${plural(acknowledgedCount, "danger")}, all of them acknowledged`;
    case "changes":
      return "Changes without dangers";
    case "nothing":
      return "Nothing would change";
  }
}

/** `3 to add, 2 to change, 1 to destroy, 1 to forget`; what there is none of is left out, but the first three. */
export function countsText(counts: Counts): string {
  const { add, change, destroy, drifted, forgotten, imported, moved, outputs } = counts;
  const further = [
    [imported, "to import"],
    [moved, "to move"],
    [forgotten, "to forget"],
    [outputs, "outputs changed"],
    [drifted, "drifted"],
  ] as const;
  return [
    `${add} to add, ${change} to change, ${destroy} to destroy`,
    ...further.filter(([count]) => count > 0).map(([count, text]) => `${count} ${text}`),
  ].join(", ");
}

/** Where something is: `in 14 accounts × 2 regions: a, b and 12 more`; the stacks, where accounts say less. */
export function placesText(places: readonly Place[], most?: number): string {
  const { accounts, regions } = whereabouts(places);
  const stacks = [...new Set(places.map(({ stack }) => stack))];
  const names = stacks.length > accounts.length ? stacks : accounts;
  if (places.length === 1) {
    const [stack = "", account = ""] = [stacks[0], accounts[0]];
    const parts = [stack, ...(account === stack ? [] : [account]), ...regions].filter(Boolean);
    return someOf(parts, parts.length);
  }
  const of = stacks.length > accounts.length ? plural(stacks.length, "stack") : plural(accounts.length, "account");
  const across = regions.length > 1 ? ` × ${plural(regions.length, "region")}` : "";
  const where = regions.length > 0 ? `; ${someOf(regions, most)}` : "";
  return `${of}${across}, ${plural(places.length, "place")}: ${someOf(names, most)}${where}`;
}

/** Addresses of places, each once: those of regions differ. */
export function addressesOf(places: readonly Place[]): string[] {
  return [...new Set(places.map(({ address }) => address))];
}

/** Where the first of the places comes from: its construct, and the source. */
export function originOf([{ constructPath, source }]: Danger["places"]): string[] {
  return [
    ...(constructPath === undefined ? [] : [`construct ${constructPath}`]),
    ...(source === undefined ? [] : [source]),
  ];
}

/** An entry of a file of acknowledgements for the first danger that needs one; nothing where none does. */
export function acknowledgementStub({ dangers }: ReviewReport): string[] {
  const danger = dangers.find(
    ({ acknowledged, rule }) => acknowledged === undefined && rule !== "acknowledgementExpired",
  );
  return danger === undefined
    ? []
    : [
        `- id: ${danger.rule}`,
        // JSON is YAML: addresses hold brackets and quotation marks.
        `  address: ${shown(JSON.stringify(danger.places[0].address), 300)}`,
        "  reason: why this may happen",
        "  expires: its last day, as YYYY-MM-DD",
      ];
}

/** Stacks with nothing to do, in a line; empty where there are none. */
export function unchangedText({ stacks }: ReviewReport, most?: number): string {
  const unchanged = stacks.filter(({ isChanged }) => !isChanged).map(({ stack }) => stack);
  return unchanged.length === 0 ? "" : `No change in ${plural(unchanged.length, "stack")}: ${someOf(unchanged, most)}`;
}

/** Stacks of which there is no plan, a line for each reason. */
export function unplannedLines({ unplanned }: ReviewReport, most?: number): string[] {
  const { failed, skipped, waiting } = unplanned ?? { failed: [], skipped: [], waiting: [] };
  const lines: [string, readonly string[]][] = [
    ["Could not be planned, so that nobody knows what would change", failed],
    [
      "Can be planned once others are deployed for the first time",
      waiting.map(({ stack, waitsFor }) => `${stack} (after ${waitsFor.join(", ")})`),
    ],
    ["Skipped, as it was applied last, and not checked for drift", skipped],
  ];
  return lines
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${what}: ${plural(names.length, "stack")}: ${someOf(names, most)}`);
}

/** What the report is of. */
export function subjectOf({ base = "", source, stacks }: ReviewReport): string {
  const accounts = new Set(stacks.map(({ account }) => account)).size;
  const of = `${plural(stacks.length, "stack")}, ${plural(accounts, "account")}`;
  return source === "plans" ? of : `${of}; compared with the configuration of ${base}, without Terraform and AWS`;
}
