import type { Partition } from "../../aws/regions";
import type { Configuration } from "../schema";
import { breakGlassKinds } from "./principal";
import type { BreakGlass } from "./settings";

/** The role for emergencies, and who may assume it. */
export function breakGlassOf(
  { accounts, breakGlass, name }: Pick<Configuration, "accounts" | "breakGlass" | "name">,
  partition: Partition,
): BreakGlass {
  const { trustedPrincipals = [`arn:${partition}:iam::${accounts.management.id}:root`] } = breakGlass;
  const { roles, users } = breakGlassKinds(trustedPrincipals);
  return {
    role: breakGlassRoleOf({ breakGlass, name }),
    create: breakGlass.create,
    trustedUsers: users,
    trustedRoles: roles,
  };
}

/** Name of the role for emergencies. */
export function breakGlassRoleOf({ breakGlass, name }: Pick<Configuration, "breakGlass" | "name">): string {
  return breakGlass.role ?? `${name}-break-glass`;
}
