// What `npm run docs` refuses in a version that promises that nothing breaks, by the report that is committed.
import { readFileSync } from "node:fs";
import { breakingChanges } from "../../scripts/documentation/breaking-changes";

const report = readFileSync("docs/api-report.md", "utf8");

/** What is said of a report in which a text stands differently; it has to be there. */
function after(from: string, to: string): string[] {
  expect(report).toContain(from);
  return breakingChanges(report, report.replace(from, to));
}

describe("what breaks somebody", () => {
  it.each([
    ["an output", "\nTrailBucket.ready: ITerraformDependable", "\nTrailBucket.policy: string"],
    ["a prop", "\nTrailBucketProps.trail: TrailIdentity", "\nTrailBucketProps.trailArn?: string"],
    ["an inherited prop", "\nConfigBucketProps.retention?: Retention", "\nConfigBucketProps.keep?: number"],
    ["a member of what is an input", "\nRetention.hotDays: number", "\nRetention.warmDays?: number"],
    ["a function", "\nfunction ofAccount(options?: ProtectionOptions): BucketProtection", "\nfunction of(): string"],
    ["a class", "\nclass PasswordPolicy(", "\nclass Passwords("],
    ["a type", "\ntype TlsVersion = ", "\ntype Tls = "],
  ])("is that %s is gone or has another name", (_, line, other) => {
    const [, text = ""] = /^\n(\w+ \w+|[\w.]+)/.exec(line) ?? [];
    expect(after(line, other)).toContainEqual(expect.stringMatching(new RegExp(`^lost: modules/\\w+ ${text}`)));
  });

  it("is a whole path", () => {
    expect(after("## modules/sns\n", "## modules/topics\n")).toContainEqual(
      expect.stringMatching(/^lost: modules\/sns class AlertTopic/),
    );
  });

  it.each([
    ["a prop", "TrailBucketProps.trail:", "TrailBucketProps.owner"],
    ["a member of an interface that is an input", "Retention.hotDays:", "Retention.coldDays"],
    ["a member of an input of an input", "ReplicationTarget.accountId:", "ReplicationTarget.region"],
    ["a member of what is both, an input and an output", "Environment.accountId:", "Environment.account"],
    ["a member of what a list of a prop consists of", "DeadLetterSender.service:", "DeadLetterSender.account"],
  ])("is %s that all have to give from now on", (_, line, added) => {
    expect(after(`\n${line}`, `\n${added}: string\n${line}`)).toEqual([
      expect.stringMatching(new RegExp(`^required: modules(/\\w+)? ${added}: string$`)),
    ]);
    expect(after(`\n${line}`, `\n${added}?: string\n${line}`)).toEqual([]);
  });

  it.each([
    ["a prop", "TrailBucketProps.retention?:", "TrailBucketProps.retention:"],
    ["a member of an input", "BucketProtection.readers?:", "BucketProtection.readers:"],
    ["a member of a choice", "AlarmChoice.version?:", "AlarmChoice.version:"],
  ])("is %s that was optional", (_, was, is) => {
    expect(after(`\n${was}`, `\n${is}`)).toEqual([
      expect.stringMatching(new RegExp(`^required: [\\w/]+ ${is.replace(".", "\\.")}`)),
    ]);
  });

  it.each([
    ["is required", "id: string, props?: PasswordPolicyProps", "id: string, props: PasswordPolicyProps", "required"],
    [
      "is new",
      "id: string, props?: PasswordPolicyProps)",
      "id: string, props?: PasswordPolicyProps, at: string)",
      "required",
    ],
    ["is gone", "id: string, props?: PasswordPolicyProps)", "id: string)", "lost"],
    ["takes less", "id: string, props?: PasswordPolicyProps", "id: string, props?: AlertTopicProps", "narrowed"],
  ])("is a parameter that %s", (_, was, is, what) => {
    expect(after(was, is)).toEqual([
      expect.stringMatching(new RegExp(`^${what}: modules/iam class PasswordPolicy\\(.*: parameter \\w+`)),
    ]);
  });

  it("is a parameter of a function that is required", () => {
    expect(after("function cisAlarms(choice?:", "function cisAlarms(choice:")).toEqual([
      expect.stringMatching(/^required: catalogs function cisAlarms.*: parameter choice$/),
    ]);
  });

  it.each([
    ["a type", 'type CisVersion = "1.4" | "3.0"', 'type CisVersion = "3.0"', 'CisVersion = .* \\(was "1.4"\\)'],
    [
      "a prop",
      "type Writer = { readonly service: string } | ",
      "type Writer = ",
      "Writer = .* \\(was { readonly service",
    ],
    [
      "a member",
      'ObjectLock.mode: "governance" | "compliance"',
      'ObjectLock.mode: "governance"',
      '.*\\(was "compliance"\\)',
    ],
    ["a type of objects", "AlarmChoice.variant?: Variant", "AlarmChoice.variant?: string[]", ".*\\(was Variant\\)"],
  ])("is an alternative that %s does not take any more", (_, was, is, text) => {
    expect(after(was, is)).toContainEqual(expect.stringMatching(new RegExp(`^narrowed: [\\w/]+ .*${text}`)));
  });

  it("is what an output may be that nobody knew of, or that it may be missing", () => {
    expect(after("\nTrail.trailArn: string", "\nTrail.trailArn: string | undefined")).toEqual([
      "widened: modules/cloudtrail Trail.trailArn: string | undefined (new is undefined)",
    ]);
    expect(after("\nTrail.trailArn: string", "\nTrail.trailArn?: string")).toEqual([
      "optional: modules/cloudtrail Trail.trailArn?: string",
    ]);
    expect(after("): Readonly<Record<string, EventRuleEntry>>", "): string")).toContainEqual(
      expect.stringMatching(/^widened: catalogs function eventRules/),
    );
    expect(after('EventRuleEntry.severity: "critical"', 'EventRuleEntry.severity: "extreme" | "critical"')).toEqual([
      expect.stringMatching(/^widened: catalogs EventRuleEntry.severity: .* \(new is "extreme"\)$/),
    ]);
  });
});

describe("what breaks nobody", () => {
  it.each([
    [
      "a prop that need not be given",
      "\nTrailBucketProps.trail:",
      "\nTrailBucketProps.owner?: string\nTrailBucketProps.trail:",
    ],
    ["a prop that has not to be given any more", "\nTrailBucketProps.trail:", "\nTrailBucketProps.trail?:"],
    ["a prop that takes more", "\nRuleRemediation.automatic: boolean", "\nRuleRemediation.automatic: boolean | string"],
    ["a parameter that need not be given", "props?: PasswordPolicyProps)", "props?: PasswordPolicyProps, at?: string)"],
    ["a parameter that has not to be given any more", "props: TrailProps)", "props?: TrailProps)"],
    ["a parameter of another name", "class Trail(scope: Construct", "class Trail(parent: Construct"],
    ["an output more", "\nTrail.trailArn: string", "\nTrail.another: string\nTrail.trailArn: string"],
    [
      "a class more",
      "\nclass Trail(",
      "\nclass Another(scope: Construct, props: { readonly x: string })\nclass Trail(",
    ],
    ["the same alternatives in another order", '"governance" | "compliance"', '"compliance" | "governance"'],
  ])("is %s", (_, was, is) => {
    expect(after(was, is)).toEqual([]);
  });

  it("is anything in a version that says so", () => {
    const [, major = "0", minor = "0"] = /^Version: (\d+)\.(\d+)/m.exec(report) ?? [];
    const next = major === "0" ? `0.${Number(minor) + 1}.0` : `${Number(major) + 1}.0.0`;
    const patch = major === "0" ? `0.${minor}.99` : `${major}.99.0`;
    const broken = report.replaceAll("trail: TrailIdentity", "trailArn: string");
    const as = (version: string): string => broken.replace(/^Version: .*$/m, `Version: ${version}`);
    expect(breakingChanges(report, as(next))).toEqual([]);
    expect(breakingChanges(report, as(patch))).toContain("lost: modules/s3 TrailBucketProps.trail: TrailIdentity");
  });
});
