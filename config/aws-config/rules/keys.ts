import { cis, hub, nist, pci } from "./controls";
import type { ConfigRuleDefinition } from "./definition";
import { PERIODIC } from "./evaluation";
import { MILAN, NEW_ZEALAND, TAIPEI } from "./regions";
import { REMEDIATIONS } from "./remediations";

/** Rules about KMS keys. */
export const KEY_RULES = {
  cmkBackingKeyRotationEnabled: {
    identifier: "CMK_BACKING_KEY_ROTATION_ENABLED",
    title: "A key is not rotated every year",
    ...PERIODIC,
    absentFrom: [],
    controls: [...cis("3.6"), hub("KMS.4"), ...nist("SC-12"), ...pci("3.7.4")],
    remediation: REMEDIATIONS.rotateKey,
  },
  kmsCmkNotScheduledForDeletion: {
    identifier: "KMS_CMK_NOT_SCHEDULED_FOR_DELETION",
    title: "A key is about to be deleted, and with it all that it encrypts",
    ...PERIODIC,
    allowedParameters: { kmsKeyIds: "Ids of the keys that matter, separated by commas. Default: all." },
    absentFrom: [MILAN, NEW_ZEALAND, TAIPEI],
    controls: nist("SC-12", "SC-12(2)"),
    remediation: REMEDIATIONS.keepKey,
  },
} as const satisfies Readonly<Record<string, ConfigRuleDefinition>>;
