import { z } from "zod";
import { distinct } from "../fields/lists";
import { accountId, roleName } from "../fields/text";

const externalAccount = z
  .strictObject({
    id: accountId.describe("Twelve digits, in quotes."),
    role: roleName
      .optional()
      .describe(
        "Name, not ARN, of a role in that account that Terraform may assume, to authorize the aggregator in every governed " +
          "region there. Default: none, its owner runs what the output `authorize_aggregator` of the stack `security-tooling` says.",
      ),
  })
  .describe("An account outside of the organization.");

export const aggregation = z
  .strictObject({
    externalAccounts: distinct(z.array(externalAccount), "external account", { field: "id" })
      .default([])
      .describe(
        "Accounts outside of the organization whose AWS Config data the audit account sees, too, in an aggregator of its own. " +
          "Default: none.",
      ),
  })
  .prefault({})
  .describe("The view of all accounts' AWS Config data in the audit account; the organization is always in it.");
