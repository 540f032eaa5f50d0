/**
 * State of a rule that gets calls that only read as well, such as `AssumeRole`; without it EventBridge gives it the others only.
 * The Terraform provider and CloudFormation know it, the console does not.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
const WITH_READS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

/** Nothing is said of a rule in the state that rules are in by default. */
export function ruleState(readsToo = false): string | undefined {
  return readsToo ? WITH_READS : undefined;
}
