/** Slugs of the accounts that every landing zone has, which are also their names when the file gives none. */
export const CORE_ACCOUNTS = { management: "management", logArchive: "log-archive", audit: "audit" } as const;

/** A name as part of construct and stack ids: lower case, hyphens for everything but letters and digits. */
export function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  // Constructs are kept in plain objects, in which `constructor` is taken.
  return slug in Object.prototype ? `${slug}-0` : slug;
}

/** `rootLogin` as `root-login`. */
export function kebab(camelCase: string): string {
  return camelCase.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
