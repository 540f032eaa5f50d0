import type { PolicyStatement } from "./policy-document";

/**
 * Denies whatever does not come from some networks, so that credentials of a session are of no use elsewhere, unless an AWS
 * service calls for the session, as Athena and CloudFormation do.
 *
 * @param networks CIDRs; of calls through VPC endpoints AWS knows none of them, which are denied as well
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-ip.html
 */
export function onlyFromNetworks(networks: readonly string[]): PolicyStatement {
  return {
    Sid: "NotFromElsewhere",
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: { NotIpAddress: { "aws:SourceIp": networks }, Bool: { "aws:ViaAWSService": "false" } },
  };
}
