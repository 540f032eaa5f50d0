import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import type { ITerraformDependable } from "cdktf";
import { after } from "../waiting";
import { patternText } from "./pattern-text";
import { EventForwarderRole } from "./event-forwarder-role";
import { checkFormat, checkFormats, nameOf, pathOf } from "../checks";
import { FORMATS } from "../../aws/formats";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { eventBusNameOf } from "./arns";
import { ruleState } from "./rule-state";

/**
 * The environment is the account and region whose events are forwarded. Services without regions, such as IAM and Organizations,
 * emit theirs in us-east-1 (or in the corresponding region of another partition).
 */
export interface EventForwardingProps extends EnvironmentProps {
  /**
   * At most 64 letters, digits, `.`, `-` and `_`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly ruleName?: string;
  /**
   * Which events: an object, or JSON text of at most 2,048 characters. API calls that only read never match, unless `readsToo`.
   */
  readonly eventPattern: Readonly<Record<string, unknown>> | string;
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
  /**
   * ARN of a role of this account that may put events on these buses.
   * @default - an `EventForwarderRole` is made, which only one forwarding of an account can do
   */
  readonly roleArn?: string;
}

/**
 * Forwards events of the default bus, where AWS services put theirs, to other buses.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export class EventForwarding extends Construct {
  /** ARN of the rule. */
  readonly ruleArn: string;
  /** The rule itself. */
  readonly rule: CloudwatchEventRule;
  /** The delivery to the bus: from then on events are forwarded. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: EventForwardingProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { ruleName = nameOf(where) } = props;
    checkFormats(
      where,
      { ...props, ruleName },
      {
        ruleName: FORMATS.eventRuleName,
        description: FORMATS.ruleDescription,
        busArn: FORMATS.busArn,
        roleArn: FORMATS.roleArn,
      },
    );
    const { busArn, description, furtherBusArns = [], readsToo } = props;
    for (const [index, arn] of furtherBusArns.entries()) {
      checkFormat(where, `furtherBusArns[${index}]`, arn, FORMATS.busArn);
    }
    const environment = environmentOf(scope, id, props);
    const eventPattern = patternText(where, props.eventPattern);
    const role =
      props.roleArn === undefined
        ? new EventForwarderRole(this, "role", { environment, busArn, furtherBusArns })
        : undefined;
    const rule = new CloudwatchEventRule(this, "Default", {
      ...inEnvironment(environment),
      name: ruleName,
      description,
      eventPattern,
      state: ruleState(readsToo),
    });
    // No dead-letter queue here, which would be one in every region of every account: EventBridge retries for 24 hours,
    // and the alarms on the trail's CloudWatch Logs detect API calls independently.
    const target = {
      ...inEnvironment(environment),
      rule: rule.name,
      roleArn: props.roleArn ?? role?.roleArn,
      dependsOn: after(this, role),
    };
    this.ruleArn = rule.arn;
    this.rule = rule;
    this.ready = new CloudwatchEventTarget(this, "bus", { ...target, arn: busArn });
    for (const arn of furtherBusArns) {
      new CloudwatchEventTarget(this, `bus-${eventBusNameOf(arn)}`, { ...target, arn });
    }
  }
}
