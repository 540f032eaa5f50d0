import { parseLandingZone } from "../../../config/load";
import { ADOPTED, changed, extended, problems } from "../support";

const warned = (text: string): string[] =>
  parseLandingZone(text, "test.yaml").warnings.map(({ message, path }) => `${path}: ${message}`);

describe("fields of flow logs", () => {
  it("go to a destination once", () => {
    expect(problems(extended("flowLogs: { destinations: [bucket, bucket] }"))).toEqual([
      '18:36 flowLogs.destinations[1]: the destination is the same as that of flowLogs.destinations[0] | "bucket" | remove one of the two',
    ]);
  });

  it("are fields that there are, once each", () => {
    expect(problems(extended("flowLogs: { fields: [srcaddr, dstadr] }"))).toEqual([
      expect.stringMatching(
        /flowLogs\.fields\[1\]: flow logs have no such field .* did you mean "dstaddr"\?$/,
      ) as string,
    ]);
    expect(problems(extended("flowLogs: { fields: [srcaddr, srcaddr] }"))).toHaveLength(1);
  });
});

describe("AWS Config that exists already", () => {
  const audit = (existing: string, id = 'id: "333333333333", ') =>
    changed({
      "organization:": ADOPTED,
      "audit:": `  audit: { ${id}email: audit@example.com, existingConfig: ${existing} }`,
    });

  it("is adopted in governed regions", () => {
    expect(problems(audit("{ recorder: old, regions: [eu-west-1] }"))).toEqual([]);
    expect(problems(audit("{ regions: [eu-wset-1] }"))).toEqual([
      '16:86 accounts.audit.existingConfig.regions[0]: not one of the regions, so that nothing is adopted there | "eu-wset-1" | eu-west-1, us-east-1 | did you mean "eu-west-1"?',
    ]);
  });

  it("is in an account that exists already", () => {
    expect(problems(audit("{}"))).toEqual([]);
    expect(problems(audit("{}", ""))).toEqual([
      "16:54 accounts.audit.existingConfig: the account is to be created, and has no recorder that could be adopted | an account without id | give the account's id, or leave existingConfig out",
    ]);
    expect(
      problems(changed({ "audit:": "  audit: { email: audit@example.com, configServiceLinkedRole: existing }" })),
    ).toEqual([]);
  });
});

describe("an account that is leaving", () => {
  it("is warned of: what its stack made is not managed any more", () => {
    expect(warned(changed({ "email: shop": "      email: shop@example.com\n      leaving: true" }))).toEqual([
      "accounts.workloads[0].leaving: the next deployment lets Terraform forget what protects shop, and destroys the rest that its stack made",
    ]);
  });
});

describe("the security contact", () => {
  const contact =
    "baseline: { securityContact: { name: Security team, title: Officer, email: a@example.com, phone: '+49 30 1234567' } }";
  const inRegion = (region: string) =>
    problems(`${changed({ "homeRegion:": `homeRegion: ${region}`, "regions:": `regions: [${region}]` })}\n${contact}`);

  it.each(["eu-west-1", "cn-north-1"])("may be named in %s", (region) => {
    expect(inRegion(region)).toEqual([]);
  });

  it("cannot be named in GovCloud", () => {
    expect(inRegion("us-gov-west-1")).toEqual([
      "18:30 baseline.securityContact: AWS Account Management, which keeps contacts of accounts, is not in partition aws-us-gov | home region us-gov-west-1 | remove it, and set the contact of the commercial account that each account of GovCloud belongs to",
    ]);
  });
});

describe("settings that do nothing", () => {
  it.each([
    [
      "baseline: { instanceMetadata: { version2: unchanged, hopLimit: 1 } }",
      ["baseline.instanceMetadata.hopLimit: does nothing, as baseline.instanceMetadata.version2 is unchanged"],
    ],
    [
      "baseline: { passwordPolicy: { enabled: false, minimumLength: 16 } }",
      ["baseline.passwordPolicy.minimumLength: does nothing, as baseline.passwordPolicy.enabled is false"],
    ],
    [
      "flowLogs: { vpcs: none, destinations: [cloudwatch-logs], retentionDays: 30 }",
      [
        "flowLogs.destinations: does nothing, as flowLogs.vpcs is none",
        "flowLogs.retentionDays: does nothing, as flowLogs.vpcs is none",
      ],
    ],
    [
      "flowLogs: { retentionDays: 30 }",
      ["flowLogs.retentionDays: does nothing, as flowLogs.destinations has no cloudwatch-logs"],
    ],
    [
      "detection: { rules: { hsmTampering: { disabled: true, reason: The SIEM reports these, severity: high } } }",
      ["detection.rules.hsmTampering.severity: does nothing, as disabled is true"],
    ],
    [
      "detection: { alarms: { keyStoreChanges: { disabled: true, reason: The SIEM reports these, threshold: 2 } } }",
      ["detection.alarms.keyStoreChanges.threshold: does nothing, as disabled is true"],
    ],
  ])("are warned of: %s", (line, expected) => {
    expect(warned(extended(line))).toEqual(expected);
  });

  it.each([
    "baseline: { instanceMetadata: { version2: unchanged } }",
    "baseline: { instanceMetadata: { hopLimit: 1 }, passwordPolicy: { minimumLength: 16 } }",
    "baseline: { passwordPolicy: { enabled: false } }",
    "flowLogs: { vpcs: none }",
    "flowLogs: { destinations: [bucket, cloudwatch-logs], retentionDays: 30 }",
  ])("are not: %s", (line) => {
    expect(warned(extended(line))).toEqual([]);
  });

  it("are reported with what to do", () => {
    const { warnings } = parseLandingZone(extended("flowLogs: { retentionDays: 30 }"), "test.yaml");
    expect(warnings).toEqual([
      expect.objectContaining({ severity: "warning", line: 18, column: 13, fix: "remove it, or change the other" }),
    ]);
  });
});

describe("opt-in regions", () => {
  const regions = "regions: [eu-west-1, me-central-1]";

  it("are warned of unless the landing zone enables them", () => {
    expect(warned(changed({ "regions:": regions }))).toHaveLength(1);
    expect(warned(`${changed({ "regions:": regions })}\nbaseline: { optInRegions: enable }`)).toEqual([]);
  });
});
