import { AccountDefaults, SecurityContact } from "../../../modules/account";
import type { Uses } from "./uses";

/** Every prop of the constructs of `modules/account`. */
export const ACCOUNT: Uses = {
  AccountDefaults: (stack) =>
    new AccountDefaults(stack, "defaults", {
      accountWide: true,
      passwordPolicy: { minimumLength: 20, maxAgeDays: 90 },
      instanceMetadata: { hopLimit: 2 },
      stripDefaultSecurityGroups: true,
    }),
  SecurityContact: (stack) =>
    new SecurityContact(stack, "contact", {
      name: "Security team",
      title: "Security officer",
      email: "security@example.com",
      phone: "+49 30 1234567",
    }),
};
