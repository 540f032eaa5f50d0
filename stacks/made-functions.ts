import type { Account } from "../config/accounts/settings";
import type { LandingZone } from "../config/landing-zone";
import type { Names } from "../config/names";
import { functionSource } from "../modules/lambda/function-source";

interface Definition {
  readonly name: keyof Names;
  /** Name of the file in `functions/`, without its ending. */
  readonly source: string;
  /** Whose it is; nobody's where the file has no use for it. */
  readonly account: (landingZone: LandingZone) => Account | undefined;
}

/** Each is in the home region. */
const FUNCTIONS: readonly Definition[] = [
  {
    name: "logValidator",
    source: "log-validator",
    account: ({ audit, logValidation }) => (logValidation?.enabled === true ? audit : undefined),
  },
  {
    name: "trailProbe",
    source: "trail-probe",
    account: ({ keyStore, management }) => keyStore && management,
  },
  {
    name: "keyStoreProbe",
    source: "key-store-probe",
    account: ({ keyStore, logArchive }) => keyStore && logArchive,
  },
  {
    name: "coverageProbe",
    source: "inspector-coverage",
    account: ({ audit, inspector }) => inspector && audit,
  },
  {
    name: "cisCollector",
    source: "cis-collector",
    account: ({ audit, inspector }) => (inspector?.cisTargets.length ? audit : undefined),
  },
];

/** A function of the landing zone, in its home region. */
export interface MadeFunction {
  readonly account: Account;
  readonly functionName: string;
  /** SHA-256 of its program's archive, in base 64: it is packed for it. */
  readonly sha256: () => string;
}

/** Every function that the landing zone makes. */
export function madeFunctions(landingZone: LandingZone): MadeFunction[] {
  return FUNCTIONS.flatMap(({ account: accountOf, name, source }) => {
    const account = accountOf(landingZone);
    return account === undefined
      ? []
      : [{ account, functionName: landingZone.names[name], sha256: () => functionSource(source).sha256 }];
  });
}
