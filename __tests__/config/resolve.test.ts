import fc from "fast-check";
import { ORGANIZATION_ID_TO_COME } from "../../config/guardrails";
import { parseLandingZone } from "../../config/load";
import type { LandingZone } from "../../config/landing-zone";
import { ADOPTED, changed, extended, VALID } from "./support";

const resolved = (text: string): LandingZone => parseLandingZone(text, "test.yaml").landingZone;

describe("a landing zone", () => {
  const landingZone = resolved(VALID.join("\n"));

  it("has the core accounts first, then the workloads as in the file", () => {
    expect(landingZone.accounts.map(({ slug, name }) => [slug, name])).toEqual([
      ["management", "management"],
      ["log-archive", "log-archive"],
      ["audit", "audit"],
      ["shop", "shop"],
    ]);
  });

  it("keeps the core accounts' slugs whatever their names", () => {
    const { audit } = resolved(changed({ "audit:": "  audit: { email: audit@example.com, name: Security Tooling }" }));
    expect(audit).toMatchObject({ slug: "audit", name: "Security Tooling" });
  });

  it("derives a workload's slug from its name", () => {
    const { accounts } = resolved(changed({ "- name: shop": "    - name: Shop_Front 2.0" }));
    expect(accounts.at(-1)?.slug).toBe("shop-front-2-0");
  });

  it("has its organizational units with parents before children", () => {
    expect(landingZone.organization.organizationalUnits).toEqual([
      { path: "Security", name: "Security", parentPath: undefined, slug: "security" },
      { path: "Workloads", name: "Workloads", parentPath: undefined, slug: "workloads" },
      { path: "Workloads/Production", name: "Production", parentPath: "Workloads", slug: "workloads-production" },
    ]);
  });

  it("trusts what the stacks need and what the user adds, once and sorted", () => {
    const { organization } = resolved(
      changed({
        "organization:":
          "organization:\n  trustedServices: [sso.amazonaws.com, config.amazonaws.com]\n  policyTypes: [TAG_POLICY]",
      }),
    );
    expect(organization.trustedServices).toEqual([
      "access-analyzer.amazonaws.com",
      "cloudtrail.amazonaws.com",
      "config-multiaccountsetup.amazonaws.com",
      "config.amazonaws.com",
      "sso.amazonaws.com",
    ]);
    expect(organization.policyTypes).toEqual(["RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY", "TAG_POLICY"]);
  });

  it("is the same each time, to the byte", () => {
    expect(JSON.stringify(resolved(VALID.join("\n")))).toBe(JSON.stringify(landingZone));
  });

  it("does not depend on the order of the regions", () => {
    expect(resolved(changed({ "regions:": "regions: [us-east-1, eu-west-1]" }))).toEqual(landingZone);
  });

  it.each([
    ["eu-west-1", "aws"],
    ["cn-north-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
  ])("is in the partition of its home region: %s in %s", (region, partition) => {
    const { arns, partition: actual } = resolved(
      changed({ "homeRegion:": `homeRegion: ${region}`, "regions:": `regions: [${region}]` }),
    );
    expect(actual).toBe(partition);
    expect(arns.trail).toBe(`arn:${partition}:cloudtrail:${region}:111111111111:trail/example-organization`);
  });

  it("keeps the state on this machine unless the file says otherwise, in S3 under its own name", () => {
    expect(landingZone.state).toEqual({ backend: "local" });
    expect(resolved(extended("state: { backend: s3, bucket: my-state, region: eu-west-1 }")).state).toMatchObject({
      prefix: "example",
    });
    expect(
      resolved(extended("state: { backend: s3, bucket: my-state, region: eu-west-1, prefix: a/b }")).state,
    ).toMatchObject({ prefix: "a/b" });
  });

  it("is tagged with the user's tags and its own", () => {
    expect(resolved(extended("tags: { Team: platform }")).tags).toEqual({
      Team: "platform",
      LandingZone: "example",
      ManagedBy: "cdktf-landing-zone",
    });
  });

  it("fills in the defaults", () => {
    expect(landingZone).toMatchObject({
      deployment: { role: "OrganizationAccountAccessRole" },
      trail: { cloudWatchLogsRetentionDays: 365 },
      alerts: { routes: { critical: { emails: ["audit@example.com"] } }, slack: [], teams: [] },
      audit: { configServiceLinkedRole: "create" },
    });
    expect(landingZone.deployment.managementRole).toBeUndefined();
  });

  it("has a role for emergencies that IAM policies of the management account decide about", () => {
    expect(landingZone.breakGlass).toEqual({
      role: "example-break-glass",
      create: true,
      trustedUsers: ["arn:aws:iam::111111111111:root"],
      trustedRoles: [],
    });
    const china = changed({ "homeRegion:": "homeRegion: cn-north-1", "regions:": "regions: [cn-north-1]" });
    expect(resolved(china).breakGlass.trustedUsers).toEqual(["arn:aws-cn:iam::111111111111:root"]);
  });

  it("has the role for emergencies that the user names", () => {
    const lead = "arn:aws:iam::111111111111:user/security-lead";
    const { breakGlass } = resolved(
      extended(`breakGlass: { role: emergency, create: false, trustedPrincipals: ["${lead}"] }`),
    );
    expect(breakGlass).toEqual({ role: "emergency", create: false, trustedUsers: [lead], trustedRoles: [] });
  });

  it("has guardrails that exempt the user's roles and keep other organizations out", () => {
    const text = changed({ "organization:": ADOPTED });
    const { guardrails } = resolved(`${text}\nbreakGlass: { role: emergency }\ndeployment: { role: pipeline }`);
    const contents = guardrails.map(({ content }) => content).join();
    for (const what of ["role/emergency", "role/pipeline", "o-exampleorgid"]) {
      expect(contents).toContain(what);
    }
    expect(contents).not.toContain(ORGANIZATION_ID_TO_COME);
  });

  it("has guardrails with a place for the id of an organization that is to be created", () => {
    expect(landingZone.guardrails.map(({ content }) => content).join()).toContain(ORGANIZATION_ID_TO_COME);
  });

  it("keeps the reasons of exceptions to guardrails", () => {
    const exception = "flowLogs: { disabled: true, reason: Sandboxes come and go }";
    const { guardrailExceptions, guardrails } = resolved(extended(`guardrails: { exceptions: { ${exception} } }`));
    expect(guardrailExceptions).toEqual({ flowLogs: { disabled: true, reason: "Sandboxes come and go" } });
    expect(guardrails.flatMap(({ statements }) => statements)).not.toContain("FlowLogs");
    expect(landingZone.guardrailExceptions).toEqual({});
  });

  it("cannot be changed", () => {
    expect(Object.isFrozen(landingZone)).toBe(true);
    expect(Object.isFrozen(landingZone.accounts[0])).toBe(true);
    expect(Object.isFrozen(landingZone.organization.organizationalUnits)).toBe(true);
  });
});

describe("any valid configuration", () => {
  const word = fc.stringMatching(/^[a-z]{3,8}$/);
  const configuration = fc.record({
    name: word,
    units: fc.uniqueArray(word, { minLength: 1, maxLength: 5 }),
    workloads: fc.uniqueArray(
      word.map((text) => `w ${text}`),
      { maxLength: 6 },
    ),
  });

  it("has unique account slugs, unit slugs and names that AWS takes", () => {
    fc.assert(
      fc.property(configuration, ({ name, units, workloads }) => {
        const lines = [
          `name: ${name}`,
          "homeRegion: eu-west-1",
          "regions: [eu-west-1]",
          "organization:",
          "  organizationalUnits:",
          ...units.map((unit) => `    - { name: ${unit}, organizationalUnits: [{ name: inner }] }`),
          "accounts:",
          '  management: { id: "111111111111", email: m@example.com }',
          "  logArchive: { email: l@example.com }",
          `  audit: { email: a@example.com, organizationalUnit: ${units[0] ?? ""}/inner }`,
          "  workloads:",
          ...workloads.map((workload, index) => `    - { name: ${workload}, email: w${index}@example.com }`),
          ...(workloads.length === 0 ? ["    []"] : []),
        ];
        const { accounts, names, organization } = resolved(lines.join("\n"));
        expect(resolved(lines.join("\n")).accounts).toEqual(accounts);
        const keys = accounts.map(({ slug }) => slug);
        const unitKeys = organization.organizationalUnits.map(({ slug }) => slug);
        expect(new Set(keys).size).toBe(workloads.length + 3);
        expect(new Set(unitKeys).size).toBe(units.length * 2);
        for (const bucket of [names.trailBucket, names.configBucket, names.accessLogBucket]) {
          expect(bucket).toMatch(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
        }
      }),
      { numRuns: 50 },
    );
  });
});
