import { GLOBAL_REGIONS } from "../aws/regions";
import type { LandingZone } from "../config/landing-zone";
import { union } from "../config/detection/union";

/** What one region of every account hands on to the security bus. */
export interface ForwardedEvents {
  readonly region: string;
  /** EventBridge event pattern as JSON text. */
  readonly pattern: string;
}

/**
 * What every governed region hands on, and the region of global services besides: IAM, Organizations, root's sign-ins and
 * Trusted Advisor are seen there only, governed or not.
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
