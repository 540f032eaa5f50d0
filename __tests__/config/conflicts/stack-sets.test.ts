import { parseLandingZone } from "../../../config/load";
import { ADOPTED, changed, extended, problems } from "../support";

const STACK_SETS = "baseline: { deployment: stacksets }";
const withStackSets = (...lines: string[]): string[] => problems(extended(STACK_SETS, ...lines));
const refused = "not possible with baseline.deployment: stacksets, which has no stack for each account";

describe("with StackSets", () => {
  it.each([
    ["hosts: { agent: { enabled: true } }", "hosts.agent", "hosts.agent.enabled: false"],
    ["hosts: { sessions: { enabled: true } }", "hosts.sessions", "hosts.sessions.enabled: false"],
    ["archive: { mfaDelete: required }", "archive.mfaDelete", "archive.mfaDelete: off"],
    ["config: { recording: { role: own } }", "config.recording.role", "config.recording.role: service-linked"],
    [
      "config: { rules: { s3BucketVersioningEnabled: { remediation: manual } } }",
      "config.rules.s3BucketVersioningEnabled.remediation",
      "config.rules.s3BucketVersioningEnabled.remediation: off",
    ],
  ])("what needs a stack for each account is refused: %s", (line, path, fix) => {
    expect(withStackSets(line)).toEqual([
      expect.stringMatching(
        new RegExp(` ${path}: ${refused} \\| set ${fix}, or baseline.deployment: terraform$`),
      ) as string,
    ]);
    expect(problems(extended(line))).toEqual([]);
  });

  it("no recorder is adopted but that of the management account", () => {
    const management = '  management: { id: "111111111111", email: management@example.com, existingConfig: {} }';
    const organization = ADOPTED;
    const audit = '  audit: { id: "333333333333", email: audit@example.com, existingConfig: {} }';
    expect(problems(`${changed({ "management:": management })}\n${STACK_SETS}`)).toEqual([]);
    expect(problems(`${changed({ "organization:": organization, "audit:": audit })}\n${STACK_SETS}`)).toEqual([
      expect.stringContaining("accounts.audit.existingConfig: StackSets cannot adopt a recorder that exists") as string,
    ]);
  });

  it("no account leaves by its stack", () => {
    const leaving = changed({ "email: shop": "      email: shop@example.com\n      leaving: true" });
    expect(problems(`${leaving}\n${STACK_SETS}`)).toEqual([
      expect.stringContaining("accounts.workloads[0].leaving") as string,
    ]);
  });

  it("what CloudFormation has no resource for is warned of, as far as it is on", () => {
    const warnings = (text: string) => parseLandingZone(text, "test.yaml").warnings.map(({ message }) => message);
    expect(warnings(extended(STACK_SETS))).toEqual([
      "CloudFormation has no resource for some settings, which are not made in member accounts: baseline.s3PublicAccessBlock, baseline.ebsEncryption, baseline.instanceMetadata, baseline.passwordPolicy, baseline.defaultVpcs, flowLogs.vpcs",
    ]);
    const off =
      "baseline: { deployment: stacksets, s3PublicAccessBlock: false, ebsEncryption: false, defaultVpcs: keep, instanceMetadata: { version2: unchanged }, passwordPolicy: { enabled: false } }";
    expect(warnings(extended(off, "flowLogs: { vpcs: none }"))).toEqual([]);
  });

  it("regions without a resource for the block of public snapshots are named with it", () => {
    const warning = (settings: string) =>
      parseLandingZone(
        `${changed({ "regions:": "regions: [eu-west-1, ap-east-2]" })}\nbaseline: { deployment: stacksets, optInRegions: enable${settings} }`,
        "test.yaml",
      )
        .warnings.filter(({ path }) => path === "baseline.deployment")
        .map(({ message }) => message);
    expect(warning("")).toEqual([
      expect.stringContaining(", baseline.ebsEncryption, baseline.snapshotSharing (in ap-east-2), ") as string,
    ]);
    expect(warning(", snapshotSharing: unchanged")).toEqual([expect.not.stringContaining("snapshotSharing") as string]);
  });

  it("functions are warned of, which accounts that join later may not run", () => {
    const rule =
      'config: { functionRules: { owners: { title: Buckets have owners, controls: [Own 1], functions: ["arn:aws:lambda:eu-west-1:333333333333:function:owners"] } } }';
    const warnings = (...lines: string[]) => parseLandingZone(extended(rule, ...lines), "test.yaml").warnings;
    expect(warnings(STACK_SETS)).toContainEqual(
      expect.objectContaining({
        severity: "warning",
        path: "config.functionRules",
        message: "accounts that join later have no permission to run these functions until they are in this file",
        fix: "name them under accounts.workloads and deploy again, or write the rules as policyRules, which need no permission",
      }),
    );
    expect(warnings()).toEqual([]);
  });

  it.each([
    ["baseline.s3PublicAccessBlock", "s3PublicAccessBlock: true", "s3PublicAccessBlock: false"],
    ["baseline.ebsEncryption", "ebsEncryption: true", "ebsEncryption: false"],
    ["baseline.instanceMetadata", "instanceMetadata: {}", "instanceMetadata: { version2: unchanged }"],
    ["baseline.passwordPolicy", "passwordPolicy: {}", "passwordPolicy: { enabled: false }"],
    ["baseline.defaultSecurityGroups", "defaultSecurityGroups: strip", "defaultSecurityGroups: report"],
    ["baseline.defaultVpcs", "defaultVpcs: report", "defaultVpcs: keep"],
  ])("warns of %s, which templates cannot set, where it is on", (path, on, off) => {
    const messages = (setting: string): string[] =>
      parseLandingZone(extended(`baseline: { deployment: stacksets, ${setting} }`), "test.yaml").warnings.map(
        ({ message }) => message,
      );
    expect(messages(on)).toContainEqual(expect.stringContaining(path));
    expect(messages(off)).not.toContainEqual(expect.stringContaining(path));
  });
});
