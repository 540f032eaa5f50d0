import { z } from "zod";
import { roleName } from "../fields/text";

export const deployment = z
  .strictObject({
    role: roleName
      .default("OrganizationAccountAccessRole")
      .describe(
        "Name, not ARN, of the role that Terraform assumes in every account but the management account: 1 to 64 " +
          "letters, digits and `_+=,.@-`. Organizations makes it " +
          "in accounts that are created; in accounts that joined by invitation it has to be made by hand.",
      ),
    managementRole: roleName
      .optional()
      .describe(
        "Name, not ARN, of the role that Terraform assumes in the management account. Default: none, the caller's own " +
          "credentials are used, and refused if they belong to another account.",
      ),
  })
  .prefault({})
  .describe("How Terraform reaches the accounts.");
