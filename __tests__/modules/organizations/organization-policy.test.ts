import { OrganizationPolicy } from "../../../modules/organizations/organization-policy";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

const CONTENT = '{"Version":"2012-10-17","Statement":[]}';

function policy(targets: Record<string, string>): Template {
  return synthesizeModule((stack, environment) => {
    new OrganizationPolicy(stack, "scp", {
      environment,
      policyName: "org-service-control-1",
      type: "SERVICE_CONTROL_POLICY",
      description: "Protects the landing zone",
      content: CONTENT,
      targets: new Map(Object.entries(targets)),
      policyTypes: { fqn: "aws_organizations_organization.organization" },
    });
  });
}

describe("OrganizationPolicy", () => {
  it("holds the document as it is given", () => {
    expect(policy({ root: "r-ab12" }).resource("aws_organizations_policy")).toMatchObject({
      name: "org-service-control-1",
      type: "SERVICE_CONTROL_POLICY",
      description: "Protects the landing zone",
      content: CONTENT,
    });
  });

  it("waits for its type to be enabled, without which AWS refuses it", () => {
    expect(policy({ root: "r-ab12" }).resource("aws_organizations_policy").depends_on).toEqual([
      "aws_organizations_organization.organization",
    ]);
  });

  it("is attached to every target", () => {
    const attachments = policy({ security: "ou-ab12-34cd56ef", workloads: "ou-ab12-34cd56f0" }).resources(
      "aws_organizations_policy_attachment",
    );
    expect(attachments).toEqual([
      expect.objectContaining({ policy_id: "${aws_organizations_policy.scp.id}", target_id: "ou-ab12-34cd56ef" }),
      expect.objectContaining({ policy_id: "${aws_organizations_policy.scp.id}", target_id: "ou-ab12-34cd56f0" }),
    ]);
  });

  it("keeps the address of an attachment when another target goes or comes", () => {
    const addresses = (targets: Record<string, string>): string[] =>
      policy(targets).addresses.filter((address) => address.startsWith("aws_organizations_policy_attachment."));
    const both = addresses({ security: "ou-ab12-34cd56ef", workloads: "ou-ab12-34cd56f0" });
    expect(both).toEqual(
      [...addresses({ security: "ou-ab12-34cd56ef" }), ...addresses({ workloads: "ou-ab12-34cd56f0" })].sort(),
    );
  });
});
