import { cis, hub, nist, pci } from "./controls";
import type { ConfigRuleDefinition } from "./definition";
import { PERIODIC_PER_ACCOUNT } from "./evaluation";
import { BEIJING, CALGARY, GOV_CLOUD_EAST, GOV_CLOUD_WEST, MALAYSIA, MEXICO, NEW_ZEALAND, SPAIN } from "./regions";
import { OTHER_PARTITIONS, TAIPEI, TEL_AVIV, THAILAND, UAE, WITHOUT_IAM, ZURICH } from "./regions";

/** Rules about accounts and their root users; an account whose root user has no credentials is not evaluated. */
export const ACCOUNT_RULES = {
  rootAccountMfaEnabled: {
    identifier: "ROOT_ACCOUNT_MFA_ENABLED",
    title: "The root user signs in without a second factor",
    ...PERIODIC_PER_ACCOUNT,
    // The list is of early 2025, before Mexico, New Zealand, Taipei and Thailand.
    // prettier-ignore
    absentFrom: [
      ...OTHER_PARTITIONS,
      CALGARY, MALAYSIA, MEXICO, NEW_ZEALAND, TAIPEI, TEL_AVIV, THAILAND, UAE,
    ],
    controls: [...cis("1.4"), hub("IAM.9"), ...nist("IA-2(1)"), ...pci("8.4.2")],
  },
  rootAccountHardwareMfaEnabled: {
    identifier: "ROOT_ACCOUNT_HARDWARE_MFA_ENABLED",
    title: "The root user can sign in with a second factor that is no hardware",
    ...PERIODIC_PER_ACCOUNT,
    // The list is of 2021; newer versions of the page were cut off before it.
    absentFrom: [...OTHER_PARTITIONS, ...WITHOUT_IAM],
    controls: [...cis("1.5"), hub("IAM.6"), ...nist("IA-2(1)"), ...pci("8.4.2")],
  },
  iamRootAccessKeyCheck: {
    identifier: "IAM_ROOT_ACCESS_KEY_CHECK",
    title: "The root user has access keys",
    ...PERIODIC_PER_ACCOUNT,
    absentFrom: [CALGARY, MALAYSIA, MEXICO, NEW_ZEALAND, SPAIN, TAIPEI, TEL_AVIV, THAILAND, UAE, ZURICH],
    controls: [...cis("1.3"), hub("IAM.4"), ...nist("AC-6"), ...pci("2.2.2")],
  },
  accountPartOfOrganizations: {
    identifier: "ACCOUNT_PART_OF_ORGANIZATIONS",
    title: "The account is in no organization, or in another one",
    ...PERIODIC_PER_ACCOUNT,
    allowedParameters: { MasterAccountId: "Id of the organization's management account. Default: any." },
    absentFrom: [BEIJING, TAIPEI],
    controls: [hub("Account.2"), ...nist("CM-2")],
  },
  securityAccountInformationProvided: {
    identifier: "SECURITY_ACCOUNT_INFORMATION_PROVIDED",
    title: "AWS knows nobody to tell of security events of the account",
    note: "`baseline.securityContact` names somebody in every account.",
    ...PERIODIC_PER_ACCOUNT,
    // prettier-ignore
    absentFrom: [
      CALGARY, GOV_CLOUD_EAST, GOV_CLOUD_WEST, MALAYSIA, MEXICO, NEW_ZEALAND, TAIPEI, THAILAND,
    ],
    controls: [...cis("1.2"), hub("Account.1"), ...nist("CM-2")],
  },
} as const satisfies Readonly<Record<string, ConfigRuleDefinition>>;
