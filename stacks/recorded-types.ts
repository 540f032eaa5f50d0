import type { Recording } from "../config/config-settings";

/** Which types a recorder records; nothing where it is all of them. */
export function recordedTypes({
  except,
  only,
}: Recording): { readonly only: readonly string[] } | { readonly except: readonly string[] } | undefined {
  if (only.length > 0) {
    return { only };
  }
  return except.length > 0 ? { except } : undefined;
}
