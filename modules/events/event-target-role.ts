import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { ITerraformDependable } from "cdktf";
import { knownTarget } from "./known-target";
import type { EventTarget, KnownTarget } from "./known-target";
import { checkFormats, checkNotEmpty, pathOf } from "../checks";
import { FORMATS } from "../../aws/formats";
import { policyDocument } from "../iam/policy-document";
import type { PolicyStatement } from "../iam/policy-document";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { ruleRoleTrust } from "./rule-role-trust";
import type { TargetKind } from "../../aws/event-targets";
import { TARGET_ACTIONS } from "./target-actions";

/** The account of the rules. */
export interface EventTargetRoleProps extends EnvironmentProps {
  /** At most 64 letters, digits and `+=,.@_-`. */
  readonly roleName: string;
  /** At least one, by its ARN, or by a reference to a resource with its kind. */
  readonly targets: readonly EventTarget[];
}

/**
 * The role with which EventBridge delivers events to targets: Lambda functions, Kinesis streams, SNS topics, SQS queues
 * and Step Functions state machines.
 *
 * EventBridge takes a role for all of them, so that targets in the account of the rules need no policy of their own.
 * The policy of a target in another account also has to allow the role, as has that of a key that encrypts a target.
 *
 * @throws Error when there is no target, or one of a kind that is not supported
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html
 */
export class EventTargetRole extends Construct {
  /** ARN of the role. */
  readonly roleArn: string;
  /** The role itself. */
  readonly role: IamRole;
  /** The role's policy: what delivers waits for it. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: EventTargetRoleProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    checkFormats(where, props, { roleName: FORMATS.roleName });
    checkNotEmpty(where, "targets", props.targets);
    const { roleName } = props;
    const environment = environmentOf(scope, id, props);
    const targets = props.targets.map((target, index) => knownTarget(`${where}: targets[${index}]`, target));
    const role = new IamRole(this, "Default", {
      ...inEnvironment(environment),
      name: roleName,
      description: "EventBridge delivers security alerts to their targets",
      assumeRolePolicy: ruleRoleTrust(environment),
    });
    this.ready = new IamRolePolicy(this, "role-policy", {
      ...inEnvironment(environment),
      name: "deliver-events",
      role: role.name,
      policy: policyDocument(...deliveries(targets)),
    });
    this.roleArn = role.arn;
    this.role = role;
  }
}

/** One statement for each kind, called after its action. */
function deliveries(targets: readonly KnownTarget[]): PolicyStatement[] {
  const byKind = new Map<TargetKind, string[]>();
  for (const { arn, kind } of targets) {
    byKind.set(kind, [...(byKind.get(kind) ?? []), arn]);
  }
  return [...byKind].map(([kind, arns]) => {
    const action = TARGET_ACTIONS[kind];
    return { Sid: action.replace(/^.*:/, ""), Effect: "Allow", Action: action, Resource: arns };
  });
}
