/** The variable of stacks with log buckets by which whoever may change these names the break-glass role. */
export const DEPLOYMENT_ROLE = "deployment_role";

/** The variable of stacks by which whoever plans names a role that reads only. */
export const PLAN_ROLE = "plan_role";
