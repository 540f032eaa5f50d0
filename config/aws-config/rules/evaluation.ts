/** Evaluated by the clock alone, whether or not anything is recorded. */
export const PERIODIC = { trigger: "period", resourceTypes: [] } as const;

/** Evaluated when a resource of these types changed and was recorded. */
export const onChangeOf = (...resourceTypes: readonly string[]) => ({ trigger: "change", resourceTypes }) as const;

/** `region` is what most rules are about: what is in it. */
export const PER_REGION = "region";

/** Said once for an account, in its home region. */
export const PER_ACCOUNT = "account";
