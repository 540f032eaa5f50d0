import { isKnown, refuse } from "../checks";
import type { Environment } from "../environment";

/** Refuses an Availability Zone of another region than that of the environment. */
export function checkZone(where: string, prop: string, zone: string, { region }: Environment): void {
  if (isKnown(zone) && isKnown(region) && !zone.startsWith(region)) {
    refuse(where, prop, { got: zone, allowed: `an Availability Zone of ${region}` });
  }
}
