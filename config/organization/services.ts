/** Service principal of IAM Access Analyzer. */
export const ACCESS_ANALYZER = "access-analyzer.amazonaws.com";

/** What the audit account administers for the organization, the last one with an analyzer only. */
export const DELEGATED_SERVICES = [
  "config-multiaccountsetup.amazonaws.com",
  "config.amazonaws.com",
  ACCESS_ANALYZER,
] as const;
