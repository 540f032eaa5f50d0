import type { Plan } from "../../cloudhsm/standing";
import type { Account } from "../../config/accounts/settings";
import type { LandingZone } from "../../config/landing-zone";
import { Failure } from "../../console/failure";

/** The section `keyStore` of the configuration, as far as the commands read it. */
interface KeyStoreSection {
  readonly type: "cloudhsm" | "external";
  readonly phase: "cluster" | "store" | "active";
  readonly availabilityZones?: readonly string[];
  readonly backupRetentionDays?: number;
  /** Logs that are encrypted with its key now. */
  readonly encrypts: readonly string[];
}

/** What the commands need of a landing zone that has a key store. */
export interface HsmSettings {
  /** The account of the store, its cluster and its key. */
  readonly account: Account;
  readonly region: string;
  readonly plan: Plan;
}

const FEWEST_HSMS = 2;

/**
 * The only place of the commands that reads the section `keyStore` and its names.
 *
 * @throws Failure when the configuration has no such section
 */
export function hsmSettings(landingZone: LandingZone, file: string): HsmSettings {
  const { breakGlass, homeRegion, logArchive, name } = landingZone;
  const { keyStore } = landingZone as { readonly keyStore?: KeyStoreSection };
  if (keyStore === undefined) {
    throw new Failure(`${file} has no section keyStore: there is no key store to look after`);
  }
  const { availabilityZones = [], backupRetentionDays, encrypts, phase, type } = keyStore;
  return {
    account: logArchive,
    region: homeRegion,
    plan: {
      type,
      phase,
      inUse: encrypts.length > 0,
      breakGlassRole: breakGlass.role,
      hsms: Math.max(availabilityZones.length, FEWEST_HSMS),
      ...(backupRetentionDays === undefined ? {} : { backupRetentionDays }),
      names: {
        store: `${name}-logs`,
        keyAlias: `alias/${name}-key-store-logs`,
        cluster: `${name}-hsm`,
        clientHost: `${name}-hsm-client`,
      },
    },
  };
}
