import { EVENT_RULES } from "../../config/detection";
import { parseLandingZone } from "../../config/load";
import { forwardedEvents } from "../../stacks/event-forwarding";
import { exampleLandingZone, existingLandingZone, stackOf, synthesizeLandingZone } from "../support/landing-zones";
import type { Block, Template } from "../support/terraform";

const example = exampleLandingZone();
const { manifest, stacks } = synthesizeLandingZone(example);
const synthesized = (...lines: string[]): Record<string, Template> =>
  synthesizeLandingZone(existingLandingZone(...lines)).stacks;

describe("the role for emergencies", () => {
  const roleIn = (all: Record<string, Template>, account: string) =>
    stackOf(all, `baseline-${account}`).resource("aws_iam_role", "break-glass");

  it.each(example.accounts.map(({ slug }) => slug))("is in every account: %s", (account) => {
    expect(roleIn(stacks, account)).toMatchObject({ provider: "aws", name: "example-org-break-glass" });
  });

  it("has the name and the trust that the file gives it", () => {
    const lead = "arn:aws:iam::111111111111:user/security-lead";
    const named = synthesized(`breakGlass: { role: emergency, trustedPrincipals: ["${lead}"] }`);
    const { assume_role_policy: trust, name } = roleIn(named, "audit");
    expect(name).toBe("emergency");
    expect(trust).toContain(`"Principal":{"AWS":["${lead}"]}`);
  });

  it("is made nowhere when it exists already", () => {
    for (const { text } of Object.values(synthesized("breakGlass: { create: false }"))) {
      expect(text).not.toContain("AdministratorAccess");
    }
  });
});

describe("the rule about MFA Delete", () => {
  const required = synthesized("archive: { mfaDelete: required }");
  const ruled = (stacks: Record<string, Template>): string[] =>
    Object.keys(stacks).filter((id) => stackOf(stacks, id).text.includes('"name": "small-mfa-delete"'));

  it("is where the trail bucket is, and nowhere else", () => {
    expect(ruled(required)).toEqual(["baseline-log-archive"]);
  });

  it("looks at the trail bucket, from the home region on, once AWS Config records there", () => {
    expect(stackOf(required, "baseline-log-archive").resource("aws_config_config_rule", "mfa-delete")).toMatchObject({
      provider: "aws",
      scope: { compliance_resource_id: "small-cloudtrail-eu-west-1" },
      depends_on: [expect.stringMatching(/^aws_config_configuration_recorder_status\.config-eu-west-1_status_/)],
    });
  });

  it("is not there unless MFA Delete is required", () => {
    expect(ruled(synthesized())).toEqual([]);
  });
});

describe("the rules that forward events", () => {
  const rulesIn = (all: Record<string, Template>, account: string) =>
    Object.fromEntries(
      Object.entries(stackOf(all, `baseline-${account}`).json.resource?.aws_cloudwatch_event_rule ?? {}).filter(
        ([name]) => name.startsWith("security-events-"),
      ),
    );
  const off = "{ disabled: true, reason: The SIEM reports these }";

  it.each(
    example.accounts.flatMap(({ slug }) =>
      ["eu-central-1", "eu-west-1", "us-east-1"].map((region): [string, string] => [slug, region]),
    ),
  )("are in every account and region: %s in %s", (account, region) => {
    const provider = region === example.homeRegion ? "aws" : `aws.${region}`;
    const rules = rulesIn(stacks, account);
    const [first, ...others] = forwardedEvents(example).filter((forwarded) => forwarded.region === region);
    expect(rules[`security-events-${region}`]).toMatchObject({
      name: "example-org-to-security-bus",
      provider,
      event_pattern: first?.pattern,
    });
    expect(rules[`security-events-${region}`]).not.toHaveProperty("state");
    expect(others.length).toBeGreaterThan(0);
    for (const { pattern, ruleName, suffix } of others) {
      const rule = rules[`security-events-${region}${suffix}`];
      expect(rule).toMatchObject({ name: ruleName, provider });
      // Of accounts that AWS has yet to make the stacks have a reference.
      expect(String(rule?.event_pattern).replaceAll(/"\$\{[^}]+\}"/g, '"<id>"')).toBe(
        pattern.replaceAll(/"<[a-z-]+>"/g, '"<id>"'),
      );
    }
    expect(rules[`security-events-${region}-reads`]).toMatchObject({
      state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    });
    const template = stackOf(stacks, `baseline-${account}`);
    const targets = Object.entries(template.json.resource?.aws_cloudwatch_event_target ?? {});
    const of = targets.filter(([name]) => name.startsWith(`security-events-${region}_`)).map(([, target]) => target);
    expect(of).toHaveLength(2);
    for (const bus of [/:eu-west-1:.*:event-bus\/example-org-security$/, /:event-bus\/example-org-tampering$/]) {
      expect(of).toContainEqual(
        expect.objectContaining({
          provider,
          arn: expect.stringMatching(bus) as unknown,
          role_arn: "${aws_iam_role.event-forwarder.arn}",
        }),
      );
    }
  });

  it("are in the region of global services, governed or not", () => {
    const regional = synthesizeLandingZone({ ...existingLandingZone(), regions: ["eu-west-1"] }).stacks;
    for (const account of ["management", "log-archive", "audit"]) {
      expect(Object.keys(rulesIn(regional, account)).sort()).toEqual([
        "security-events-eu-west-1",
        "security-events-eu-west-1-2",
        "security-events-eu-west-1-3",
        "security-events-eu-west-1-4",
        "security-events-eu-west-1-5",
        "security-events-eu-west-1-reads",
        "security-events-us-east-1",
        "security-events-us-east-1-2",
        "security-events-us-east-1-3",
        "security-events-us-east-1-4",
        "security-events-us-east-1-5",
        "security-events-us-east-1-reads",
      ]);
    }
  });

  it("have one role in each account, which puts events on the bus and does nothing else", () => {
    for (const { slug } of example.accounts) {
      const template = stackOf(stacks, `baseline-${slug}`);
      expect(template.resource("aws_iam_role", "event-forwarder").name).toBe("example-org-to-security-bus");
      const [policy] = template
        .resources("aws_iam_role_policy")
        .filter(({ role }) => role === "${aws_iam_role.event-forwarder.name}");
      expect(JSON.parse(String(policy?.policy))).toMatchObject({
        Statement: [
          {
            Action: "events:PutEvents",
            Resource: [
              expect.stringMatching(/:event-bus\/example-org-security$/) as unknown,
              expect.stringMatching(/:event-bus\/example-org-tampering$/) as unknown,
            ],
          },
        ],
      });
    }
  });

  it("are deployed after the bus that accepts their events", () => {
    for (const { slug } of example.accounts) {
      const { dependencies } = (manifest.stacks as Record<string, Block>)[`baseline-${slug}`] ?? {};
      expect(dependencies).toEqual(expect.arrayContaining(["alerting"]));
    }
  });

  it("are only in the region of Trusted Advisor when every rule is disabled", () => {
    const rules = `rules: { ${Object.keys(EVENT_RULES)
      .map((key) => `${key}: ${off}`)
      .join(", ")} }`;
    expect(Object.keys(rulesIn(synthesized(`detection: { ${rules} }`), "audit"))).toEqual([
      "security-events-us-east-1",
    ]);
    const nothing = synthesized(`detection: { ${rules}, trustedAdvisor: ${off} }`);
    expect(stackOf(nothing, "baseline-audit").text).not.toContain("security-bus");
  });
});

describe("beside AWS Control Tower", () => {
  const controlled = (line = "") =>
    synthesizeLandingZone(
      parseLandingZone(
        [
          "name: small",
          "homeRegion: eu-west-1",
          "regions: [eu-west-1, us-east-1]",
          "organization: { id: o-exampleorgid, controlTower: true, trustedServices: [controltower.amazonaws.com], policyTypes: [] }",
          "accounts:",
          '  management: { id: "111111111111", email: management@example.com }',
          '  logArchive: { id: "222222222222", email: log-archive@example.com }',
          '  audit: { id: "333333333333", email: audit@example.com }',
          "deployment: { role: AWSControlTowerExecution }",
          line,
        ].join("\n"),
        "small.yaml",
      ).landingZone,
    ).stacks;

  it("nothing records but in the management account, which Control Tower does not enrol", () => {
    const recording = Object.entries(controlled()).flatMap(([id, { text }]) =>
      /aws_config_(configuration_recorder|delivery_channel|retention_configuration)/.test(text) ? [id] : [],
    );
    expect(recording).toEqual(["baseline-management"]);
  });

  it("the account's own rules look at what Control Tower records, and wait for nothing", () => {
    const log = stackOf(controlled("archive: { mfaDelete: required }"), "baseline-log-archive");
    expect(log.resource("aws_config_config_rule", "mfa-delete")).not.toHaveProperty("depends_on");
  });
});
