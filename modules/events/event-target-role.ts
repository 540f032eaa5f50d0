import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { policyDocument } from "../iam/policy-document";
import type { PolicyStatement } from "../iam/policy-document";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { ruleRoleTrust } from "./rule-role-trust";
import { targetKindOf } from "../../aws/event-targets";
import type { TargetKind } from "../../aws/event-targets";
import { TARGET_ACTIONS } from "./target-actions";

export interface EventTargetRoleProps {
  /** The account of the rules. */
  readonly environment: Environment;
  /** At most 64 letters, digits and `+=,.@_-`. */
  readonly roleName: string;
  /** At least one ARN of a kind that `targetKindOf` knows. */
  readonly targetArns: readonly string[];
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
  readonly arn: string;

  constructor(scope: Construct, id: string, { environment, roleName, targetArns }: EventTargetRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "Default", {
      ...inEnvironment(environment),
      name: roleName,
      description: "EventBridge delivers security alerts to their targets",
      assumeRolePolicy: ruleRoleTrust(environment),
    });
    new IamRolePolicy(this, "role-policy", {
      ...inEnvironment(environment),
      name: "deliver-events",
      role: role.name,
      policy: policyDocument(...deliveries(targetArns)),
    });
    this.arn = role.arn;
  }
}

/** One statement for each kind, called after its action: AWS refuses a policy without any. */
function deliveries(targetArns: readonly string[]): PolicyStatement[] {
  if (targetArns.length === 0) {
    throw new Error("a role to deliver events needs at least one target");
  }
  const byKind = new Map<TargetKind, string[]>();
  for (const arn of targetArns) {
    const kind = targetKindOf(arn);
    if (kind === undefined) {
      throw new Error(`EventBridge cannot deliver to the target "${arn}"`);
    }
    byKind.set(kind, [...(byKind.get(kind) ?? []), arn]);
  }
  return [...byKind].map(([kind, arns]) => {
    const action = TARGET_ACTIONS[kind];
    return { Sid: action.replace(/^.*:/, ""), Effect: "Allow", Action: action, Resource: arns };
  });
}
