import { OrganizationAnalyzer } from "../../../modules/accessanalyzer/organization-analyzer";
import { synthesizeModule } from "../../support/terraform";

describe("OrganizationAnalyzer", () => {
  it("trusts the organization, and looks for access from outside of it only", () => {
    const template = synthesizeModule((stack, environment) => {
      new OrganizationAnalyzer(stack, "analyzer", { environment, analyzerName: "org" });
    });
    expect(template.resource("aws_accessanalyzer_analyzer", "analyzer")).toMatchObject({
      analyzer_name: "org",
      type: "ORGANIZATION",
    });
  });
});
