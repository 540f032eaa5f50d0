import type { JobFunction } from "../function";

export const REVIEWER: JobFunction = {
  title: "Reviewer",
  purpose: "Plans with Terraform: reads settings in every account, and neither logs nor secrets.",
  in: "every-account",
  hours: 1,
  incompatibleWith: [],
  statements: () => [],
};
