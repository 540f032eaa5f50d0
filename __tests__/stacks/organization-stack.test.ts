import { LOG_ARCHIVE_ID_TO_COME, ORGANIZATION_ID_TO_COME } from "../../config/guardrails";
import { parseLandingZone } from "../../config/load";
import {
  exampleLandingZone,
  existingLandingZone,
  ORGANIZATION_ID,
  synthesizeLandingZone,
  synthesizeStack,
} from "../support/landing-zones";
import type { Block, Template } from "../support/terraform";

const organization = (...lines: string[]): Template => synthesizeStack(existingLandingZone(...lines), "organization");

const attachments = (template: Template): Block[] => template.resources("aws_organizations_policy_attachment");

describe("guardrails", () => {
  const landingZone = existingLandingZone();
  const template = organization();
  const rootId = "${aws_organizations_organization.organization.roots[0].id}";

  it("are policies of the organization, with the documents that the configuration computed", () => {
    const policies = template.json.resource?.aws_organizations_policy ?? {};
    expect(Object.keys(policies).sort()).toEqual(landingZone.guardrails.map(({ key }) => key).sort());
    for (const { content, key, name, type } of landingZone.guardrails) {
      expect(policies[key]).toMatchObject({ name, type, content });
    }
  });

  it("say what they are for, in the console", () => {
    for (const { description } of template.resources("aws_organizations_policy")) {
      expect(description).toBe("Protects the landing zone small; made from the names it deploys");
    }
  });

  it("are attached to the root", () => {
    const attached = attachments(template).map(({ policy_id: id, target_id: target }) => [id, target]);
    const keys = landingZone.guardrails.map(({ key }) => key);
    expect(attached.sort()).toEqual(keys.map((key) => [`\${aws_organizations_policy.${key}.id}`, rootId]).sort());
  });

  it("wait for their types to be enabled", () => {
    for (const { depends_on: dependsOn } of template.resources("aws_organizations_policy")) {
      expect(dependsOn).toContain("aws_organizations_organization.organization");
    }
    expect(template.resource("aws_organizations_organization").enabled_policy_types).toEqual(
      expect.arrayContaining(["RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"]),
    );
  });

  it("name the organization by its id, or by the id that AWS will give it", () => {
    const contents = (all: Template) => JSON.stringify(all.resources("aws_organizations_policy"));
    expect(contents(template)).toContain(ORGANIZATION_ID);
    const created = synthesizeStack(exampleLandingZone(), "organization");
    expect(contents(created)).toContain("${aws_organizations_organization.organization.id}");
    expect(contents(created)).not.toContain(ORGANIZATION_ID_TO_COME);
  });

  it("name the log-archive account by its id, or by the id that AWS will give it", () => {
    const account = (all: Template) =>
      /"aws:PrincipalAccount":"([^"]+)"/.exec(
        all
          .resources("aws_organizations_policy")
          .map(({ content }) => String(content))
          .join(),
      )?.[1];
    expect(account(template)).toBe("222222222222");
    const created = synthesizeStack(exampleLandingZone(), "organization");
    expect(account(created)).toMatch(/^\$\{aws_organizations_account\.account-log-archive\w*\.id\}$/);
    expect(created.text).not.toContain(LOG_ARCHIVE_ID_TO_COME);
  });
});

describe("an exception to a guardrail", () => {
  it("leaves it out", () => {
    const template = organization(
      "guardrails: { exceptions: { keys: { disabled: true, reason: Keys are elsewhere } } }",
    );
    expect(template.text).not.toContain("kms:ScheduleKeyDeletion");
  });

  it("attaches it to an organizational unit", () => {
    const template = organization(
      "guardrails: { exceptions: { flowLogs: { organizationalUnits: [Security], reason: Sandboxes come and go } } }",
    );
    expect(template.resource("aws_organizations_policy", "scp-unit-security-1").content).toContain(
      "ec2:DeleteFlowLogs",
    );
    expect(template.resource("aws_organizations_policy", "scp-root-1").content).not.toContain("ec2:DeleteFlowLogs");
    expect(attachments(template)).toContainEqual(
      expect.objectContaining({
        policy_id: "${aws_organizations_policy.scp-unit-security-1.id}",
        target_id: expect.stringMatching(
          /^\$\{aws_organizations_organizational_unit\.organizational-unit_security_\w+\.id\}$/,
        ) as string,
      }),
    );
  });

  it("keeps what is attached to units apart from what is attached to the root, whatever a unit is called", () => {
    const landingZone = existingLandingZone(
      "guardrails: { exceptions: { flowLogs: { organizationalUnits: [Security], reason: Sandboxes come and go } } }",
    );
    const renamed = JSON.parse(JSON.stringify(landingZone).replaceAll("Security", "Root")) as typeof landingZone;
    expect(() => synthesizeLandingZone(renamed)).not.toThrow();
  });
});

describe("opt-in regions", () => {
  it("are enabled six at a time in each account, as AWS refuses more", () => {
    const names = [
      "af-south-1",
      "ap-east-1",
      "ap-south-2",
      "ap-southeast-3",
      "ap-southeast-4",
      "eu-central-2",
      "eu-south-1",
    ];
    const { text } = organization();
    expect(text).not.toContain("aws_account_region");
    const landingZone = parseLandingZone(
      [
        "name: small",
        "homeRegion: eu-west-1",
        `regions: [eu-west-1, ${names.join(", ")}]`,
        "accounts:",
        '  management: { id: "111111111111", email: management@example.com }',
        "  logArchive: { email: log-archive@example.com }",
        "  audit: { email: audit@example.com }",
        "baseline: { optInRegions: enable }",
      ].join("\n"),
      "small.yaml",
    ).landingZone;
    const template = synthesizeStack(landingZone, "organization");
    expect(template.resources("aws_account_region")).toHaveLength(3 * names.length);
    const waitsFor = (region: string) => template.resource("aws_account_region", `region-audit-${region}`).depends_on;
    for (const region of names.slice(0, 6)) {
      expect(waitsFor(region)).toEqual(["aws_organizations_organization.organization"]);
    }
    expect(waitsFor("eu-south-1")).toEqual([
      "aws_organizations_organization.organization",
      "aws_account_region.region-audit-af-south-1",
    ]);
  });
});

describe("an account that is to be created", () => {
  it("waits for the organization, whether it has a unit or not", () => {
    const { landingZone } = parseLandingZone(
      [
        "name: small",
        "homeRegion: eu-west-1",
        "regions: [eu-west-1]",
        "organization: { organizationalUnits: [{ name: Security }] }",
        "accounts:",
        '  management: { id: "111111111111", email: management@example.com }',
        "  logArchive: { email: log-archive@example.com, organizationalUnit: Security }",
        "  audit: { email: audit@example.com }",
      ].join("\n"),
      "small.yaml",
    );
    const accounts = synthesizeStack(landingZone, "organization").resources("aws_organizations_account");
    for (const account of accounts) {
      expect(JSON.stringify([account.depends_on, account.parent_id])).toMatch(/aws_organizations_organiz/);
    }
    expect(accounts).toHaveLength(2);
  });
});
