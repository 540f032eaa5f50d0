import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { RETRY_POLICY } from "./retry-policy";

export interface EventQueueProps {
  /** The account and region of the bus. */
  readonly environment: Environment;
  /** Name of the bus whose events are sent. */
  readonly busName: string;
  /** At most 64 letters, digits, `.`, `-` and `_`. */
  readonly ruleName: string;
  /** At most 512 characters. */
  readonly description: string;
  /** Which events, as JSON text of at most 2,048 characters. */
  readonly eventPattern: string;
  /** ARN of the queue, in this account and region; its policy has to let the rule send. */
  readonly queueArn: string;
  /**
   * ARN of the queue for events that could not be delivered; its policy has to let EventBridge send.
   * @default - none: they are lost
   */
  readonly deadLetterQueueArn?: string;
}

/**
 * Sends events of a bus to a queue.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
 */
export class EventQueue extends Construct {
  /** The rule with its target. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: EventQueueProps) {
    super(scope, id);
    const { busName, deadLetterQueueArn, description, environment, eventPattern, queueArn, ruleName } = props;
    const inPlace = inEnvironment(environment);
    const rule = new CloudwatchEventRule(this, "Default", {
      ...inPlace,
      name: ruleName,
      eventBusName: busName,
      description,
      eventPattern,
    });
    this.ready = new CloudwatchEventTarget(this, "queue", {
      ...inPlace,
      eventBusName: busName,
      rule: rule.name,
      arn: queueArn,
      retryPolicy: RETRY_POLICY,
      deadLetterConfig: deadLetterQueueArn === undefined ? undefined : { arn: deadLetterQueueArn },
    });
  }
}
