import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { policyDocument } from "../iam/policy-document";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { ruleRoleTrust } from "./rule-role-trust";

export interface EventForwarderRoleProps {
  /** The account whose events are forwarded. Roles have no region: one serves the rules of all. */
  readonly environment: Environment;
  /** At most 64 letters, digits and `+=,.@_-`. The policy of the bus knows the role by this name. */
  readonly roleName: string;
  /** ARN of the bus the events are forwarded to, in whichever account and region. */
  readonly busArn: string;
  /**
   * ARNs of further buses that get the same events.
   * @default - none
   */
  readonly furtherBusArns?: readonly string[];
}

/**
 * The role with which an account's rules put events on the bus, or buses, of another account.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export class EventForwarderRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EventForwarderRoleProps) {
    super(scope, id);
    const { busArn, environment, furtherBusArns, roleName } = props;
    const { policy, policyName, ...definition } = eventForwarderDefinition(environment, busArn, furtherBusArns);
    const role = new IamRole(this, "Default", { ...inEnvironment(environment), name: roleName, ...definition });
    new IamRolePolicy(this, "role-policy", {
      ...inEnvironment(environment),
      name: policyName,
      role: role.name,
      policy,
    });
    this.arn = role.arn;
  }
}

/** What makes the role, whether Terraform or CloudFormation does. */
export function eventForwarderDefinition(
  environment: Pick<Environment, "accountId">,
  busArn: string,
  furtherBusArns: readonly string[] = [],
) {
  return {
    description: "EventBridge forwards this account's security events",
    assumeRolePolicy: ruleRoleTrust(environment),
    policyName: "forward-events",
    policy: policyDocument({
      Sid: "ForwardEvents",
      Effect: "Allow",
      Action: "events:PutEvents",
      Resource: furtherBusArns.length === 0 ? busArn : [busArn, ...furtherBusArns],
    }),
  };
}
