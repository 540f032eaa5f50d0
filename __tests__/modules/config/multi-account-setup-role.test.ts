import { OrganizationsOrganization } from "@cdktf/provider-aws/lib/organizations-organization";
import { MultiAccountSetupRole } from "../../../modules/config/multi-account-setup-role";
import { synthesizeModule } from "../../support/terraform";

describe("MultiAccountSetupRole", () => {
  it("is made for the service that deploys rules to the organization, once that trusts it", () => {
    const template = synthesizeModule((stack, environment) => {
      const ready = new OrganizationsOrganization(stack, "organization", { provider: environment.provider });
      new MultiAccountSetupRole(stack, "role", { environment, after: [{ ready }] });
    });
    expect(template.resource("aws_iam_service_linked_role")).toMatchObject({
      aws_service_name: "config-multiaccountsetup.amazonaws.com",
      depends_on: ["aws_organizations_organization.organization"],
    });
  });
});
