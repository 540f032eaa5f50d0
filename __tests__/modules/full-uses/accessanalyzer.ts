import { AccessAnalyzerRole, OrganizationAnalyzer } from "../../../modules/accessanalyzer";
import { DelegatedAdministrator } from "../../../modules/organizations";
import type { Uses } from "./uses";

/** Every prop of the constructs of `modules/accessanalyzer`. */
export const ACCESSANALYZER: Uses = {
  AccessAnalyzerRole: (stack) => {
    const delegation = new DelegatedAdministrator(stack, "delegation", {
      accountId: "333333333333",
      services: ["access-analyzer.amazonaws.com"],
    });
    new AccessAnalyzerRole(stack, "role", { after: [delegation] });
  },
  OrganizationAnalyzer: (stack) => {
    const role = new AccessAnalyzerRole(stack, "role");
    new OrganizationAnalyzer(stack, "analyzer", { analyzerName: "organization", after: [role] });
  },
};
