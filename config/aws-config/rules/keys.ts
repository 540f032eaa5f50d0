import { cis, hub, nist, pci } from "./controls";
import type { ConfigRuleDefinition } from "./definition";
import { PER_REGION, PERIODIC } from "./evaluation";
import { MILAN, NEW_ZEALAND, TAIPEI } from "./regions";
import { REMEDIES } from "./remedies";

/** Rules about KMS keys. */
export const KEY_RULES = {
  cmkBackingKeyRotationEnabled: {
    identifier: "CMK_BACKING_KEY_ROTATION_ENABLED",
    title: "A key is not rotated every year",
    ...PERIODIC,
    extent: PER_REGION,
    absentFrom: [],
    controls: [...cis("3.6"), hub("KMS.4"), ...nist("SC-12"), ...pci("3.7.4")],
    byDefault: true,
    remedy: REMEDIES.rotateKey,
  },
  kmsCmkNotScheduledForDeletion: {
    identifier: "KMS_CMK_NOT_SCHEDULED_FOR_DELETION",
    title: "A key is about to be deleted, and with it all that it encrypts",
    ...PERIODIC,
    extent: PER_REGION,
    allowedParameters: { kmsKeyIds: "Ids of the keys that matter, separated by commas. Default: all." },
    absentFrom: [MILAN, NEW_ZEALAND, TAIPEI],
    controls: nist("SC-12", "SC-12(2)"),
    byDefault: true,
    remedy: REMEDIES.keepKey,
  },
} as const satisfies Readonly<Record<string, ConfigRuleDefinition>>;
