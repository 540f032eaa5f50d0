import {
  exampleLandingZone,
  existingLandingZone,
  stackOf,
  synthesizeLandingZone,
  synthesizeStack,
} from "../support/landing-zones";
import { landingZoneOf, readExample } from "../support/examples";
import type { Block } from "../support/terraform";

const example = exampleLandingZone();
const { manifest, stacks } = synthesizeLandingZone(example);
const { manifest: manifestOfExisting, stacks: existing } = synthesizeLandingZone(existingLandingZone());

const dependencies = (stack: string): unknown => (manifest.stacks as Record<string, Block>)[stack]?.dependencies;
const inAccount = "organization-trail";

describe("defineLandingZone", () => {
  it("has a baseline for every account", () => {
    expect(Object.keys(stacks).filter((stack) => stack.startsWith("baseline-"))).toHaveLength(example.accounts.length);
  });

  it("keeps every Terraform address, which are all API: a change here is a migration for every user", () => {
    expect(Object.fromEntries(Object.entries(stacks).map(([id, { addresses }]) => [id, addresses]))).toMatchSnapshot();
  });

  it("keeps every address of the stack of a key store, too", () => {
    expect(synthesizeStack(landingZoneOf(readExample("cloudhsm")), "key-store").addresses).toMatchSnapshot();
  });

  it("deploys the organization first, the archive before those who write to it", () => {
    expect(dependencies("organization")).toEqual([]);
    expect(dependencies("log-archive")).toEqual(["organization"]);
    expect(dependencies("organization-trail")).toEqual(["organization", "log-archive"]);
    expect(dependencies("alerting")).toEqual(["organization"]);
    expect(dependencies("detection")).toEqual(expect.arrayContaining(["organization-trail", "alerting"]));
    expect(dependencies("security-tooling")).toEqual(["organization"]);
    expect(dependencies("baseline-audit")).toEqual(expect.arrayContaining(["alerting", "log-archive", "organization"]));
    // AWS refuses rules of the organization where an account does not record.
    expect(dependencies("config-rules")).toEqual(
      expect.arrayContaining(example.accounts.map(({ slug }) => `baseline-${slug}`)),
    );
  });

  it("deploys in the same order when every account exists", () => {
    const { dependencies: ofBaseline } = (manifestOfExisting.stacks as Record<string, Block>)["baseline-audit"] ?? {};
    expect(ofBaseline).toEqual(["log-archive", "alerting"]);
  });

  it("writes no path of this machine", () => {
    for (const { text } of [...Object.values(stacks), ...Object.values(existing)]) {
      expect(text).not.toContain(process.cwd());
      expect(text).not.toMatch(/"\/(home|root|tmp|Users|var|work)\b/);
    }
  });

  it("requires a Terraform that locks S3 state by S3, and one provider by its full name and exact version", () => {
    for (const { json } of Object.values(stacks)) {
      expect(json.terraform).toMatchObject({
        required_version: ">= 1.10.0",
        required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } },
      });
    }
  });
});

describe("providers", () => {
  it("assume the deployment role in every account but the management account", () => {
    const providers = stackOf(existing, "security-tooling").json.provider.aws;
    expect(providers[0]).toMatchObject({ region: "eu-west-1" });
    for (const provider of providers) {
      expect(provider).toMatchObject({
        assume_role: [
          { role_arn: 'arn:aws:iam::333333333333:role/${coalesce(var.plan_role, "OrganizationAccountAccessRole")}' },
        ],
      });
    }
    expect(stackOf(existing, "organization").json.provider.aws[0]).not.toHaveProperty("assume_role");
  });

  it("assume a role in the management account too when one is named", () => {
    const landingZone = existingLandingZone("deployment: { role: Deploy, managementRole: DeployManagement }");
    const { stacks: withRoles } = synthesizeLandingZone(landingZone);
    // Who plans as another role is in the management account as that role.
    expect(stackOf(withRoles, inAccount).json.provider.aws[0]).toMatchObject({
      dynamic: {
        assume_role: {
          for_each: '${var.plan_role == "" ? ["DeployManagement"] : []}',
          content: { role_arn: "arn:aws:iam::111111111111:role/${assume_role.value}" },
        },
      },
    });
    expect(stackOf(withRoles, inAccount).json.provider.aws[0]).not.toHaveProperty("assume_role");
    expect(stackOf(withRoles, "security-tooling").json.provider.aws[0]).toMatchObject({
      assume_role: [{ role_arn: 'arn:aws:iam::333333333333:role/${coalesce(var.plan_role, "Deploy")}' }],
    });
  });

  it("have the variable of the role that plans wherever a role is assumed, and nowhere else", () => {
    const landingZone = existingLandingZone("deployment: { role: Deploy, managementRole: DeployManagement }");
    const rolesOf = (all: typeof existing) =>
      Object.values(all).map(({ json }) => [
        json.provider.aws.some((provider) => "assume_role" in provider || "dynamic" in provider),
        Object.keys(json.variable ?? {}).includes("plan_role"),
      ]);
    for (const all of [existing, synthesizeLandingZone(landingZone).stacks]) {
      expect(rolesOf(all).filter(([assumes, has]) => assumes !== has)).toEqual([]);
    }
  });

  it("refuse credentials of another account", () => {
    for (const { json } of Object.values(existing)) {
      for (const provider of json.provider.aws) {
        expect(provider.allowed_account_ids).toEqual([expect.stringMatching(/^\d{12}$/)]);
      }
    }
  });

  it("find a created account by the id AWS gave it", () => {
    const id =
      "${data.terraform_remote_state.cross-stack-reference-input-organization.outputs." +
      "cross-stack-output-aws_organizations_accountaccount-auditid}";
    expect(stackOf(stacks, "security-tooling").json.provider.aws[0]).toMatchObject({
      allowed_account_ids: [id],
      assume_role: [
        { role_arn: `arn:aws:iam::${id}:role/\${coalesce(var.plan_role, "OrganizationAccountAccessRole")}` },
      ],
    });
  });

  it("are one for each region, the home region's without an alias", () => {
    expect(stackOf(stacks, "baseline-audit").json.provider.aws.map(({ alias, region }) => [alias, region])).toEqual(
      expect.arrayContaining([
        [undefined, "eu-west-1"],
        ["eu-central-1", "eu-central-1"],
        ["us-east-1", "us-east-1"],
      ]),
    );
  });

  it("tag everything", () => {
    expect(stackOf(stacks, "log-archive").json.provider.aws[0]).toMatchObject({
      default_tags: [{ tags: { LandingZone: "example-org", ManagedBy: "cdktf-landing-zone" } }],
    });
  });
});

describe("references between stacks", () => {
  const outputs = (id: string): string[] => Object.keys(stackOf(existing, id).json.output ?? {});

  it("are none but the key of the archive when accounts and organization exist, so that all can be planned at once", () => {
    const references = Object.keys(existing)
      .flatMap(outputs)
      .filter((output) => output.startsWith("cross-stack-output-"));
    expect(references).toEqual(["cross-stack-output-aws_kms_keylog-keyarn"]);
  });
});

describe("baseline", () => {
  const recorders = (id: string): Block[] => stackOf(stacks, id).resources("aws_config_configuration_recorder");

  it.each(example.accounts.map(({ slug }) => slug))("records %s in every region, global types at home only", (key) => {
    const atHome = recorders(`baseline-${key}`).filter(
      ({ recording_group: group }) => (group as Block).include_global_resource_types === true,
    );
    expect(
      recorders(`baseline-${key}`)
        .map(({ provider }) => provider)
        .sort(),
    ).toEqual(["aws", "aws.eu-central-1", "aws.us-east-1"]);
    expect(atHome.map(({ provider }) => provider)).toEqual(["aws"]);
  });

  it("creates Config's role where it is missing only", () => {
    expect(stackOf(existing, "baseline-audit").resources("aws_iam_service_linked_role")).toEqual([]);
    expect(stackOf(existing, "baseline-log-archive").resources("aws_iam_service_linked_role")).toHaveLength(1);
  });
});

describe("organization", () => {
  it("creates what has no id", () => {
    const { json } = stackOf(stacks, "organization");
    expect(json.import).toBeUndefined();
    expect(Object.keys(json.resource?.aws_organizations_account ?? {}).sort()).toEqual([
      "account-audit",
      "account-log-archive",
      "account-shop-development",
      "account-shop-production",
    ]);
  });

  it("adopts what has an id", () => {
    expect(stackOf(existing, "organization").json.import).toEqual([
      { id: "o-exampleorgid", to: "aws_organizations_organization.organization" },
      { id: "222222222222", to: "aws_organizations_account.account-log-archive" },
      { id: "333333333333", to: "aws_organizations_account.account-audit" },
    ]);
  });

  it("puts accounts in their organizational units, and leaves others where they are", () => {
    const shop = "  workloads: [{ name: shop, email: shop@example.com }]";
    const template = synthesizeStack(existingLandingZone(shop), "organization");
    const parentOf = (name: string): unknown => template.resource("aws_organizations_account", name).parent_id;
    expect(parentOf("account-log-archive")).toMatch(
      /^\$\{aws_organizations_organizational_unit\.organizational-unit_security_\w+\.id\}$/,
    );
    // AWS creates it in the root.
    expect(parentOf("account-shop")).toBeUndefined();
    expect(parentOf("account-audit")).toBeUndefined();
  });
});

describe("organization-trail", () => {
  const template = stackOf(stacks, "organization-trail");

  it("has the name whose ARN the archive trusts", () => {
    const { name } = template.resource("aws_cloudtrail");
    const trusted = stackOf(stacks, "log-archive").text;
    expect(trusted).toContain(`arn:aws:cloudtrail:eu-west-1:111111111111:trail/${String(name)}`);
  });

  it("announces its deliveries to a topic of their own", () => {
    expect(template.resource("aws_cloudtrail").sns_topic_name).toBe("${aws_sns_topic.delivery-topic.name}");
  });

  it("encrypts with the archive's key", () => {
    expect(template.resource("aws_cloudtrail").kms_key_id).toMatch(/cross-stack-output-aws_kms_keylog-keyarn\}$/);
  });
});
