/** Evaluated by the clock alone, whether or not anything is recorded; about what is in a region, as most rules are. */
export const PERIODIC = { trigger: "period", resourceTypes: [], extent: "region" } as const;

/** The same about an account: said once, in its home region. */
export const PERIODIC_PER_ACCOUNT = { ...PERIODIC, extent: "account" } as const;

/** Evaluated when a resource of these types, in a region, changed and was recorded. */
export const onChangeOf = (...resourceTypes: readonly string[]) =>
  ({ trigger: "change", resourceTypes, extent: "region" }) as const;
