/** What a policy of the organization is about: principals of its accounts, or resources in them. */
export type PolicyType = "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";

export interface PolicyLimits {
  /** Most characters of a document, blanks included, of which a minified document has none. */
  readonly longest: number;
  /** Most policies on the root, an organizational unit or an account that are not there for good, whoever made them. */
  readonly perTarget: number;
}

/**
 * What AWS allows of each type of policies.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export const POLICY_LIMITS: Readonly<Record<PolicyType, PolicyLimits>> = {
  // `FullAWSAccess` is one of the ten, until somebody detaches it.
  SERVICE_CONTROL_POLICY: { longest: 10_240, perTarget: 10 },
  // Five with `RCPFullAWSAccess`, which AWS attaches and nobody can detach.
  RESOURCE_CONTROL_POLICY: { longest: 5_120, perTarget: 4 },
};
