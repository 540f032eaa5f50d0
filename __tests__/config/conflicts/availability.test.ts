import { parseLandingZone } from "../../../config/load";
import { ADOPTED, changed, problems } from "../support";

/** A valid file that governs other regions, with its organization's home in the first of them. */
const inRegions = (regions: readonly string[], ...lines: string[]): string =>
  [
    changed({
      "homeRegion:": `homeRegion: ${regions[0] ?? ""}`,
      "regions:": `regions: [${regions.join(", ")}]`,
      "organization:": "organization:",
    }),
    ...lines,
  ].join("\n");

/** The same of accounts that exist, which China and GovCloud need. */
const adoptedIn = (regions: readonly string[], ...lines: string[]): string =>
  [
    "name: example",
    `homeRegion: ${regions[0] ?? ""}`,
    `regions: [${regions.join(", ")}]`,
    ADOPTED,
    "accounts:",
    '  management: { id: "111111111111", email: management@example.com }',
    '  logArchive: { id: "222222222222", email: log-archive@example.com }',
    '  audit: { id: "333333333333", email: audit@example.com }',
    ...lines,
  ].join("\n");

const warnings = (text: string): string[] =>
  parseLandingZone(text, "test.yaml").warnings.map(
    ({ column, line, message, path }) => `${line}:${column} ${path}: ${message}`,
  );

describe("rules of the organization", () => {
  it.each(["ap-east-2", "ap-southeast-5", "ap-southeast-7", "mx-central-1"])(
    "become rules of each account in %s without a word, and are said to be missing where StackSets make its stack",
    (region) => {
      const regions = ["eu-west-1", region];
      expect(warnings(inRegions(regions, "baseline: { optInRegions: enable }"))).toEqual([]);
      expect(warnings(inRegions(regions, "baseline: { optInRegions: enable, deployment: stacksets }"))).toContainEqual(
        "3:22 regions[1]: AWS has no organization rules of AWS Config here, and StackSets make none: member accounts get no rules",
      );
    },
  );

  it("that people wrote are said to be left out, each where it stands", () => {
    const arn = "arn:aws:lambda:mx-central-1:333333333333:function:f";
    expect(
      warnings(
        inRegions(
          ["eu-west-1", "mx-central-1"],
          "baseline: { optInRegions: enable }",
          "config:",
          "  policyRules: { own: { title: A rule of ours, controls: [Own 1], policy: 'rule named { type exists }' } }",
          `  functionRules: { ours: { title: Another of ours, controls: [Own 1], functions: ["${arn}"], periodHours: 24 } }`,
        ),
      ),
    ).toEqual([
      expect.stringMatching(/^20:\d+ config\.policyRules\.own: AWS has no organization rules of AWS Config in some/),
      expect.stringMatching(/^21:\d+ config\.functionRules\.ours\.functions\[0\]: AWS has no .* nothing will run it$/),
    ]);
  });

  it("are everywhere else, without a word", () => {
    expect(warnings(inRegions(["eu-west-1", "us-east-1"]))).toEqual([]);
  });
});

describe("conformance packs", () => {
  it("are said to be deployed nowhere in China", () => {
    expect(
      warnings(
        adoptedIn(
          ["cn-north-1"],
          "config: { conformancePacks: { mine: { template: conformance-packs/logging.yaml } } }",
        ),
      ),
    ).toContainEqual(expect.stringMatching(/conformancePacks\.mine: .* in any of the governed regions/));
  });
});

describe("a remediation", () => {
  const rule = "config: { rules: { s3BucketVersioningEnabled: { remediation: manual } } }";

  it("is refused in GovCloud, which has no documents for it", () => {
    expect(problems(adoptedIn(["us-gov-west-1"], rule))).toEqual([
      expect.stringMatching(
        /^12:\d+ config\.rules\.s3BucketVersioningEnabled\.remediation: AWS has no remediation by AWS Config where this rule is: us-gov-west-1 \| "manual" \| none: no region of partition aws-us-gov has it \| set it to off/,
      ),
    ]);
  });

  it("is said to be missing in some regions", () => {
    expect(
      warnings(inRegions(["eu-west-1", "mx-central-1"], "baseline: { optInRegions: enable }", rule)),
    ).toContainEqual(expect.stringContaining("AWS has no remediation by AWS Config in mx-central-1"));
  });
});

describe("a recorder in Beijing", () => {
  it("delivers to an archive in Beijing", () => {
    expect(problems(adoptedIn(["cn-north-1", "cn-northwest-1"]))).toEqual([]);
  });

  it("does not deliver to one in Ningxia", () => {
    expect(problems(adoptedIn(["cn-northwest-1", "cn-north-1"]))).toEqual([
      '3:27 regions[1]: AWS Config delivers from here to buckets of cn-north-1 only, and the archive is in cn-northwest-1 | "cn-north-1" | set homeRegion: cn-north-1, or leave the region out',
    ]);
  });
});

describe("types of global services", () => {
  const recorded = (regions: readonly string[], type: string) =>
    warnings(inRegions(regions, `config: { recording: { only: [AWS::EC2::VPC, ${type}] } }`)).filter((warning) =>
      warning.includes("only[1]"),
    );

  it.each([
    ["AWS::Route53::HostedZone", "us-east-1"],
    ["AWS::CloudFront::Distribution", "us-east-1"],
    ["AWS::ECR::PublicRepository", "us-east-1"],
    ["AWS::GlobalAccelerator::Accelerator", "us-west-2"],
  ])("are recorded in one region: %s in %s", (type, region) => {
    expect(recorded(["eu-west-1"], type)).toEqual([
      expect.stringContaining("this type belongs to no region, and none of the governed regions records it"),
    ]);
    expect(recorded(["eu-west-1", region], type)).toEqual([]);
  });

  it.each([
    ["policyRules", "policy: 'rule secure { configuration.enabled == true }'"],
    ["functionRules", "functions: [arn:aws:lambda:eu-west-1:333333333333:function:check]"],
  ])("make rules silent that look at them where none is recorded: %s", (kind, source) => {
    const looking = (...regions: string[]) =>
      warnings(
        inRegions(
          regions,
          `config: { ${kind}: { cdn: { title: Delivery, controls: [own 1], resourceTypes: [AWS::CloudFront::Distribution], ${source} } } }`,
        ),
      ).filter((warning) => warning.includes("belongs to no region"));
    expect(looking("eu-west-1")).toEqual([
      expect.stringMatching(/^\d+:\d+ config\.\w+\.cdn\.resourceTypes\[0\]: this type belongs to no region/),
    ]);
    expect(looking("eu-west-1", "us-east-1")).toEqual([]);
  });
});

describe("an opt-in home region", () => {
  it("has to be enabled in the management account by hand", () => {
    const regions = ["eu-south-1", "eu-west-1"];
    expect(warnings(inRegions(regions, "baseline: { optInRegions: enable }"))).toContainEqual(
      expect.stringMatching(/^2:13 homeRegion: .* in which Terraform cannot work until/),
    );
  });
});
