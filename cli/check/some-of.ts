const SHOWN = 3;

/** Names in a line, the first few and how many more there are: what lacks one of eighty rules often lacks all. */
export function someOf(names: readonly string[]): string {
  const rest = names.length - SHOWN;
  return rest <= 1 ? names.join(", ") : `${names.slice(0, SHOWN).join(", ")} and ${rest} more`;
}
