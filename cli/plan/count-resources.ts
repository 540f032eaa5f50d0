import type { StateJson } from "../../review/plan-json";

/** How many resources the text of a state holds, each instance counted. */
export function countResources(text: string): number {
  const { resources = [] } = JSON.parse(text) as StateJson;
  return resources
    .filter(({ mode }) => mode === "managed")
    .reduce((sum, { instances = [] }) => sum + instances.length, 0);
}
