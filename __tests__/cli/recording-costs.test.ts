import { describeRecording } from "../../cli/recording-costs";

const environments = { accounts: 5, regions: 3 };
const everything = { frequency: "continuous", otherFrequency: [], except: [] } as const;

describe("what a recording means in money", () => {
  it("says what is recorded where and how often, two prices and their date, and when daily is cheaper", () => {
    expect(describeRecording(everything, environments).split("\n").slice(0, 4)).toEqual([
      "AWS Config records, in 5 accounts × 3 regions: every type continuously.",
      "USD 0.003 for each configuration item recorded continuously, USD 0.012 daily",
      "(April 2025, most regions; see https://aws.amazon.com/config/pricing/).",
      "Daily is cheaper for a type whose resources change more than 4 times a day each.",
    ]);
  });

  it("names the exceptions of frequency and those that are not recorded", () => {
    const recording = { ...everything, otherFrequency: ["AWS::EC2::Volume"], except: ["AWS::EC2::Snapshot"] };
    expect(describeRecording(recording, { accounts: 1, regions: 1 })).toContain(
      "in 1 account × 1 region: every type continuously; AWS::EC2::Volume daily; AWS::EC2::Snapshot never.",
    );
  });

  it("names the types that are recorded alone, the first of many", () => {
    const only = Array.from({ length: 20 }, (_, index) => `AWS::EC2::Type${index}`);
    const text = describeRecording(
      { frequency: "daily", otherFrequency: ["AWS::EC2::Type3"], only, except: [] },
      environments,
    );
    expect(text).toMatch(/: AWS::EC2::Type\d+, .* and 11 more daily; AWS::EC2::Type3 continuously\.$/m);
  });

  it("warns of the types that are often costly", () => {
    const text = describeRecording(everything, environments);
    expect(text).toMatch(/^Often costly: AWS::EC2::NetworkInterface,$/m);
    expect(text).toMatch(/^Often costly: AWS::Config::ResourceCompliance,\n.*only left out\.$/m);
  });

  it("warns of none that is left out, or daily already", () => {
    const recording = {
      ...everything,
      otherFrequency: ["AWS::EC2::NetworkInterface"],
      except: ["AWS::Config::ResourceCompliance"],
    };
    expect(describeRecording(recording, environments)).not.toContain("Often costly");
    expect(describeRecording({ ...everything, only: ["AWS::IAM::Role"] }, environments)).not.toContain("Often costly");
  });

  it("knows that the verdicts of rules are never recorded daily", () => {
    const text = describeRecording({ ...everything, frequency: "daily" }, environments);
    expect(text).toContain("Often costly: AWS::Config::ResourceCompliance");
    expect(text).not.toContain("Often costly: AWS::EC2::NetworkInterface");
  });
});
