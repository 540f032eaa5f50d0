import { policyDocument } from "./policy-document";

/**
 * Trust policy of a role that one AWS service assumes when it is given the role's ARN.
 *
 * Without source conditions, on purpose: CloudTrail does not send them when it writes to CloudWatch Logs, nothing
 * published says that Config sends them when it aggregates or the chat service when it looks something up, and a
 * condition that is never met fails silently. There is no
 * confused deputy: a service accepts such a role only from a caller with `iam:PassRole` in its account.
 *
 * @param service service principal such as `cloudtrail.amazonaws.com`
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export function serviceTrust(service: string): string {
  return policyDocument({
    Sid: "ServiceAssumesRole",
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
  });
}
