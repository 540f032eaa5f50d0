import type { Account } from "../accounts/settings";
import type { LandingZone } from "../landing-zone";

/**
 * What AWS Control Tower is known by, besides the service principal that the organization trusts.
 *
 * @see https://docs.aws.amazon.com/controltower/latest/userguide/shared-account-resources.html
 * @see https://docs.aws.amazon.com/controltower/latest/userguide/roles-how.html
 */
export const CONTROL_TOWER = {
  servicePrincipal: "controltower.amazonaws.com",
  /** Role in every enrolled account, which trusts the management account. Control Tower's own policies do not bind it. */
  executionRole: "AWSControlTowerExecution",
  /** What the names of its service control policies begin with. */
  policyPrefix: "aws-guardrails-",
  recorder: "aws-controltower-BaselineConfigRecorder",
  trail: "aws-controltower-BaselineCloudTrail",
} as const;

/**
 * Whether Control Tower records an account: it enrols every account but the management account, and denies everybody but its own
 * role what the landing zone would do to record: `config:PutConfigurationRecorder`, `PutDeliveryChannel` and
 * `PutRetentionConfiguration`.
 *
 * @see https://docs.aws.amazon.com/controltower/latest/controlreference/mandatory-controls.html
 */
export function isRecordedByControlTower(
  { management, organization }: Pick<LandingZone, "management" | "organization">,
  { slug }: Pick<Account, "slug">,
): boolean {
  return organization.controlTower && slug !== management.slug;
}
