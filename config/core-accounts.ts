/** Keys of the accounts every landing zone has, which are also their names when the file gives none. */
export const CORE_ACCOUNTS = { management: "management", logArchive: "log-archive", audit: "audit" } as const;
