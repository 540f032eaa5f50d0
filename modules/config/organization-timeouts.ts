/**
 * How long Terraform waits for something that AWS Config makes in every account of the organization. The provider waits
 * until all accounts have it, five minutes for most kinds, which is short for hundreds of accounts.
 */
export const ORGANIZATION_TIMEOUTS = { create: "20m", update: "20m", delete: "20m" } as const;
