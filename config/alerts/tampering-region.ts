import { REGIONS } from "../../aws/regions";
import type { Ledger } from "../ledger/schema";
import type { Configuration } from "../schema";

/**
 * The topic of tampering in the ledger: its address, with account and region where it has moved. Ledgers of states know addresses
 * before they know paths of constructs.
 */
const TOPIC = /^alerting\/aws_sns_topic\.tampering(?:_|$)/;

/**
 * The region of the second carrier of tampering: one that is governed and is not the home region, where alarms are. It stays where
 * it was as long as it may, as subscribers confirm every topic anew; else it is the first in the file, and of those that accounts
 * have to opt in to only where there is no other. Where no other region is governed it is the home region.
 *
 * @param ledger what is remembered of earlier configurations
 */
export function tamperingRegion(
  { homeRegion, regions }: Pick<Configuration, "homeRegion" | "regions">,
  ledger: Pick<Ledger, "resources"> | undefined,
): string {
  const others = regions.filter((region) => region !== homeRegion);
  const had = Object.entries(ledger?.resources ?? {})
    .filter(([key, { gone }]) => TOPIC.test(key) && gone !== true)
    .map(([, resource]) => resource.in.split("/")[1]);
  return (
    others.find((region) => had.includes(region)) ??
    others.find((region) => REGIONS.get(region)?.optIn === false) ??
    others[0] ??
    homeRegion
  );
}
