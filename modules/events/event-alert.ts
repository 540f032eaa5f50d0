import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { CloudwatchEventTargetConfig } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { targetKindOf } from "../../aws/event-targets";
import { RETRY_POLICY } from "./retry-policy";
import { ruleState } from "./rule-state";

export interface EventAlertProps {
  /** The account and region of the bus. */
  readonly environment: Environment;
  /** Name of the bus whose events are watched. */
  readonly busName: string;
  /** At most 64 letters, digits, `.`, `-` and `_`. */
  readonly ruleName: string;
  /** Which events trigger the alert, as JSON text of at most 2,048 characters. */
  readonly eventPattern: string;
  /**
   * Whether calls that only read trigger it as well.
   * @default false
   */
  readonly readsToo?: boolean;
  /** What happened and what to do; at most 512 characters. */
  readonly description: string;
  /** ARN of the topic that gets each event; its policy has to let EventBridge publish. */
  readonly topicArn: string;
  /**
   * ARN of the queue, in this region, for events that could not be delivered; its policy has to let EventBridge send.
   */
  readonly deadLetterQueueArn: string;
  /**
   * ARNs of what else receives each event, of the kinds that `targetKindOf` knows: four at most, as a rule has five
   * targets with the topic. A FIFO queue gets one message group for each rule, and has to deduplicate by content.
   * @default - none
   */
  readonly targets?: readonly string[];
  /**
   * ARN of the role that delivers to `targets`; see `EventTargetRole`.
   * @default - none, which is for alerts without further targets only
   */
  readonly targetRoleArn?: string;
}

/**
 * An alert for every event on a bus that matches a pattern. What cannot be delivered for a day ends in a dead-letter
 * queue.
 *
 * @throws Error when there are further targets and no role to deliver to them
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
export class EventAlert extends Construct {
  constructor(scope: Construct, id: string, props: EventAlertProps) {
    super(scope, id);
    const { busName, description, eventPattern, environment, readsToo, ruleName, targetRoleArn, targets = [] } = props;
    if (targets.length > 0 && targetRoleArn === undefined) {
      throw new Error(`the alert "${ruleName}" has further targets and needs a role to deliver to them`);
    }
    const rule = new CloudwatchEventRule(this, "Default", {
      ...inEnvironment(environment),
      name: ruleName,
      eventBusName: busName,
      description,
      eventPattern,
      state: ruleState(readsToo),
    });
    const common = {
      ...inEnvironment(environment),
      eventBusName: busName,
      rule: rule.name,
      retryPolicy: RETRY_POLICY,
      deadLetterConfig: { arn: props.deadLetterQueueArn },
    };
    new CloudwatchEventTarget(this, "topic", { ...common, arn: props.topicArn });
    for (const arn of targets) {
      new CloudwatchEventTarget(this, targetId(arn), {
        ...common,
        arn,
        roleArn: targetRoleArn,
        ...parameters(arn, ruleName),
      });
    }
  }
}

/** From the ARN, not from its index in the list: a shifted index would replace other targets. */
function targetId(arn: string): string {
  return `target-${arn.replace(/^arn:[^:]*:/, "")}`;
}

function parameters(arn: string, ruleName: string): Pick<CloudwatchEventTargetConfig, "kinesisTarget" | "sqsTarget"> {
  if (targetKindOf(arn) === "kinesis") {
    return { kinesisTarget: { partitionKeyPath: "$.id" } };
  }
  return arn.endsWith(".fifo") ? { sqsTarget: { messageGroupId: ruleName } } : {};
}
