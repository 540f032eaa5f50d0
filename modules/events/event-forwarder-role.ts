import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { ITerraformDependable } from "cdktf";
import { checkFormats, pathOf } from "../checks";
import { FORMATS } from "../../aws/formats";
import { policyDocument } from "../iam/policy-document";
import { environmentOf, inEnvironment } from "../environment";
import type { Environment, EnvironmentProps } from "../environment";
import { ruleRoleTrust } from "./rule-role-trust";

/** Name of the role that forwards, unless another is given. */
export const FORWARDER_ROLE = "security-event-forwarder";

/** The account whose events are forwarded. Roles have no region: one serves the rules of all. */
export interface EventForwarderRoleProps extends EnvironmentProps {
  /**
   * At most 64 letters, digits and `+=,.@_-`. The policy of the bus knows the role by this name.
   * @default "security-event-forwarder"
   */
  readonly roleName?: string;
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
  /** ARN of the role. */
  readonly roleArn: string;
  /** The role itself. */
  readonly role: IamRole;
  /** The role's policy: what forwards waits for it. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: EventForwarderRoleProps) {
    super(scope, id);
    checkFormats(pathOf(scope, id), props, {
      roleName: FORMATS.roleName,
      busArn: FORMATS.busArn,
    });
    const environment = environmentOf(scope, id, props);
    const { busArn, furtherBusArns, roleName = FORWARDER_ROLE } = props;
    const { policy, policyName, ...definition } = eventForwarderDefinition(environment, busArn, furtherBusArns);
    const role = new IamRole(this, "Default", { ...inEnvironment(environment), name: roleName, ...definition });
    this.ready = new IamRolePolicy(this, "role-policy", {
      ...inEnvironment(environment),
      name: policyName,
      role: role.name,
      policy,
    });
    this.roleArn = role.arn;
    this.role = role;
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
