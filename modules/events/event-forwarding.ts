import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { eventBusNameOf } from "./arns";
import { ruleState } from "./rule-state";

export interface EventForwardingProps {
  /**
   * The account and region whose events are forwarded. Services without regions, such as IAM and Organizations, emit
   * theirs in us-east-1 (or in the corresponding region of another partition).
   */
  readonly environment: Environment;
  /** At most 64 letters, digits, `.`, `-` and `_`. */
  readonly ruleName: string;
  /**
   * Which events, as JSON text of at most 2,048 characters. API calls that only read never match, unless `readsToo`.
   */
  readonly eventPattern: string;
  /**
   * At most 512 characters.
   * @default - none
   */
  readonly description?: string;
  /**
   * Whether calls that only read are forwarded as well.
   * @default false
   */
  readonly readsToo?: boolean;
  /** ARN of the bus the events are forwarded to, in whichever account and region. */
  readonly busArn: string;
  /**
   * ARNs of further buses that get the same events, each by itself: four at most, as a rule has five targets.
   * @default - none
   */
  readonly furtherBusArns?: readonly string[];
  /** ARN of a role of this account that may put events on these buses. */
  readonly roleArn: string;
}

/**
 * Forwards events of the default bus, where AWS services put theirs, to other buses.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export class EventForwarding extends Construct {
  constructor(scope: Construct, id: string, props: EventForwardingProps) {
    super(scope, id);
    const { busArn, description, eventPattern, environment, furtherBusArns = [], readsToo, roleArn, ruleName } = props;
    const rule = new CloudwatchEventRule(this, "Default", {
      ...inEnvironment(environment),
      name: ruleName,
      description,
      eventPattern,
      state: ruleState(readsToo),
    });
    // No dead-letter queue here, which would be one in every region of every account: EventBridge retries for 24 hours,
    // and the alarms on the trail's CloudWatch Logs detect API calls independently.
    const target = { ...inEnvironment(environment), rule: rule.name, roleArn };
    new CloudwatchEventTarget(this, "bus", { ...target, arn: busArn });
    for (const arn of furtherBusArns) {
      new CloudwatchEventTarget(this, `bus-${eventBusNameOf(arn)}`, { ...target, arn });
    }
  }
}
