import { pipelineRoles } from "../../stacks/pipeline-roles";
import type { PipelineRole } from "../../stacks/pipeline-roles";
import { existingLandingZone, stackOf, synthesizeLandingZone } from "../support/landing-zones";

const zone = (bootstrapped: boolean, workloads = "") =>
  existingLandingZone(
    ...(workloads === "" ? [] : [`  workloads: ${workloads}`]),
    "deployment: { managementRole: Deployment }",
    `access: { ci: { bootstrapped: ${bootstrapped}, github: { owner: acme, repository: zone, environment: production } } }`,
  );
const roleOf = (job: PipelineRole["job"], roles = pipelineRoles(zone(true), "o-exampleorgid")) => {
  const role = roles?.roles.find((candidate) => candidate.job === job);
  if (role === undefined) throw new Error(`no role for ${job}`);
  return role;
};

describe("roles of pipelines", () => {
  it("are Terraform's from the beginning unless the file says otherwise", () => {
    expect(pipelineRoles(zone(false), undefined)).toBeUndefined();
    const { json } = stackOf(synthesizeLandingZone(zone(false)).stacks, "access-management");
    expect(json.import).toBeUndefined();
  });

  it("are taken over by the stack, with the trust and the description that they were made with", () => {
    const management = stackOf(synthesizeLandingZone(zone(true)).stacks, "access-management");
    expect((management.json.import ?? []).map(({ id }) => id).sort()).toEqual([
      "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com",
      "arn:aws:iam::111111111111:policy/small-access-boundary",
      "small-deployer",
      "small-reviewer",
    ]);
    for (const job of ["plan", "apply"] as const) {
      const { description, roleName, sessionSeconds, trust } = roleOf(job);
      const made = management.resources("aws_iam_role").find(({ name }) => name === roleName) ?? {};
      const { Statement } = JSON.parse(trust) as { Statement: { Principal: unknown }[] };
      const synthesized = (JSON.parse(String(made.assume_role_policy)) as { Statement: object[] }).Statement;
      // The provider's ARN is Terraform's.
      const withoutPrincipal = (statement: object) => ({ ...statement, Principal: undefined });
      expect(Statement.map(withoutPrincipal)).toEqual(synthesized.map(withoutPrincipal));
      expect(made).toMatchObject({ description, max_session_duration: sessionSeconds });
    }
  });

  it("may assume roles of accounts that are yet to be made, in their own organization alone", () => {
    const created = zone(true, "[{ name: shop, email: shop@example.com, organizationalUnit: Security }]");
    const { permissions } = roleOf("apply", pipelineRoles(created, undefined));
    const { Statement } = JSON.parse(permissions) as { Statement: { Sid: string }[] };
    expect(Statement.find(({ Sid }) => Sid === "AssumeDeploymentRoles")).toMatchObject({
      Resource: expect.arrayContaining(["arn:aws:iam::*:role/OrganizationAccountAccessRole"]) as object,
      Condition: { StringEquals: { "aws:ResourceOrgID": "${aws:PrincipalOrgID}" } },
    });
    expect(roleOf("apply").permissions).not.toContain("iam::*");
  });

  it("never get more than IAM takes in a role", () => {
    expect(roleOf("plan").permissions.length).toBeLessThan(10_240);
  });
});
