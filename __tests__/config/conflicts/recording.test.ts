import { ResourceType } from "@aws-sdk/client-config-service";
import { parseLandingZone } from "../../../config/load";
import { NEVER_DAILY } from "../../../aws/recordable-types";
import { RECORDABLE_TYPES } from "../../../aws/recordable-types";
import { CONFIG_RULES } from "../../../config/aws-config/rules";
import type { ConfigRuleDefinition } from "../../../config/aws-config/rules/definition";
import { changed, extended, problems } from "../support";

const recording = (fields: string): string[] => problems(extended(`config: { recording: { ${fields} } }`));
const place = (column: number, key: string): string => `18:${column} config.recording.${key}`;

describe("the types that are recorded", () => {
  it.each([
    "only: [AWS::EC2::VPC, AWS::IAM::Role]",
    "except: [AWS::EC2::NetworkInterface]",
    "otherFrequency: [AWS::EC2::NetworkInterface]",
    "frequency: daily, only: [AWS::EC2::VPC], otherFrequency: [AWS::EC2::VPC]",
    "retention: 30 days",
    "retention: 2557 days",
  ])("may be: %s", (fields) => {
    expect(recording(fields)).toEqual([]);
  });

  it("are chosen in one way, not in two", () => {
    expect(recording("only: [AWS::EC2::VPC], except: [AWS::S3::Bucket]")).toEqual([
      `${place(55, "except")}: only says already what is recorded | 1 types in only, 1 in except | remove one of the two lists`,
    ]);
  });

  it("are more than IAM's, where there is more than one region", () => {
    expect(recording("only: [AWS::IAM::Role, AWS::IAM::User]")).toEqual([
      `${place(30, "only")}: these are recorded in one region only, and the recorders of the others would have no type | AWS::IAM::Role, AWS::IAM::User | add a type that is not global, such as AWS::EC2::SecurityGroup`,
    ]);
  });

  it("are more than IAM's, where AWS Config does not record those", () => {
    const inRegions = (regions: string) =>
      problems(
        `${changed({ "homeRegion:": "homeRegion: eu-central-2", "regions:": `regions: [${regions}]` })}\nconfig: { recording: { only: [AWS::IAM::User] } }`,
      );
    const told18 = (recorders: string) =>
      `${place(30, "only")}: AWS Config records these in none of the governed regions, and ${recorders} would have no type | AWS::IAM::User | add a type that is not global, such as AWS::EC2::SecurityGroup`;
    expect(inRegions("eu-central-2")).toEqual([told18("the recorder")]);
    expect(inRegions("eu-central-2, eu-south-2")).toEqual([told18("recorders")]);
  });

  it("may be IAM's alone in one region that records them", () => {
    const text = changed({ "regions:": "regions: [eu-west-1]" });
    expect(problems(`${text}\nconfig: { recording: { only: [AWS::IAM::User] } }`)).toEqual([]);
  });

  it("include those that are recorded at the other frequency", () => {
    expect(recording("only: [AWS::EC2::VPC], otherFrequency: [AWS::S3::Bucket]")).toEqual([
      `${place(64, "otherFrequency[0]")}: this type is not recorded at all | "AWS::S3::Bucket" | remove it here or add it to only`,
    ]);
    expect(recording("except: [AWS::S3::Bucket], otherFrequency: [AWS::S3::Bucket]")).toEqual([
      `${place(68, "otherFrequency[0]")}: this type is not recorded at all | "AWS::S3::Bucket" | remove it here or from except`,
    ]);
  });

  it("are not AWS Config's own where they are recorded daily", () => {
    expect(recording("otherFrequency: [AWS::Config::ResourceCompliance]")).toEqual([
      `${place(41, "otherFrequency[0]")}: AWS Config records this type continuously only | "AWS::Config::ResourceCompliance" | remove it from otherFrequency`,
    ]);
    const compliance = "AWS::Config::ResourceCompliance";
    expect(recording(`frequency: daily, only: [AWS::EC2::VPC, ${compliance}]`)).toEqual([
      expect.stringContaining("AWS Config records this type continuously only") as string,
    ]);
    expect(
      recording(`frequency: daily, only: [AWS::EC2::VPC, ${compliance}], otherFrequency: [${compliance}]`),
    ).toEqual([]);
  });

  it("have CloudFormation's names", () => {
    expect(recording("only: [ec2:vpc]")).toEqual([
      `${place(31, "only[0]")}: not in the form it must have | "ec2:vpc" | a type of resource as CloudFormation writes it, such as AWS::EC2::Instance`,
    ]);
  });

  it("are in a list once", () => {
    expect(recording("except: [AWS::S3::Bucket, AWS::S3::Bucket]")).toEqual([
      expect.stringContaining("config.recording.except[1]") as string,
    ]);
  });
});

describe("the history in AWS Config", () => {
  it.each([
    ["29 days", "29"],
    ["8 years", "2,922"],
  ])("is not kept for %s", (retention, days) => {
    expect(recording(`retention: ${retention}`)).toEqual([
      `${place(35, "retention")}: AWS Config keeps history within limits | "${retention}" (${days} days) | 30 days to 7 years (2,557 days)`,
    ]);
  });
});

describe("IAM", () => {
  const warnings = (regions: string, ...lines: string[]) =>
    parseLandingZone(
      [
        changed({ "homeRegion:": "homeRegion: eu-central-2", "regions:": `regions: [${regions}]` }),
        "baseline: { optInRegions: enable }",
        ...lines,
      ].join("\n"),
      "test.yaml",
      // That the home region is one to opt in to is another matter.
    ).warnings.filter(({ path }) => path !== "homeRegion");

  it("is warned of once where no governed region records it", () => {
    expect(warnings("eu-central-2, eu-south-2")).toEqual([
      expect.objectContaining({
        severity: "warning",
        path: "regions",
        message:
          "AWS Config records IAM's users, groups, roles and policies in none of these regions, and so not at all",
        got: "eu-central-2, eu-south-2",
        fix: "add a region that records them, such as eu-west-1, or name them in config.recording.except: AWS::IAM::Group, AWS::IAM::Policy, AWS::IAM::Role, AWS::IAM::User",
      }),
    ]);
    expect(
      warnings("eu-central-2", "config: { recording: { only: [AWS::EC2::VPC, AWS::IAM::User] } }").map(
        ({ fix }) => fix,
      ),
    ).toContain(
      "add a region that records them, such as eu-west-1, or remove them from config.recording.only: AWS::IAM::User",
    );
  });

  it.each([
    ["eu-central-2, eu-west-1"],
    [
      "eu-central-2",
      "config: { recording: { except: [AWS::IAM::Group, AWS::IAM::Policy, AWS::IAM::Role, AWS::IAM::User] } }",
    ],
  ])("is not, in %s %s", (regions, ...lines) => {
    expect(warnings(regions, ...lines)).toEqual([]);
  });
});

describe("types that AWS Config is not known to record", () => {
  const warned = (fields: string) =>
    parseLandingZone(extended(`config: { ${fields} }`), "test.yaml")
      .warnings.filter(({ message }) => !message.startsWith("rules look at"))
      .map(({ fix, got, message, path }) => [path, message, got, fix].join(" | "));
  const about = (path: string) =>
    `${path} | not among the types that AWS Config is known to record; if it is not misspelt, AWS may have added it | "AWS::EC2::Instanse" | did you mean "AWS::EC2::Instance"?`;

  it("are those that the SDK does not name", () => {
    expect(RECORDABLE_TYPES).toEqual(Object.values(ResourceType).sort());
  });

  it.each([
    ["recording: { except: [AWS::EC2::Instanse] }", ["config.recording.except[0]"]],
    [
      "recording: { only: [AWS::S3::Bucket, AWS::EC2::Instanse], otherFrequency: [AWS::EC2::Instanse] }",
      ["config.recording.only[1]", "config.recording.otherFrequency[0]"],
    ],
    [
      "policyRules: { own: { title: Own things, controls: [Own 1], policy: 'rule a { b exists }', resourceTypes: [AWS::EC2::Instanse] } }",
      ["config.policyRules.own.resourceTypes[0]"],
    ],
  ])("are warned of: %s", (fields, paths) => {
    expect(warned(fields)).toEqual(paths.map(about));
  });

  it("are not those that it records continuously only", () => {
    expect(warned(`recording: { except: [${NEVER_DAILY.join(", ")}] }`)).toEqual([]);
  });

  it("are not those that the rules look at", () => {
    const types = Object.values<ConfigRuleDefinition>(CONFIG_RULES).flatMap(({ resourceTypes }) => resourceTypes);
    expect(RECORDABLE_TYPES).toEqual(expect.arrayContaining(types));
  });
});

describe("rules that look at what is not recorded", () => {
  it("are warned of", () => {
    const { warnings } = parseLandingZone(
      extended("config: { recording: { except: [AWS::S3::Bucket] } }"),
      "test.yaml",
    );
    expect(warnings).toEqual([
      expect.objectContaining({
        severity: "warning",
        path: "config.recording.except",
        message: "rules look at types that are not recorded, and will report nothing",
        got: expect.stringContaining("s3Bucket") as string,
      }),
    ]);
  });

  it("are not, where they are off", () => {
    const { warnings } = parseLandingZone(
      extended("config: { recording: { except: [AWS::RDS::DBInstance] } }"),
      "test.yaml",
    );
    expect(warnings).toEqual([]);
  });
});
