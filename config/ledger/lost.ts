import { isFurtherTarget } from "../../aws/resource-classes";
import { placedIn } from "./schema";
import type { Ledger } from "./schema";

/** Sections of single entries. */
const SECTIONS = ["accounts", "organizationalUnits", "trustedServices", "policies", "resources"] as const;
/** What a ledger is of, and whether the trail ever had selectors. */
const OF = ["name", "homeRegion", "organization", "trailSelectors"] as const;

/**
 * What a ledger had and another one has not, or has otherwise where nothing ever changes it: a line each. `synth` takes no line
 * away, changes no id of an account, no place of an address, and no region but by another one, so that somebody else did.
 */
export function lostOf(before: Ledger, now: Ledger | undefined): string[] {
  const of = OF.filter((key) => ![null, undefined, now?.[key]].includes(before[key]));
  const entries = SECTIONS.flatMap((section) =>
    Object.keys(before[section])
      .filter((key) => now === undefined || !Object.hasOwn(now[section], key))
      // Ledgers of states once had what synth takes out.
      .filter((key) => section !== "resources" || !isFurtherTarget(placedIn(key).address))
      .map((key) => `${section}: ${key}`),
  );
  const ids = Object.entries(before.accounts).flatMap(([slug, { id }]) => {
    const other = now?.accounts[slug];
    return id === undefined || other === undefined || other.id === id ? [] : [`accounts: ${slug}: id ${id}`];
  });
  const places = Object.entries(before.resources).flatMap(([key, { in: place }]) => {
    const other = now?.resources[key];
    // Ledgers of states do not know the accounts of stacks that are not made any more.
    return other === undefined || other.in === place || place.startsWith("unknown/")
      ? []
      : [`resources: ${key}: in ${place}`];
  });
  const regions = Object.entries(before.regions).flatMap(([stack, all]) => {
    const there = now?.regions[stack]?.split(" ") ?? [];
    const gone = all.split(" ").filter((region) => region !== "" && !there.includes(region));
    return gone.length === 0 ? [] : [`regions: ${stack}: ${gone.join(" ")}`];
  });
  return [...of.map((key) => `${key}: ${String(before[key])}`), ...entries, ...ids, ...places, ...regions];
}
