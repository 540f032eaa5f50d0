import { PasswordPolicy } from "../../../modules/iam";
import type { Uses } from "./uses";

/** Every prop of the constructs of `modules/iam`. */
export const IAM: Uses = {
  PasswordPolicy: (stack) =>
    new PasswordPolicy(stack, "password-policy", {
      minimumLength: 20,
      reusePrevention: 24,
      requireLowercase: true,
      requireNumbers: true,
      requireSymbols: false,
      requireUppercase: true,
      maxAgeDays: 90,
      usersMayChangeTheirs: true,
    }),
};
