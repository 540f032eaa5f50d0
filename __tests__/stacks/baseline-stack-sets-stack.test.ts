import { existingLandingZone, stackOf, synthesizeLandingZone, synthesizeStack } from "../support/landing-zones";
import type { Block, Template } from "../support/terraform";

const STACK_SETS = "baseline: { deployment: stacksets }";
const synthesized = (...lines: string[]) => synthesizeLandingZone(existingLandingZone(...lines));
const { manifest, stacks } = synthesized(STACK_SETS);
const template = stackOf(stacks, "baseline-stack-sets");

const stackSet = (name: string, of: Template = template): Block => of.resource("aws_cloudformation_stack_set", name);
const resourcesOf = (set: Block): Record<string, { Type: string; Properties: Record<string, unknown> }> =>
  (
    JSON.parse(String(set.template_body).replaceAll("$${", "${")) as {
      Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
    }
  ).Resources;

describe("a baseline by StackSets", () => {
  it("leaves a stack of its own to the management account only, which StackSets do not reach", () => {
    expect(Object.keys(stacks).filter((id) => id.startsWith("baseline-"))).toEqual([
      "baseline-management",
      "baseline-stack-sets",
    ]);
  });

  it("comes after the bucket and the bus, and before the rules of the organization", () => {
    const dependencies = (id: string) => (manifest.stacks as Record<string, Block>)[id]?.dependencies;
    expect(dependencies("baseline-stack-sets")).toEqual(expect.arrayContaining(["log-archive", "alerting"]));
    expect(dependencies("config-rules")).toEqual(
      expect.arrayContaining(["baseline-management", "baseline-stack-sets"]),
    );
  });

  it("is trusted by the organization", () => {
    expect(stackOf(stacks, "organization").text).toContain("member.org.stacksets.cloudformation.amazonaws.com");
    expect(stackOf(synthesized().stacks, "organization").text).not.toContain("stacksets");
  });

  it("is exempt from the guardrails, and nobody else may make roles of such names", () => {
    const policies = stackOf(stacks, "organization")
      .resources("aws_organizations_policy")
      .map(({ content }) => String(content));
    const roles = "arn:aws:iam::*:role/stacksets-exec-*";
    const statements = policies.flatMap(
      (content) =>
        (JSON.parse(content.replaceAll(/\$\{[^}]*\}/g, "x")) as { Statement: Record<string, unknown>[] }).Statement,
    );
    const named = (sid: string) => JSON.stringify(statements.find(({ Sid }) => Sid === sid));
    expect(named("ConfigRecorders")).toContain(roles);
    expect(statements.find(({ Sid }) => Sid === "SecurityRoles")?.Resource).toContain(roles);
    expect(named("KeyDestruction")).not.toContain(roles);
  });

  it("has what an account has once, in the home region", () => {
    expect(Object.values(resourcesOf(stackSet("once"))).map(({ Type }) => Type)).toEqual(
      expect.arrayContaining(["AWS::IAM::ServiceLinkedRole", "AWS::IAM::Role", "AWS::IAM::ManagedPolicy"]),
    );
    const instances = template.json.resource?.aws_cloudformation_stack_set_instance ?? {};
    const regionsOf = (set: string) =>
      Object.entries(instances).flatMap(([name, { region }]) => (name.startsWith(`${set}_`) ? [region] : []));
    expect(regionsOf("once")).toEqual(["eu-west-1"]);
    expect(regionsOf("regional")).toEqual(["eu-west-1", "us-east-1"]);
  });

  it("makes no service-linked role in accounts that have it", () => {
    expect(stackSet("once").template_body).toContain('"333333333333"');
    expect(stackSet("once").template_body).not.toContain('"222222222222"');
  });

  it("records and forwards in each region with the names that Terraform would give", () => {
    const resources = Object.values(resourcesOf(stackSet("regional")));
    const properties = (type: string) => resources.find(({ Type }) => Type === type)?.Properties;
    expect(properties("AWS::Config::DeliveryChannel")).toMatchObject({ S3BucketName: "small-config-eu-west-1" });
    expect(properties("AWS::Events::Rule")).toMatchObject({ Name: "small-to-security-bus" });
    expect(properties("AWS::EC2::SnapshotBlockPublicAccess")).toEqual({ State: "block-all-sharing" });
  });

  it("goes to all accounts below the root, and to those that join", () => {
    expect(stackSet("regional")).toMatchObject({
      permission_model: "SERVICE_MANAGED",
      auto_deployment: { enabled: true, retain_stacks_on_account_removal: true },
    });
    for (const { deployment_targets: targets } of template.resources("aws_cloudformation_stack_set_instance")) {
      expect(JSON.stringify(targets)).toContain("organizational_unit_ids");
    }
  });

  it("forwards events from the region of global services, governed or not", () => {
    const landingZone = { ...existingLandingZone(STACK_SETS), regions: ["eu-west-1"] };
    const alone = synthesizeStack(landingZone, "baseline-stack-sets");
    const regions = alone.resources("aws_cloudformation_stack_set_instance").map(({ region }) => region);
    expect(regions.sort()).toEqual(["eu-west-1", "eu-west-1", "us-east-1"]);
    const recorder = Object.values(resourcesOf(stackSet("regional", alone))).find(
      ({ Type }) => Type === "AWS::Config::ConfigurationRecorder",
    );
    expect(recorder).toHaveProperty("Condition");
  });

  it("leaves public snapshots alone where CloudFormation cannot block them", () => {
    const landingZone = { ...existingLandingZone(STACK_SETS), regions: ["ap-east-2", "eu-west-1", "us-east-1"] };
    const newer = synthesizeStack(landingZone, "baseline-stack-sets");
    expect(stackSet("regional-newer-regions", newer).template_body).not.toContain("SnapshotBlockPublicAccess");
    expect(stackSet("regional", newer).template_body).toContain("SnapshotBlockPublicAccess");
  });

  it("leaves out the accounts that have no rules either, except those of the landing zone", () => {
    const excluded = '["999999999999", "222222222222", audit]';
    const { stacks: without } = synthesized(STACK_SETS, `config: { excludedAccounts: ${excluded} }`);
    const instances = stackOf(without, "baseline-stack-sets").resources("aws_cloudformation_stack_set_instance");
    expect(instances.length).toBeGreaterThan(0);
    for (const { deployment_targets: targets } of instances) {
      expect(targets).toMatchObject({ account_filter_type: "DIFFERENCE", accounts: ["999999999999"] });
    }
    expect(template.text).not.toContain("DIFFERENCE");
  });
});
