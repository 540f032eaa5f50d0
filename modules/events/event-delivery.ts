import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { policyDocument } from "../iam/policy-document";
import { RETRY_POLICY } from "./retry-policy";
import { ruleRoleTrust } from "./rule-role-trust";

export interface EventDeliveryProps {
  /** The account and region of the bus. */
  readonly environment: Environment;
  /** Name of the bus whose events are delivered. */
  readonly busName: string;
  /** At most 64 letters, digits, `.`, `-` and `_`. */
  readonly ruleName: string;
  /** Of the role that delivers, which is made; at most 64 letters, digits and `+=,.@_-`. */
  readonly roleName: string;
  /** At most 512 characters. */
  readonly description: string;
  /** Which events, as JSON text of at most 2,048 characters. */
  readonly eventPattern: string;
  /** ARN of the Firehose stream, in this account and region, that gets each event as a record. */
  readonly streamArn: string;
  /** ARN of the queue, in this region, for events that could not be delivered; its policy has to let EventBridge send. */
  readonly deadLetterQueueArn: string;
}

/**
 * Delivers events of a bus to a Firehose stream.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html
 */
export class EventDelivery extends Construct {
  constructor(scope: Construct, id: string, props: EventDeliveryProps) {
    super(scope, id);
    const { busName, deadLetterQueueArn, description, environment, eventPattern, roleName, ruleName, streamArn } =
      props;
    const inPlace = inEnvironment(environment);
    const role = new IamRole(this, "role", {
      ...inPlace,
      name: roleName,
      description: "EventBridge delivers events to a Firehose stream",
      assumeRolePolicy: ruleRoleTrust(environment),
    });
    const policy = new IamRolePolicy(this, "role-policy", {
      ...inPlace,
      name: "deliver-events",
      role: role.name,
      policy: policyDocument({
        Sid: "PutRecords",
        Effect: "Allow",
        Action: ["firehose:PutRecord", "firehose:PutRecordBatch"],
        Resource: streamArn,
      }),
    });
    const rule = new CloudwatchEventRule(this, "Default", {
      ...inPlace,
      name: ruleName,
      eventBusName: busName,
      description,
      eventPattern,
    });
    new CloudwatchEventTarget(this, "stream", {
      ...inPlace,
      eventBusName: busName,
      rule: rule.name,
      arn: streamArn,
      roleArn: role.arn,
      retryPolicy: RETRY_POLICY,
      deadLetterConfig: { arn: deadLetterQueueArn },
      dependsOn: [policy],
    });
  }
}
