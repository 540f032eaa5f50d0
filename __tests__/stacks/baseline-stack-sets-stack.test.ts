import { stackSetLayoutOf, stackSetsOf } from "../../config/baseline/stack-sets";
import type { LandingZone } from "../../config/landing-zone";
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

  const regionsOf = (set: string, of: Template = template) =>
    Object.entries(of.json.resource?.aws_cloudformation_stack_set_instance ?? {}).flatMap(([name, { region }]) =>
      name.startsWith(`${set}_`) ? [region] : [],
    );
  const typesOf = (set: string, of: Template = template) => [
    ...new Set(Object.values(resourcesOf(stackSet(set, of))).map(({ Type }) => Type)),
  ];

  it("has what an account has once, in the home region", () => {
    expect(typesOf("once")).toEqual(["AWS::IAM::Role", "AWS::IAM::ManagedPolicy"]);
    expect(regionsOf("once")).toEqual(["eu-west-1"]);
    expect(regionsOf("regional")).toEqual(["eu-west-1", "us-east-1"]);
  });

  it("has stack sets of their own for what an account may have already", () => {
    expect(typesOf("config-role")).toEqual(["AWS::IAM::ServiceLinkedRole"]);
    expect(regionsOf("config-role")).toEqual(["eu-west-1"]);
    expect(typesOf("recorder")).toEqual(["AWS::Config::ConfigurationRecorder", "AWS::Config::DeliveryChannel"]);
    expect(regionsOf("recorder")).toEqual(["eu-west-1", "us-east-1"]);
    expect(typesOf("regional")).toEqual(["AWS::Events::Rule", "AWS::EC2::SnapshotBlockPublicAccess"]);
    const waiting = template
      .resources("aws_cloudformation_stack_set_instance")
      .flatMap(({ depends_on: on = [] }) => on);
    // Event rules wait for their role only, and recorders for theirs.
    expect(new Set(waiting)).toEqual(
      new Set(
        ["once", "config-role"].map((set): unknown =>
          expect.stringMatching(new RegExp(`^aws_cloudformation_stack_set_instance\\.${set}_eu-west-1-root_`)),
        ),
      ),
    );
  });

  it("makes no service-linked role in accounts that have it", () => {
    expect(stackSet("config-role").template_body).toContain('"333333333333"');
    expect(stackSet("config-role").template_body).not.toContain('"222222222222"');
  });

  describe("that an earlier version deployed", () => {
    const landingZone = existingLandingZone(STACK_SETS);
    const remembering = (...addresses: string[]): LandingZone => ({
      ...landingZone,
      ledger: {
        version: 1,
        name: landingZone.name,
        homeRegion: landingZone.homeRegion,
        organization: landingZone.organization.id ?? null,
        state: null,
        accounts: {},
        organizationalUnits: {},
        trustedServices: {},
        policies: {},
        regions: {},
        resources: Object.fromEntries(
          addresses.map((address) => [
            `baseline-stack-sets/${address}`,
            { path: address.replace(/^.*\./, ""), in: "management/eu-west-1" },
          ]),
        ),
      } as unknown as LandingZone["ledger"],
    });
    const ONCE = "aws_cloudformation_stack_set.once";
    const RECORDER = "aws_cloudformation_stack_set.recorder";
    const stackSetNames = (of: LandingZone): string[] => stackSetsOf(of).map(({ stackSetName }) => stackSetName);

    it("keeps what it has where it is: a stack would delete it before, or after, another makes it", () => {
      const old = synthesizeStack(remembering(ONCE), "baseline-stack-sets");
      expect(Object.keys(old.json.resource?.aws_cloudformation_stack_set ?? {}).sort()).toEqual(["once", "regional"]);
      expect(typesOf("once", old)).toEqual([
        "AWS::IAM::ServiceLinkedRole",
        "AWS::IAM::Role",
        "AWS::IAM::ManagedPolicy",
      ]);
      expect(typesOf("regional", old)).toEqual([
        "AWS::Config::ConfigurationRecorder",
        "AWS::Config::DeliveryChannel",
        "AWS::Events::Rule",
        "AWS::EC2::SnapshotBlockPublicAccess",
      ]);
      expect(stackSetNames(remembering(ONCE))).toEqual(["small-baseline-global", "small-baseline"]);
    });

    it("is known by the ledger, which has the recorder's stack set of every deployment that began with one", () => {
      expect(template.addresses).toContain(RECORDER);
      expect(stackSetLayoutOf(remembering())).toBe("separate");
      expect(stackSetLayoutOf(remembering(ONCE))).toBe("joined");
      expect(stackSetLayoutOf(remembering(ONCE, RECORDER))).toBe("separate");
      // One whose first deployment failed between them, and whose ledger is of its states.
      expect(stackSetLayoutOf(remembering(ONCE, "aws_cloudformation_stack_set.config-role"))).toBe("separate");
    });
  });

  it("says of each stack set, for those who look for its stacks, its name and regions", () => {
    const made = Object.entries(template.json.resource?.aws_cloudformation_stack_set ?? {}).map(([id, { name }]) => ({
      stackSetName: name,
      regions: regionsOf(id),
    }));
    const said = stackSetsOf(existingLandingZone(STACK_SETS)).map(({ regions, stackSetName }) => ({
      stackSetName,
      regions,
    }));
    expect(said).toHaveLength(made.length);
    expect(said).toEqual(expect.arrayContaining(made));
    const nothing = existingLandingZone("baseline: { deployment: stacksets, snapshotSharing: unchanged }");
    const silent = { ...nothing, detection: { ...nothing.detection, forwarded: [], globallyForwarded: [] } };
    const without = synthesizeStack(silent, "baseline-stack-sets");
    expect(Object.keys(without.json.resource?.aws_cloudformation_stack_set ?? {})).not.toContain("regional");
    expect(stackSetsOf(silent).map(({ stackSetName }) => stackSetName)).not.toContain("small-baseline");
  });

  it("records and forwards in each region with the names that Terraform would give", () => {
    const resources = ["regional", "recorder"].flatMap((set) => Object.values(resourcesOf(stackSet(set))));
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
    expect(regions.sort()).toEqual(["eu-west-1", "eu-west-1", "eu-west-1", "eu-west-1", "us-east-1"]);
    expect(regionsOf("recorder", alone)).toEqual(["eu-west-1"]);
    const block = Object.values(resourcesOf(stackSet("regional", alone))).find(
      ({ Type }) => Type === "AWS::EC2::SnapshotBlockPublicAccess",
    );
    expect(block).toHaveProperty("Condition");
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
