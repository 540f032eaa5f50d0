import { z } from "zod";
import { distinct } from "../fields/lists";
import { roleName } from "../fields/text";
import { breakGlassPrincipal } from "./principal";

export const breakGlass = z
  .strictObject({
    role: roleName
      .meta({ examples: ["example-org-break-glass"] })
      .optional()
      .describe(
        "Name, not ARN, of the role that the log archive and the guardrails make an exception for, in every account. " +
          "Default: `<name>-break-glass`.",
      ),
    create: z
      .boolean()
      .default(true)
      .describe("Whether the role is created in every account; otherwise it has to exist wherever it is to be used."),
    trustedPrincipals: distinct(z.array(breakGlassPrincipal).min(1), "principal")
      .optional()
      .describe(
        "ARNs of those that may assume it: IAM users and account roots, with multi-factor authentication; roles and " +
          "permission sets of IAM Identity Center of the organization, whose sessions carry no sign of it, so that " +
          "whoever lets people into them has to demand it. Default: the root of the management account, so that IAM " +
          "policies there decide which of its IAM users may.",
      ),
  })
  .prefault({})
  .describe("The role for emergencies.");
