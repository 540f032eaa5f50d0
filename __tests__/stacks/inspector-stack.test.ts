import { parseLandingZone } from "../../config/load";
import { extended } from "../config/support";
import { synthesizeLandingZone } from "../support/landing-zones";
import type { Block, Template } from "../support/terraform";

const stacks = (fields?: string): Record<string, Template> =>
  synthesizeLandingZone(
    parseLandingZone(fields === undefined ? extended() : extended(`inspector: { ${fields} }`), "test.yaml").landingZone,
  ).stacks;
const of = (id: string, fields?: string): Template => {
  const stack = stacks(fields)[id];
  if (stack === undefined) throw new Error(`there is no stack ${id}`);
  return stack;
};

const ENABLER = "aws_inspector2_enabler";
const ORGANIZATION = "aws_inspector2_organization_configuration";
const ASSOCIATION = "aws_inspector2_member_association";
const ADMINISTRATOR = "aws_inspector2_delegated_admin_account";
const removedFrom = (template: Template): unknown[] =>
  ((template.json as unknown as { removed?: Block[] }).removed ?? []).map(({ from }) => from);

describe("Amazon Inspector of the organization", () => {
  const template = of("inspector", "scans: [ec2, lambda, lambda-code]");

  it("scans the audit account first, then says what accounts get that join, then associates and scans each member", () => {
    const administrator = `${ENABLER}.inspector-eu-west-1`;
    const organization = `${ORGANIZATION}.inspector-organization-eu-west-1`;
    const member = "inspector-management-eu-west-1";
    expect(template.resource(ENABLER, "inspector-eu-west-1").depends_on).toBeUndefined();
    expect(template.resource(ORGANIZATION, "inspector-organization-eu-west-1").depends_on).toEqual([administrator]);
    expect(template.resource(ASSOCIATION, member).depends_on).toEqual([administrator, organization]);
    expect(template.resource(ENABLER, member).depends_on).toEqual([`${ASSOCIATION}.${member}`]);
  });

  it("has every account but the audit account as a member, the management account included, in every region", () => {
    const members = ["log-archive", "management", "shop"];
    const regions = ["eu-west-1", "us-east-1"];
    const expected = members.flatMap((member) => regions.map((region) => `inspector-${member}-${region}`));
    expect(Object.keys(template.json.resource?.[ASSOCIATION] ?? {}).sort()).toEqual(expected.sort());
    expect(template.resource(ASSOCIATION, "inspector-management-us-east-1")).toMatchObject({
      account_id: "111111111111",
      provider: "aws.us-east-1",
    });
  });

  it("never has two accounts in one enabler, and waits long for each", () => {
    for (const { account_ids: accounts, timeouts } of template.resources(ENABLER)) {
      expect(accounts).toHaveLength(1);
      expect(timeouts).toEqual({ create: "30m", delete: "30m", update: "30m" });
    }
  });

  it("scans what the file says, for accounts that join, too", () => {
    expect(template.resource(ENABLER, "inspector-shop-eu-west-1").resource_types).toEqual([
      "EC2",
      "LAMBDA",
      "LAMBDA_CODE",
    ]);
    expect(template.resource(ORGANIZATION, "inspector-organization-us-east-1").auto_enable).toEqual({
      ec2: true,
      ecr: false,
      lambda: true,
      lambda_code: true,
    });
  });

  it("is not destroyed by any plan", () => {
    for (const type of [ENABLER, ORGANIZATION, ASSOCIATION]) {
      for (const { lifecycle } of template.resources(type)) {
        expect(lifecycle).toEqual({ prevent_destroy: true });
      }
    }
  });
});

describe("accounts that AWS has associated already", () => {
  const imports = (fields: string) => (of("inspector", fields).json.import ?? []).map(({ to }) => to);

  it("are imported in every region, as AWS refuses to associate them twice", () => {
    expect(imports("associated: [shop]")).toEqual([
      `${ASSOCIATION}.inspector-shop-eu-west-1`,
      `${ASSOCIATION}.inspector-shop-us-east-1`,
    ]);
    expect(imports("delegated: existing, associated: [all]")).toHaveLength(6);
    expect(imports("delegated: existing")).toEqual([]);
  });

  it("are imported by their ids, also those that the landing zone creates", () => {
    const [adopted] = of("inspector", 'associated: ["111111111111"]').json.import ?? [];
    expect(adopted).toEqual({ to: `${ASSOCIATION}.inspector-management-eu-west-1`, id: "111111111111" });
    const [created] = of("inspector", "associated: [shop]").json.import ?? [];
    expect(created?.id).toContain("terraform_remote_state");
  });
});

describe("accounts that join", () => {
  it("are left as they are where the administrator is adopted, as code repositories may be scanned in them", () => {
    const template = of("inspector", "delegated: existing");
    expect(template.resources(ORGANIZATION)).toEqual([]);
    expect(removedFrom(template)).toContain(`${ORGANIZATION}.inspector-organization-eu-west-1`);
    expect(of("inspector", "delegated: existing, newAccounts: enroll").resources(ORGANIZATION)).toHaveLength(2);
  });
});

describe("an Inspector policy of the organization", () => {
  const all = stacks(
    "enrolment: policy, suppressions: [{ name: a, reason: accepted by all, expires: 2027-03-31, criteria: { title: [a] } }]",
  );

  it("is not fought: no scan is switched on, and what was on is forgotten, not destroyed", () => {
    const ofInspector = (all.inspector?.addresses ?? []).filter((address) => address.startsWith("aws_inspector2_"));
    expect(ofInspector.map((address) => address.split(".")[0])).toEqual([
      "aws_inspector2_filter",
      "aws_inspector2_filter",
    ]);
    expect(all.inspector && removedFrom(all.inspector)).toEqual(
      expect.arrayContaining([
        `${ENABLER}.inspector-eu-west-1`,
        `${ORGANIZATION}.inspector-organization-us-east-1`,
        `${ASSOCIATION}.inspector-shop-eu-west-1`,
        `${ENABLER}.inspector-shop-eu-west-1`,
      ]),
    );
  });

  it("keeps its type enabled, and has administrator and suppressions", () => {
    expect(all.organization?.resource("aws_organizations_organization").lifecycle).toEqual({
      prevent_destroy: true,
      ignore_changes: ["enabled_policy_types"],
    });
    expect(all.organization?.resources(ADMINISTRATOR)).toHaveLength(2);
    expect(all.inspector?.resources("aws_inspector2_filter")).toHaveLength(2);
  });
});

describe("the delegated administrator", () => {
  it("is the audit account, in each governed region, once the organization trusts Amazon Inspector", () => {
    const template = of("organization", "");
    expect(template.resource("aws_organizations_organization").aws_service_access_principals).toContain(
      "inspector2.amazonaws.com",
    );
    expect(template.resource(ADMINISTRATOR, "inspector-administrator-us-east-1")).toMatchObject({
      provider: "aws.us-east-1",
      account_id: "${aws_organizations_account.account-audit.id}",
      depends_on: ["aws_organizations_organization.organization"],
      lifecycle: { prevent_destroy: true },
    });
  });

  it("stays in regions that are not governed any more, and where the file has no Inspector", () => {
    const other = `${ADMINISTRATOR}.inspector-administrator-eu-central-1`;
    const governed = `${ADMINISTRATOR}.inspector-administrator-us-east-1`;
    expect(removedFrom(of("organization", ""))).toContain(other);
    expect(removedFrom(of("organization", ""))).not.toContain(governed);
    const without = stacks();
    expect(without.inspector).toBeUndefined();
    expect(without.organization && removedFrom(without.organization)).toEqual(
      expect.arrayContaining([other, governed]),
    );
  });

  it("is imported where it is one already", () => {
    const imports = of("organization", "delegated: existing").json.import ?? [];
    expect(imports.map(({ to }) => to)).toContain(`${ADMINISTRATOR}.inspector-administrator-eu-west-1`);
    expect(of("organization", "").json.import).toBeUndefined();
  });
});

describe("suppressions", () => {
  const criteria = "{ vulnerabilityId: [CVE-2024-1, CVE-2023-*], epssScore: { to: 0.1 }, resourceTags: { Env: test } }";
  const suppression = (expires: string) =>
    `suppressions: [{ name: batch, reason: "Nothing gets in, RISK-1", expires: ${expires}, criteria: ${criteria} }]`;

  it("are filters of every region, with their reason and date", () => {
    const filters = of("inspector", suppression("2027-03-31")).resources("aws_inspector2_filter");
    expect(filters.map(({ provider }) => provider)).toEqual(["aws", "aws.us-east-1"]);
    expect(filters[0]).toMatchObject({
      name: "example-batch",
      action: "SUPPRESS",
      reason: "Nothing gets in, RISK-1 (until 2027-03-31)",
      filter_criteria: [
        {
          epss_score: [{ lower_inclusive: 0, upper_inclusive: 0.1 }],
          resource_tags: [{ comparison: "EQUALS", key: "Env", value: "test" }],
          vulnerability_id: [
            { comparison: "EQUALS", value: "CVE-2024-1" },
            { comparison: "PREFIX", value: "CVE-2023-" },
          ],
        },
      ],
    });
  });

  it("stay when they have expired, so that no plan changes overnight", () => {
    expect(of("inspector", suppression("2020-01-01")).resources("aws_inspector2_filter")).toHaveLength(2);
  });
});
