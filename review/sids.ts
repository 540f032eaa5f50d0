/** Sids of the statements of a policy, from its text, empty where one has none; nothing of a text that is no policy. */
export function sidsOf(policy: unknown): string[] {
  try {
    const { Statement = [] } = JSON.parse(String(policy)) as { readonly Statement?: unknown };
    return [Statement].flat().map((statement) => {
      const { Sid } = statement as { readonly Sid?: unknown };
      return typeof Sid === "string" ? Sid : "";
    });
  } catch {
    return [];
  }
}
