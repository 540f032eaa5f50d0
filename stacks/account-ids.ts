import { accountIdToCome } from "../config/detection/key-accounts";
import type { LandingZone } from "../config/landing-zone";
import type { OrganizationStack } from "./organization-stack";

/** A landing zone whose patterns have, in place of what stands for accounts that AWS has yet to make, what AWS calls them. */
export function withAccountIds(landingZone: LandingZone, organization: OrganizationStack): LandingZone {
  const { accounts, detection } = landingZone;
  const unnamed = accounts.filter(({ id }) => id === undefined);
  if (unnamed.length === 0) {
    return landingZone;
  }
  const named = (text: string): string =>
    unnamed.reduce(
      (before, account) => before.replaceAll(accountIdToCome(account.slug), organization.account(account).accountId),
      text,
    );
  const ofText = <Patterned extends { readonly pattern: string }>(all: readonly Patterned[]): Patterned[] =>
    all.map((one) => ({ ...one, pattern: named(one.pattern) }));
  return {
    ...landingZone,
    detection: {
      ...detection,
      alarms: ofText(detection.alarms),
      rules: ofText(detection.rules),
      forwarded: detection.forwarded.map(({ by, pattern }) => ({
        by,
        pattern: JSON.parse(named(JSON.stringify(pattern))) as typeof pattern,
      })),
    },
  };
}
