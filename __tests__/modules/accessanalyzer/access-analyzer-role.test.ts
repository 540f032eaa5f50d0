import { OrganizationsOrganization } from "@cdktf/provider-aws/lib/organizations-organization";
import { AccessAnalyzerRole } from "../../../modules/accessanalyzer/access-analyzer-role";
import { synthesizeModule } from "../../support/terraform";

describe("AccessAnalyzerRole", () => {
  it("is made for IAM Access Analyzer, once the organization trusts it", () => {
    const template = synthesizeModule((stack, environment) => {
      const ready = new OrganizationsOrganization(stack, "organization", { provider: environment.provider });
      new AccessAnalyzerRole(stack, "role", { environment, after: [{ ready }] });
    });
    expect(template.resource("aws_iam_service_linked_role")).toMatchObject({
      aws_service_name: "access-analyzer.amazonaws.com",
      depends_on: ["aws_organizations_organization.organization"],
    });
  });
});
