import { z } from "zod";
import { GUARDRAILS, POLICY_LIMITS } from ".";
import type { GuardrailKey } from ".";
import { distinct } from "../fields/lists";
import { text } from "../fields/text";

const exception = (protects: string) =>
  z
    .strictObject({
      disabled: z.boolean().default(false).describe("Whether it is left out altogether."),
      organizationalUnits: distinct(z.array(z.string().meta({ examples: ["Workloads"] })).min(1), "organizational unit")
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
      .default(9)
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
