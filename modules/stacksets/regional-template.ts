import { eventBusNameOf } from "../events/arns";
import { ruleState } from "../events/rule-state";
import { roleArn } from "../iam/arns";
import { equals, not, REGION } from "./conditions";
import { configResources } from "./config-resources";
import type { ConfigResourcesProps } from "./config-resources";
import { HERE, substituted } from "./pseudo-parameters";
import type { StackTemplate, TemplateResource, TemplateValue } from "./template";

const HOME = "InHomeRegion";
const GLOBAL = "InRegionOfGlobalServices";
const GOVERNED = "IsGoverned";

export interface RegionalTemplateProps {
  /** The region that records IAM's types. */
  readonly homeRegion: string;
  /**
   * A region that is not governed, where events are forwarded and nothing else happens: that of global services may be one.
   * @default - none
   */
  readonly forwardOnlyIn?: string;
  /** @default - AWS Config is not set up */
  readonly recording?: ConfigResourcesProps;
  /** @default - no events are forwarded */
  readonly forwarding?: ForwardedEventsProps;
  /**
   * What the account does to public EBS snapshots.
   * @default - as the account has it
   */
  readonly snapshotSharing?: "block-all-sharing" | "block-new-sharing";
}

export interface ForwardedEventsProps {
  /** At most 512 characters. */
  readonly description: string;
  /** ARN of the bus the events are forwarded to. */
  readonly busArn: string;
  /**
   * ARNs of further buses that get the same events: four at most.
   * @default - none
   */
  readonly furtherBusArns?: readonly string[];
  /** Name of the role, of `globalTemplate`, that may put events on these buses. */
  readonly roleName: string;
  /** Where the events of services without regions are. */
  readonly globalRegion: string;
  /** Several where one pattern is too short for all events. */
  readonly rules: readonly ForwardingRuleProps[];
}

export interface ForwardingRuleProps {
  /** The end of its logical id; what is no letter or digit is left out there. */
  readonly suffix: string;
  /** At most 64 letters, digits, `.`, `-` and `_`. */
  readonly ruleName: string;
  /**
   * Whether calls that only read are forwarded as well.
   * @default false
   */
  readonly readsToo?: boolean;
  /**
   * Which events are forwarded, as JSON text without `null`, which templates do not take; at most 2,048 characters.
   * @default - those of global services only
   */
  readonly pattern?: string;
  /** Which events are forwarded in the region of global services. */
  readonly globalPattern: string;
}

/**
 * What an account has in each region: AWS Config, the rules that forward security events, and the block of public snapshots.
 * Conditions make the differences, so that one template serves all regions.
 *
 * @returns undefined when there is nothing to make: CloudFormation refuses a template without resources
 */
export function regionalTemplate(props: RegionalTemplateProps): StackTemplate | undefined {
  const { forwarding, forwardOnlyIn, homeRegion, snapshotSharing } = props;
  const governed = forwardOnlyIn === undefined ? undefined : GOVERNED;
  const Resources = {
    ...(props.recording && configResources(props.recording, { home: HOME, governed })),
    ...(forwarding && forwardingRules(forwarding)),
    ...(snapshotSharing && {
      SnapshotBlock: {
        Type: "AWS::EC2::SnapshotBlockPublicAccess",
        Condition: governed,
        Properties: { State: snapshotSharing },
      },
    }),
  };
  const conditions: Record<string, TemplateValue> = {
    [HOME]: equals(REGION, homeRegion),
    ...(forwarding && { [GLOBAL]: equals(REGION, forwarding.globalRegion) }),
    ...(forwardOnlyIn !== undefined && { [GOVERNED]: not(equals(REGION, forwardOnlyIn)) }),
  };
  if (Object.keys(Resources).length === 0) {
    return undefined;
  }
  const text = JSON.stringify(Resources);
  return {
    Description: "Landing zone: what an account has in each region",
    Conditions: Object.fromEntries(Object.entries(conditions).filter(([name]) => text.includes(`"${name}"`))),
    Resources,
  };
}

function forwardingRules({ rules, ...props }: ForwardedEventsProps): Record<string, TemplateResource> {
  return Object.fromEntries(
    rules.map((rule) => [`SecurityEvents${rule.suffix.replace(/[^A-Za-z0-9]/g, "")}`, forwardingRule(props, rule)]),
  );
}

function forwardingRule(
  { busArn, description, furtherBusArns = [], roleName }: Omit<ForwardedEventsProps, "rules">,
  { globalPattern, pattern, readsToo, ruleName }: ForwardingRuleProps,
): TemplateResource {
  const globally = JSON.parse(globalPattern) as TemplateValue;
  const RoleArn = substituted(roleArn(HERE, HERE.accountId, roleName));
  const differs = pattern !== undefined && pattern !== globalPattern;
  return {
    Type: "AWS::Events::Rule",
    Condition: pattern === undefined ? GLOBAL : undefined,
    Properties: {
      Name: ruleName,
      Description: description,
      State: ruleState(readsToo),
      EventPattern: differs ? { "Fn::If": [GLOBAL, globally, JSON.parse(pattern) as TemplateValue] } : globally,
      Targets: [
        { Id: "security-bus", Arn: busArn, RoleArn },
        ...furtherBusArns.map((arn) => ({ Id: eventBusNameOf(arn), Arn: arn, RoleArn })),
      ],
    },
  };
}
