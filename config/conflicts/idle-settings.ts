import type { Finding } from "../source/document";
import type { Facts } from "../readable";

/** Who writes a setting expects it to do something. */
export function idleSettings({ baseline: { idle } }: Facts): Finding[] {
  return idle.map(({ path, value }) => ({
    path: path.slice(0, -1),
    key: String(path.at(-1)),
    severity: "warning",
    message: `does nothing, as ${value}`,
    fix: "remove it, or change the other",
  }));
}
