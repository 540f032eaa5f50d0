import { GLOBAL_REGIONS } from "../aws/regions";
import { FORWARDING_RULES } from "../config/detection/definition";
import type { ForwardingRule, ForwardingRuleKey } from "../config/detection/definition";
import type { LandingZone } from "../config/landing-zone";
import { union } from "../config/detection/union";

/** The events that one rule of one region of every account forwards to the security bus. */
export interface ForwardedEvents {
  readonly region: string;
  readonly key: ForwardingRuleKey;
  /** The end of its name and of its id; empty for the first one. */
  readonly suffix: string;
  readonly ruleName: string;
  /** Whether it gets calls that only read as well. */
  readonly readsToo: boolean;
  /** EventBridge event pattern as JSON text. */
  readonly pattern: string;
}

/**
 * What each governed region forwards, and the region of global services, governed or not: events of IAM, Organizations,
 * root's sign-ins and Trusted Advisor occur only there. A rule that would forward nothing is not there.
 */
export function forwardedEvents({ detection, names, partition, regions }: LandingZone): ForwardedEvents[] {
  const globalRegion = GLOBAL_REGIONS[partition];
  const rules = Object.entries(FORWARDING_RULES) as [ForwardingRuleKey, ForwardingRule][];
  return [...new Set([...regions, globalRegion])].flatMap((region) => {
    const { forwarded, globallyForwarded } = detection;
    const all = region === globalRegion ? [...forwarded, ...globallyForwarded] : forwarded;
    return rules.flatMap(([key, { readsToo = false, suffix }]) => {
      const pattern = union(all.filter(({ by }) => by === key).map((entry) => entry.pattern));
      const ruleName = `${names.forwardingRule}${suffix}`;
      return pattern === undefined ? [] : [{ region, key, suffix, ruleName, readsToo, pattern }];
    });
  });
}
