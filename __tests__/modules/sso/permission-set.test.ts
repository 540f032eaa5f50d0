import { Assignments } from "../../../modules/sso/assignments";
import { IdentityCenter } from "../../../modules/sso/identity-center";
import { PermissionSet } from "../../../modules/sso/permission-set";
import type { PermissionSetProps } from "../../../modules/sso/permission-set";
import { synthesizeModule } from "../../support/terraform";

const READ = { Sid: "Read", Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::logs" } as const;
const INSTANCE = "arn:aws:sso:::instance/ssoins-1234567890abcdef";

function center(props: Partial<PermissionSetProps> = {}) {
  return synthesizeModule((stack, environment) => {
    const { groupId, instanceArn } = (() => {
      const found = new IdentityCenter(stack, "center", { environment });
      return { groupId: found.groupId("readers", "Security Log Readers"), instanceArn: found.instanceArn };
    })();
    const permissionSet = new PermissionSet(stack, "reader", {
      environment,
      instanceArn,
      permissionSetName: "example-log-reader",
      description: "Reads the logs",
      hours: 2,
      statements: [READ],
      boundaryName: "example-access-boundary",
      policyNames: ["example-alarm-reader"],
      ...props,
    });
    const accounts = new Map([
      ["log-archive", "222222222222"],
      ["audit", "333333333333"],
    ]);
    new Assignments(stack, "readers", { environment, permissionSet, groupId, accounts });
  });
}

describe("PermissionSet", () => {
  it("has its statements, its longest session and its boundary by name", () => {
    const template = center();
    expect(template.resource("aws_ssoadmin_permission_set")).toMatchObject({ session_duration: "PT2H" });
    expect(template.statements("aws_ssoadmin_permission_set_inline_policy", "inline_policy").Read).toEqual(READ);
    expect(template.resource("aws_ssoadmin_permissions_boundary_attachment")).toMatchObject({
      permissions_boundary: { customer_managed_policy_reference: { name: "example-access-boundary" } },
    });
  });

  it("refuses a name that AWS would refuse, and statements that do not fit into one inline policy", () => {
    expect(() => center({ permissionSetName: "x".repeat(33) })).toThrow("permissionSetName: got");
    expect(() => center({ statements: [{ ...READ, Resource: "x".repeat(10_240) }] })).toThrow("at most 10,240");
  });

  it("is adopted where it exists", () => {
    const existingArn = "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef";
    expect(center({ existingArn, instanceArn: INSTANCE }).json.import).toEqual([
      expect.objectContaining({ id: `${existingArn},${INSTANCE}` }),
    ]);
  });
});

describe("Assignments", () => {
  const template = center();

  it("assigns to a group that is found by its name", () => {
    const [group] = Object.values(template.json.data?.aws_identitystore_group ?? {});
    expect(group).toMatchObject({
      alternate_identifier: {
        unique_attribute: { attribute_path: "DisplayName", attribute_value: "Security Log Readers" },
      },
    });
    expect(template.resources("aws_ssoadmin_account_assignment").map(({ target_id }) => target_id)).toEqual([
      "333333333333",
      "222222222222",
    ]);
  });

  it("waits for all parts of the permission set, which come one after the other", () => {
    for (const assignment of template.resources("aws_ssoadmin_account_assignment")) {
      expect(assignment.depends_on).toHaveLength(3);
    }
    expect(template.resource("aws_ssoadmin_permissions_boundary_attachment").depends_on).toHaveLength(1);
  });
});
