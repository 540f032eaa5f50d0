import { KINDS_OF_DEEDS } from "./deeds";
import type { Deed } from "./deeds";
import { everyoneIn } from "./groups";
import type { Cell } from "./matrix";
import type { Principal } from "./principal";

/** A line of the matrix: principals that are alike, and what of each kind of deed is left to them. */
export interface Row {
  readonly who: string;
  /** `all`, `some`, `none`; nothing where it was not asked. */
  readonly may: readonly (string | undefined)[];
}

/** Who may do what, in a line for each kind of principal. Questions that suppose a mistake are left out. */
export function overview(cells: readonly Cell[]): Row[] {
  const rows = new Map<string, Map<string, { asked: number; allowed: number }>>();
  const everyone = everyoneIn(cells);
  for (const principal of everyone) {
    rows.set(whoIs(principal), rows.get(whoIs(principal)) ?? new Map<string, { asked: number; allowed: number }>());
  }
  for (const { decision, principal, question } of cells) {
    const deed = KINDS_OF_DEEDS.find(({ isOf }) => isOf(question));
    if (deed !== undefined && question.opened !== true) {
      const counts = rows.get(whoIs(principal));
      const { allowed, asked } = counts?.get(deed.name) ?? { allowed: 0, asked: 0 };
      counts?.set(deed.name, { asked: asked + 1, allowed: allowed + Number(decision.allowed) });
    }
  }
  return [...rows].map(([who, counts]) => ({
    who,
    may: KINDS_OF_DEEDS.map(({ name }) => share(counts.get(name))),
  }));
}

/** Names of the columns. */
export const COLUMNS: readonly Deed["name"][] = KINDS_OF_DEEDS.map(({ name }) => name);

function share(counts: { asked: number; allowed: number } | undefined): string | undefined {
  if (counts === undefined) {
    return undefined;
  }
  return counts.allowed === 0 ? "none" : counts.allowed === counts.asked ? "all" : "some";
}

/** Administrators by account; other roles, services and outsiders as what they are. */
function whoIs({ accountId, key, label }: Principal): string {
  if (key === "anonymous" || key.startsWith("external")) {
    return "anybody outside";
  }
  if (key === "other-with-mfa") {
    return "other users with MFA";
  }
  if (accountId === undefined) {
    return key.endsWith("-outside") ? "services for outsiders" : "AWS services";
  }
  if (key.startsWith("named-")) {
    return key.endsWith("-without-mfa") ? "those users without MFA" : "those named for emergencies";
  }
  return key.startsWith("forwarder-") ? "forwarding roles" : clipped(label.replace(/( role)? of /, ", "));
}

/** Columns that are left for a name, of the 80 of a terminal. */
const WIDTH = 29;

function clipped(text: string): string {
  const short = text.replace("administrator", "admin");
  return short.length > WIDTH ? `${short.slice(0, WIDTH - 1)}…` : short;
}
