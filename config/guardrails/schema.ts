import { z } from "zod";
import { GUARDRAILS, POLICY_LIMITS } from ".";
import type { GuardrailKey } from ".";
import { DEFAULTS } from "../fields/defaults";
import { arn, roleName, text } from "../fields/text";

const exception = (protects: string) =>
  z
    .strictObject({
      disabled: z.boolean().default(false).describe("Whether it is left out altogether."),
      organizationalUnits: z
        .array(z.string().meta({ examples: ["Workloads"] }))
        .min(1)
        .optional()
        .describe(
          "Paths of the organizational units it is attached to, units below them included. Default: the root, which is " +
            "every member account.",
        ),
      reason: text(/\S.{8,}\S/, "a sentence of at least 10 characters", "Sandboxes are thrown away weekly").describe(
        "Why this organization departs from the default, for those who review it.",
      ),
    })
    .optional()
    .describe(`${protects} Default: attached to the root.`);

const exceptions = Object.fromEntries(
  Object.entries(GUARDRAILS).map(([key, { protects }]) => [key, exception(protects)]),
) as Record<GuardrailKey, ReturnType<typeof exception>>;

const MOST_POLICIES = POLICY_LIMITS.SERVICE_CONTROL_POLICY.perTarget;

export const guardrails = z
  .strictObject({
    policiesPerTarget: z
      .number()
      .int("must be a whole number")
      .min(1, "must be at least 1")
      .max(MOST_POLICIES, `must be at most ${MOST_POLICIES}, AWS's limit`)
      .default(DEFAULTS.policiesPerTarget)
      .meta({ examples: [4] })
      .describe(
        "How many service control policies, and as many resource control policies but never more than 4, the guardrails " +
          "may attach to one root or organizational unit, 1 to 10. AWS allows ten service control policies and five " +
          "resource control policies, of which `FullAWSAccess`, `RCPFullAWSAccess` and the organization's own policies " +
          "take some.",
      ),
    exceptions: z.strictObject(exceptions).prefault({}).describe("Guardrails that are left out or attached elsewhere."),
  })
  .prefault({})
  .describe("Service control policies and resource control policies that protect the landing zone.");

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
    trustedPrincipals: z
      .array(
        arn(
          "iam",
          "none",
          "(root|(role|user)/[A-Za-z0-9_+=,.@/-]+)",
          "the ARN of an account root, an IAM role or an IAM user",
          "arn:aws:iam::111111111111:role/security-lead",
        ),
      )
      .min(1)
      .optional()
      .describe(
        "ARNs of the roles, users or account roots that may assume it, with multi-factor authentication. Default: the " +
          "root of the management account, so that IAM policies there decide.",
      ),
  })
  .prefault({})
  .describe("The role for emergencies.");
