/**
 * How long Terraform waits for Amazon Inspector, which is slow with many accounts: the provider's own five minutes, and fifteen
 * seconds for the delegation, were too short for others.
 *
 * @see https://github.com/schubergphilis/terraform-aws-mcaf-landing-zone/pull/206
 */
export const INSPECTOR_TIMEOUTS = { create: "30m", update: "30m", delete: "30m" } as const;

/** For what is never updated. */
export const UNCHANGING_TIMEOUTS = { create: INSPECTOR_TIMEOUTS.create, delete: INSPECTOR_TIMEOUTS.delete } as const;
