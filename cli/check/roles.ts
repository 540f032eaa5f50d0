import { GetRoleCommand } from "@aws-sdk/client-iam";
import type { IAMClient } from "@aws-sdk/client-iam";
import { hasBaseline, hasBaselineStack, isHome, isMissing } from "./check";
import type { Check, Difference } from "./check";

/**
 * Roles that the guardrails make exceptions for, and so nobody can make later. That the deployment role is there is shown by the
 * account being looked at: it is reached by it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
 */
export const roles: Check = {
  id: "roles",
  title: "Every account can be entered by the deployment, and in an emergency",
  concerns: (environment) => isHome(environment) && hasBaseline(environment),
  async run(environment, { iam }) {
    const { account, landingZone } = environment;
    const { breakGlass } = landingZone;
    if (await hasRole(iam, breakGlass.role)) {
      return [];
    }
    const stack = hasBaselineStack(environment) ? `baseline-${account.slug}` : "baseline-stack-sets";
    const missing: Difference = {
      what: `there is no role ${breakGlass.role} for emergencies`,
      advice: breakGlass.create ? `Deploy ${stack}.` : MAKE,
    };
    return [missing];
  },
};

const MAKE =
  "The file says that it exists, breakGlass.create: false. Make it before the stack organization is deployed: the guardrail " +
  "securityRoles denies that afterwards to all but the deployment role.";

export async function hasRole(client: IAMClient, RoleName: string): Promise<boolean> {
  try {
    await client.send(new GetRoleCommand({ RoleName }));
    return true;
  } catch (error) {
    if (isMissing(error, "NoSuchEntityException", "NoSuchEntity")) {
      return false;
    }
    throw error;
  }
}
