import type { KeyStore } from "../config/key-store/settings";
import type { LandingZone } from "../config/landing-zone";
import { typed } from "../console/invocation";
import { styled } from "../console/terminal";

/** What the key store does now, and what the next deployment needs; empty when there is none. Lines of at most 80 characters. */
export function describeKeyStore(landingZone: LandingZone): string {
  const { keyStore } = landingZone;
  return keyStore === undefined
    ? ""
    : [
        styled("bold", `Key store: ${keyStore.type}, phase ${keyStore.phase}`),
        ...whichKey(landingZone, keyStore),
        ...whatNext(landingZone, keyStore),
        "More: docs/key-store.md.",
      ].join("\n");
}

function whichKey({ names }: LandingZone, { encrypts }: KeyStore): string[] {
  return encrypts.length === 0
    ? ["New logs are encrypted with the log key,", `  ${names.logKeyAlias}.`]
    : [
        `New logs of ${encrypts.join(" and ")} are encrypted with`,
        `  ${names.keyStoreKeyAlias},`,
        "older ones with the key that they were written with, which has to stay:",
        `  ${names.logKeyAlias}.`,
      ];
}

function whatNext({ archive, breakGlass }: LandingZone, { phase, type }: KeyStore): string[] {
  const status = "`landing-zone hsm status` says where it stands and what comes next.";
  const secrets = [
    "The one deployment that makes the key store needs, in its environment alone,",
    ...(type === "cloudhsm"
      ? ["TF_VAR_key_store_password: the password of kmsuser."]
      : ["TF_VAR_xks_proxy_access_key_id and TF_VAR_xks_proxy_secret_access_key."]),
  ];
  switch (phase) {
    case "cluster":
      return ["Next is the ceremony, and then phase: store.", status];
    case "store":
      return [...secrets, "Next it has to be connected, and then phase: active.", status];
    case "active":
      return [
        archive.encryption === "kms"
          ? "archive.encryption is kms: key store and key stay, and are not used."
          : "To move back, set archive.encryption: kms.",
        "To move logs to another key changes the encryption of their bucket, which the",
        `break-glass role alone may, ${breakGlass.role}. Deploy key-store first, then`,
        `  ${typed("plan", "log-archive --break-glass --save plans-of-log-buckets")}`,
        `  ${typed("apply", "plans-of-log-buckets --break-glass --confirm")}`,
        "and then the others: docs/break-glass.md.",
      ];
  }
}
