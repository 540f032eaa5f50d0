import { GLOBAL_REGIONS } from "../aws/regions";
import type { LandingZone } from "../config/landing-zone";
import { union } from "../config/detection/union";

/** The events that one region of every account forwards to the security bus. */
export interface ForwardedEvents {
  readonly region: string;
  /** EventBridge event pattern as JSON text. */
  readonly pattern: string;
}

/**
 * The events that each governed region forwards, and the region of global services, governed or not: events of IAM,
 * Organizations, root's sign-ins and Trusted Advisor occur only there.
 */
export function forwardedEvents({ detection, partition, regions }: LandingZone): ForwardedEvents[] {
  const globalRegion = GLOBAL_REGIONS[partition];
  return [...new Set([...regions, globalRegion])].flatMap((region) => {
    const pattern = union(
      region === globalRegion ? [...detection.forwarded, ...detection.globallyForwarded] : detection.forwarded,
    );
    return pattern === undefined ? [] : [{ region, pattern }];
  });
}
