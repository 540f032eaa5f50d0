/** No block of a provider and no policy is nested half as deep; whoever looks into deeper ones runs out of stack. */
export const MOST_NESTED = 100;

/** Whether something that JSON can hold is nested deeper than anything that there is. */
export function isTooDeep(value: unknown, levels = MOST_NESTED): boolean {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  return levels === 0 || Object.values(value).some((part) => isTooDeep(part, levels - 1));
}
