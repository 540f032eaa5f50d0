/** Parameters of a rule as AWS Config takes them: JSON text, or undefined where there are none. */
export function ruleParameters(parameters: Readonly<Record<string, string>> = {}): string | undefined {
  return Object.keys(parameters).length === 0 ? undefined : JSON.stringify(parameters);
}
