import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Aspects, Lazy } from "cdktf";
import { LandingZoneStack } from "../../../stacks/landing-zone-stack";
import { existingLandingZone } from "../../support/landing-zones";
import { synthesizeApp } from "../../support/terraform";
import type { Template } from "../../support/terraform";

class Roles extends LandingZoneStack {}

function roles(define: (stack: Roles) => void): Template {
  const landingZone = existingLandingZone();
  const { stacks } = synthesizeApp((app) => {
    define(new Roles(app, "roles", landingZone, { slug: "audit", accountId: "333333333333" }));
  });
  const { roles: template } = stacks;
  if (template === undefined) throw new Error("the stack was not written");
  return template;
}

describe("what is kept from cdktf's first pass", () => {
  it("is not what an aspect changes afterwards", () => {
    const template = roles((stack) => {
      new IamRole(stack, "role", { assumeRolePolicy: "{}" });
      Aspects.of(stack).add({
        visit: (node) => {
          if (node instanceof IamRole) node.description = "changed by an aspect";
        },
      });
    });
    expect(template.resource("aws_iam_role").description).toBe("changed by an aspect");
  });

  it("can be overridden from the stack", () => {
    const template = roles((stack) => {
      new IamRole(stack, "role", { assumeRolePolicy: "{}", description: "kept" });
      stack.addOverride("resource.aws_iam_role.role.max_session_duration", 7200);
    });
    expect(template.resource("aws_iam_role")).toMatchObject({ description: "kept", max_session_duration: 7200 });
  });

  it("is not a lazy value, which may be another the second time", () => {
    let calls = 0;
    const template = roles((stack) => {
      const description = Lazy.stringValue({ produce: () => `call ${(calls += 1)}` });
      new IamRole(stack, "role", { assumeRolePolicy: "{}", description });
    });
    expect(template.resource("aws_iam_role").description).toBe(`call ${calls}`);
    expect(calls).toBeGreaterThan(1);
  });
});
