import { cis, hub, nist, pci } from "./controls";
import type { ConfigRuleDefinition } from "./definition";
import { PERIODIC_PER_ACCOUNT } from "./evaluation";
import { CALGARY, OTHER_PARTITIONS, TAIPEI, TEL_AVIV, WITHOUT_IAM } from "./regions";

/** Rules about IAM users and their credentials. */
export const USER_RULES = {
  iamPasswordPolicy: {
    identifier: "IAM_PASSWORD_POLICY",
    title: "The account takes weaker passwords than are asked for",
    ...PERIODIC_PER_ACCOUNT,
    parameters: () => ({
      RequireUppercaseCharacters: "true",
      RequireLowercaseCharacters: "true",
      RequireSymbols: "true",
      RequireNumbers: "true",
      MinimumPasswordLength: "14",
      PasswordReusePrevention: "24",
    }),
    allowedParameters: {
      RequireUppercaseCharacters: "`true`: a password needs a capital.",
      RequireLowercaseCharacters: "`true`: it needs a small letter.",
      RequireSymbols: "`true`: it needs a symbol.",
      RequireNumbers: "`true`: it needs a digit.",
      MinimumPasswordLength: "Characters, at least.",
      PasswordReusePrevention: "Earlier passwords that cannot be used again, at least.",
      MaxPasswordAge: "Days after which a password has to be changed, at most. Default: 90.",
    },
    absentFrom: [CALGARY, TAIPEI, TEL_AVIV],
    controls: [...cis("1.7", "1.8"), hub("IAM.7"), ...nist("IA-5(1)"), ...pci("8.3.6")],
    offBecause:
      "It wants passwords that expire, which those of the baseline do only with `baseline.passwordPolicy.maximumAgeDays`: then switch it on with the same `MaxPasswordAge`.",
  },
  accessKeysRotated: {
    identifier: "ACCESS_KEYS_ROTATED",
    title: "An access key is older than 90 days",
    ...PERIODIC_PER_ACCOUNT,
    parameters: () => ({ maxAccessKeyAge: "90" }),
    allowedParameters: { maxAccessKeyAge: "Days of a key, at most." },
    requiredParameters: ["maxAccessKeyAge"],
    absentFrom: WITHOUT_IAM,
    controls: [...cis("1.13"), hub("IAM.3"), ...nist("AC-2(3)"), ...pci("8.3.9")],
  },
  mfaEnabledForIamConsoleAccess: {
    identifier: "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS",
    title: "A user signs in to the console without a second factor",
    ...PERIODIC_PER_ACCOUNT,
    // The list was cut off: these are the regions that one of the two other rules on second factors is missing in.
    absentFrom: [...OTHER_PARTITIONS, ...WITHOUT_IAM],
    controls: [...cis("1.9"), hub("IAM.5"), ...nist("IA-2(1)"), ...pci("8.4.2")],
  },
  iamUserMfaEnabled: {
    identifier: "IAM_USER_MFA_ENABLED",
    title: "A user has no second factor",
    ...PERIODIC_PER_ACCOUNT,
    absentFrom: WITHOUT_IAM,
    controls: [hub("IAM.19"), ...nist("IA-2(1)"), ...pci("8.4.2")],
    offBecause:
      "It reports users of programs as well, which cannot sign in; mfaEnabledForIamConsoleAccess says it of the others.",
  },
} as const satisfies Readonly<Record<string, ConfigRuleDefinition>>;
