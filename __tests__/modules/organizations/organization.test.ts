import { DelegatedAdministrator } from "../../../modules/organizations/delegated-administrator";
import { MemberAccount } from "../../../modules/organizations/member-account";
import type { MemberAccountProps } from "../../../modules/organizations/member-account";
import { Organization } from "../../../modules/organizations/organization";
import { OrganizationalUnits } from "../../../modules/organizations/organizational-units";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

function organization(existingId?: string): Template {
  return synthesizeModule((stack, environment) => {
    new Organization(stack, "organization", {
      environment,
      existingId,
      trustedServices: ["config.amazonaws.com"],
      policyTypes: ["SERVICE_CONTROL_POLICY"],
    });
  });
}

function account(props: Partial<MemberAccountProps> = {}): Template {
  return synthesizeModule((stack, environment) => {
    new MemberAccount(stack, "account", {
      environment,
      name: "audit",
      email: "audit@example.com",
      parentId: "r-1",
      roleName: "Access",
      ...props,
    });
  });
}

const ignoredBy = (template: Template): unknown =>
  (template.resource("aws_organizations_account").lifecycle as { ignore_changes: unknown }).ignore_changes;

describe("Organization", () => {
  it("has all features, its trusted services and policy types, and cannot be destroyed by a plan", () => {
    expect(organization().resource("aws_organizations_organization")).toMatchObject({
      feature_set: "ALL",
      aws_service_access_principals: ["config.amazonaws.com"],
      enabled_policy_types: ["SERVICE_CONTROL_POLICY"],
      lifecycle: { prevent_destroy: true },
    });
  });

  it("is created when no id is given", () => {
    expect(organization().json.import).toBeUndefined();
  });

  it("is adopted when it exists", () => {
    expect(organization("o-exampleorgid").json.import).toEqual([
      { id: "o-exampleorgid", to: "aws_organizations_organization.organization" },
    ]);
  });
});

describe("MemberAccount", () => {
  it("is created in its unit, with the role that deployments assume", () => {
    expect(account().resource("aws_organizations_account")).toMatchObject({
      name: "audit",
      email: "audit@example.com",
      parent_id: "r-1",
      role_name: "Access",
    });
  });

  it("is never closed, destroyed, renamed or replaced", () => {
    expect(account().resource("aws_organizations_account")).toMatchObject({
      close_on_deletion: false,
      lifecycle: {
        prevent_destroy: true,
        ignore_changes: ["email", "iam_user_access_to_billing", "name", "role_name"],
      },
    });
  });

  it("is adopted when it exists", () => {
    expect(account({ existingId: "222222222222" }).json.import).toEqual([
      { id: "222222222222", to: "aws_organizations_account.account" },
    ]);
  });

  it("keeps its tags when it is adopted, which the tags of the landing zone would replace", () => {
    expect(ignoredBy(account({ existingId: "222222222222" }))).toEqual(expect.arrayContaining(["tags", "tags_all"]));
    expect(ignoredBy(account())).not.toContain("tags_all");
  });

  it("is moved when it has a parent, and stays where it is without", () => {
    const moved = account({ existingId: "222222222222" });
    expect(moved.resource("aws_organizations_account").parent_id).toBe("r-1");
    expect(ignoredBy(moved)).not.toContain("parent_id");
    const kept = account({ existingId: "222222222222", parentId: undefined });
    expect(kept.resource("aws_organizations_account")).not.toHaveProperty("parent_id");
    expect(ignoredBy(kept)).toContain("parent_id");
  });
});

describe("OrganizationalUnits", () => {
  const nested = [
    { slug: "workloads", path: "Workloads", name: "Workloads" },
    { slug: "workloads-production", path: "Workloads/Production", name: "Production", parentPath: "Workloads" },
  ];

  it("are nested, the first below the root", () => {
    const template = synthesizeModule((stack, environment) => {
      new OrganizationalUnits(stack, "unit", { environment, rootId: "r-1", organizationalUnits: nested });
    });
    const units = template.resources("aws_organizations_organizational_unit");
    expect(units).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: "Workloads", parent_id: "r-1" }),
        expect.objectContaining({
          name: "Production",
          parent_id: expect.stringMatching(
            /^\$\{aws_organizations_organizational_unit\.unit_workloads_\w+\.id\}$/,
          ) as string,
        }),
      ]),
    );
    expect(units).toHaveLength(2);
  });

  it("cannot be destroyed by a plan", () => {
    const template = synthesizeModule((stack, environment) => {
      new OrganizationalUnits(stack, "unit", { environment, rootId: "r-1", organizationalUnits: nested });
    });
    for (const unit of template.resources("aws_organizations_organizational_unit")) {
      expect(unit.lifecycle).toEqual({ prevent_destroy: true });
    }
  });

  it("says which units there are when another is asked for", () => {
    synthesizeModule((stack, environment) => {
      const units = new OrganizationalUnits(stack, "unit", { environment, rootId: "r-1", organizationalUnits: nested });
      expect(() => units.idOf("Production")).toThrow("there are: Workloads, Workloads/Production");
    });
  });
});

describe("DelegatedAdministrator", () => {
  const template = synthesizeModule((stack, environment) => {
    const { trustedAccess } = new Organization(stack, "organization", {
      environment,
      existingId: "o-exampleorgid",
      policyTypes: [],
      trustedServices: ["config.amazonaws.com"],
    });
    new DelegatedAdministrator(stack, "audit", {
      environment,
      after: [{ ready: trustedAccess }],
      accountId: "333333333333",
      services: ["config.amazonaws.com", "config-multiaccountsetup.amazonaws.com"],
    });
  });
  const registered = template.resources("aws_organizations_delegated_administrator");

  it("administers every service", () => {
    expect(registered.map(({ account_id: id, service_principal: service }) => [id, service])).toEqual([
      ["333333333333", "config-multiaccountsetup.amazonaws.com"],
      ["333333333333", "config.amazonaws.com"],
    ]);
  });

  it("waits for trusted access, without which AWS refuses, even when the account's id is known", () => {
    for (const { depends_on: dependsOn } of registered) {
      expect(dependsOn).toEqual(["aws_organizations_organization.organization"]);
    }
  });
});
