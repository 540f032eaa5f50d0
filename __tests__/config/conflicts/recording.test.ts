import { parseLandingZone } from "../../../config/load";
import { extended, told } from "../support";

const recording = (fields: string): string[] => told(extended(`config: { recording: { ${fields} } }`));
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
      `${place(30, "only")}: these are recorded in the home region only, and the recorders of the others would have no type | AWS::IAM::Role, AWS::IAM::User | add a type that is not global, such as AWS::EC2::SecurityGroup`,
    ]);
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

  it("stand in a list once", () => {
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
