/**
 * Paths of what a configuration says in so many words is off, by `enabled: false` or `disabled: true`: `hosts.sessions`; and
 * `flowLogs.destinations` where it lists them, so that others are off. What a default leaves off, or is merely absent, is not
 * among them.
 *
 * @param value of the YAML file
 */
export function saidOff(value: unknown): string[] {
  const { flowLogs } = Object(value) as { readonly flowLogs?: unknown };
  return [
    ...below(value, []),
    ...(Object.hasOwn(Object(flowLogs) as object, "destinations") ? ["flowLogs.destinations"] : []),
  ];
}

function below(value: unknown, path: readonly string[]): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [];
  }
  const { disabled, enabled } = value as Readonly<Record<string, unknown>>;
  return [
    ...(enabled === false || disabled === true ? [path.join(".")] : []),
    ...Object.entries(value).flatMap(([key, part]) => below(part, [...path, key])),
  ];
}
