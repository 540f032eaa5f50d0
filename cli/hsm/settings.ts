import type { Plan } from "../../cloudhsm/standing";
import type { Account } from "../../config/accounts/settings";
import type { LandingZone } from "../../config/landing-zone";
import { Failure } from "../../console/failure";

/** What the commands need of a landing zone that has a key store. */
export interface HsmSettings {
  /** The account of the store, its cluster and its key. */
  readonly account: Account;
  readonly region: string;
  readonly plan: Plan;
}

/**
 * What the commands need of a landing zone.
 *
 * @param file path of its configuration, as the user named it
 * @throws Failure when it has no key store
 */
export function hsmSettings(
  { breakGlass, homeRegion, keyStore, logArchive, names }: LandingZone,
  file: string,
): HsmSettings {
  if (keyStore === undefined) {
    throw new Failure(`${file} has no section keyStore: there is no key store to look after`);
  }
  const { encrypts, phase, type } = keyStore;
  const hsms = type === "cloudhsm" ? keyStore.availabilityZones.length : 0;
  return {
    account: logArchive,
    region: homeRegion,
    plan: {
      type,
      phase,
      hsms,
      inUse: encrypts.length > 0,
      breakGlassRole: breakGlass.role,
      ...(type === "cloudhsm" ? { backupRetentionDays: keyStore.backupRetentionDays } : {}),
      names: {
        store: names.keyStore,
        keyAlias: names.keyStoreKeyAlias,
        cluster: names.hsmNetwork,
        clientHost: names.hsmClientHost,
      },
    },
  };
}
