import { readFileSync } from "node:fs";
import { parseLandingZone } from "../../config/load";
import { ConfigurationError } from "../../config/source/problem";

/** A mistake that Terraform plans without a word, and AWS refuses or never acts on. */
const MISTAKES: readonly [was: string, is: string][] = [
  ["name: baseline-org", "name: amzn-s3-demo"],
  ["otherFrequency: [AWS::EC2::NetworkInterface]", "otherFrequency: [AWS::EC2::Nonsense]"],
  ['MinRetentionTime: "90"', "MinRetentionTime: abc"],
  ["resourceTypes: [AWS::S3::Bucket]", "resourceTypes: [AWS::Nonsense::Thing]"],
  ["tags.Owner exists\n        }", "tags.Owner exists"],
  ["baseline:\n", 'breakGlass: { trustedPrincipals: ["arn:aws:iam::111111111111:group/nobody"] }\n\nbaseline:\n'],
];

const FILE = "examples/baseline.yaml";

function problemsOf(text: string): string[] {
  try {
    parseLandingZone(text, FILE);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map(({ path, severity }) => `${severity} ${path}`);
  }
}

describe("mistakes that AWS would find when it is deployed", () => {
  it("are found in the file, all at once", () => {
    const text = MISTAKES.reduce((changed, [was, is]) => changed.replace(was, is), readFileSync(FILE, "utf8"));
    expect(MISTAKES.every(([, is]) => text.includes(is))).toBe(true);
    expect(problemsOf(text)).toEqual([
      "error name",
      "warning config.recording.otherFrequency[0]",
      "error config.rules.cwLogGroupRetentionPeriodCheck.parameters.MinRetentionTime",
      "warning config.policyRules.bucketsHaveOwners.resourceTypes[0]",
      "error config.policyRules.bucketsHaveOwners.policy",
      "error breakGlass.trustedPrincipals[0]",
    ]);
  });
});
