/**
 * State of a rule that gets calls that only read as well, such as `AssumeRole`; in others EventBridge gives it the rest only. The
 * Terraform provider and CloudFormation know it, the console does not.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export const ENABLED_WITH_READS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
