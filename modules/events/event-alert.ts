import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { CloudwatchEventTargetConfig } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import type { ITerraformDependable } from "cdktf";
import { patternText } from "./pattern-text";
import { EventTargetRole } from "./event-target-role";
import { knownTarget } from "./known-target";
import type { EventTarget, KnownTarget } from "./known-target";
import { checkFormats, nameOf, pathOf, refuse } from "../checks";
import { FORMATS } from "../../aws/formats";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { RETRY_POLICY } from "./retry-policy";
import { ruleState } from "./rule-state";

/** The account and region of the bus. */
export interface EventAlertProps extends EnvironmentProps {
  /**
   * Name of the bus whose events are watched.
   * @default "default" - where AWS services put their events of this account and region
   */
  readonly busName?: string;
  /**
   * At most 64 letters, digits, `.`, `-` and `_`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly ruleName?: string;
  /** Which events trigger the alert: an object, or JSON text of at most 2,048 characters. */
  readonly eventPattern: Readonly<Record<string, unknown>> | string;
  /**
   * Whether calls that only read trigger it as well.
   * @default false
   */
  readonly readsToo?: boolean;
  /**
   * What happened and what to do; at most 512 characters.
   * @default - none
   */
  readonly description?: string;
  /** ARN of the topic that gets each event; its policy has to let EventBridge publish. */
  readonly topicArn: string;
  /**
   * ARN of the queue, in this region, for events that could not be delivered; its policy has to let EventBridge send.
   * @default - they are lost after a day
   */
  readonly deadLetterQueueArn?: string;
  /**
   * What else receives each event: Lambda functions, Kinesis streams, SNS topics, SQS queues and Step Functions state machines,
   * by their ARNs, or by references to resources of the stack with their kind. Four at most, as a rule has five
   * targets with the topic. A FIFO queue gets one message group for each rule, and has to deduplicate by content.
   * @default - none
   */
  readonly targets?: readonly EventTarget[];
  /**
   * ARN of the role that delivers to `targets`; see `EventTargetRole`.
   * @default - a role `<ruleName>-targets` is made, if there are targets
   */
  readonly targetRoleArn?: string;
}

/**
 * An alert for every event on a bus that matches a pattern. What cannot be delivered for a day ends in a dead-letter
 * queue.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
export class EventAlert extends Construct {
  /** ARN of the rule. */
  readonly ruleArn: string;
  /** The rule itself. */
  readonly rule: CloudwatchEventRule;
  /** The delivery to the topic: from then on events are reported. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: EventAlertProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { ruleName = nameOf(where) } = props;
    checkFormats(
      where,
      { ...props, ruleName },
      {
        busName: FORMATS.anyBusName,
        ruleName: FORMATS.eventRuleName,
        description: FORMATS.ruleDescription,
        topicArn: FORMATS.topicArn,
        deadLetterQueueArn: FORMATS.queueArn,
        targetRoleArn: FORMATS.roleArn,
      },
    );
    const targets = (props.targets ?? []).map((target, index) => knownTarget(`${where}: targets[${index}]`, target));
    if (targets.length > MOST_TARGETS) {
      refuse(where, "targets", { got: `${targets.length} targets`, allowed: `${MOST_TARGETS} besides the topic` });
    }
    const environment = environmentOf(scope, id, props);
    const { busName, description, readsToo } = props;
    const eventPattern = patternText(where, props.eventPattern);
    const targetRoleArn =
      props.targetRoleArn ??
      (targets.length === 0
        ? undefined
        : new EventTargetRole(this, "target-role", {
            environment,
            roleName: `${ruleName}-targets`,
            targets,
          }).roleArn);
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
      deadLetterConfig: props.deadLetterQueueArn === undefined ? undefined : { arn: props.deadLetterQueueArn },
    };
    this.ruleArn = rule.arn;
    this.rule = rule;
    this.ready = new CloudwatchEventTarget(this, "topic", { ...common, arn: props.topicArn });
    for (const target of targets) {
      new CloudwatchEventTarget(this, target.id, {
        ...common,
        arn: target.arn,
        roleArn: targetRoleArn,
        ...parameters(target, ruleName),
      });
    }
  }
}

/** Targets of a rule, without the topic. */
const MOST_TARGETS = 4;

function parameters(
  { fifo, kind }: KnownTarget,
  ruleName: string,
): Pick<CloudwatchEventTargetConfig, "kinesisTarget" | "sqsTarget"> {
  if (kind === "kinesis") {
    return { kinesisTarget: { partitionKeyPath: "$.id" } };
  }
  return fifo === true ? { sqsTarget: { messageGroupId: ruleName } } : {};
}
