import { GUARDRAILS } from "../../../config/guardrails";
import { parseLandingZone } from "../../../config/load";
import { problems } from "../support";

interface Parts {
  readonly organization?: string;
  readonly logArchive?: string;
  readonly more?: string;
}

const DECLARED =
  "controlTower: true, id: o-exampleorgid, trustedServices: [controltower.amazonaws.com], policyTypes: []";

function file({ logArchive = 'id: "222222222222"', more = "", organization = DECLARED }: Parts = {}): string {
  return [
    "name: example",
    "homeRegion: eu-west-1",
    "regions: [eu-west-1, us-east-1]",
    `organization: { ${organization}, organizationalUnits: [{ name: Security }] }`,
    "accounts:",
    '  management: { id: "111111111111", email: management@example.com }',
    `  logArchive: { email: log-archive@example.com, ${logArchive} }`,
    '  audit: { id: "333333333333", email: audit@example.com }',
    "deployment: { role: AWSControlTowerExecution }",
    more,
  ].join("\n");
}

describe("AWS Control Tower", () => {
  it("goes with a file that declares it and leaves to it what is its own", () => {
    expect(problems(file())).toEqual([]);
  });

  it.each<[string, Parts, string]>([
    [
      "is trusted and not declared",
      { organization: DECLARED.replace("controlTower: true, ", "") },
      "organization.trustedServices[0]: AWS Control Tower manages this organization",
    ],
    [
      "would lose its trusted access",
      { organization: DECLARED.replace("[controltower.amazonaws.com]", "[sso.amazonaws.com]") },
      "organization.trustedServices: lacks controltower.amazonaws.com",
    ],
    [
      "is in an organization that is to be created",
      { organization: DECLARED.replace("id: o-exampleorgid, ", "") },
      "organization.controlTower: AWS Control Tower is in an organization that exists already",
    ],
    [
      "would not enrol an account that is created",
      { logArchive: "name: log-archive" },
      "accounts.logArchive.id: is missing: AWS Control Tower does not enrol",
    ],
    [
      "would see an account moved",
      { logArchive: 'id: "222222222222", organizationalUnit: Security' },
      "accounts.logArchive.organizationalUnit: an enrolled account that is moved",
    ],
    [
      "owns the recorders of members",
      { logArchive: 'id: "222222222222", existingConfig: {}' },
      "accounts.logArchive.existingConfig: AWS Control Tower owns the recorder",
    ],
    [
      "has recorders where StackSets would make theirs",
      { more: "baseline: { deployment: stacksets }" },
      "baseline.deployment: StackSets would make a recorder",
    ],
  ])("%s", (_, parts, problem) => {
    expect(problems(file(parts)).map((text) => text.replace(/^\d+:\d+ /, ""))).toContainEqual(
      expect.stringContaining(problem),
    );
  });

  it("is warned of where its accounts lack the role that Terraform assumes by default", () => {
    const warnings = (text: string) => parseLandingZone(text, "test.yaml").warnings.map(({ path }) => path);
    expect(warnings(file())).toEqual([]);
    expect(warnings(file().replace(/^deployment:.*$/m, ""))).toEqual(["organization.controlTower"]);
  });

  it("is not bound by the guardrails that it would meet when it updates an account", () => {
    const statements = (text: string) =>
      parseLandingZone(text.replace("role: AWSControlTowerExecution", "role: deployer"), "test.yaml")
        .landingZone.guardrails.flatMap(({ content }) => (JSON.parse(content) as { Statement: unknown[] }).Statement)
        .map((statement) => JSON.stringify(statement));
    const recorders = (text: string) => statements(text).filter((text) => text.includes('"ConfigRecorders"'));
    expect(Object.keys(GUARDRAILS)).toContain("configRecorders");
    expect(recorders(file())).toEqual([expect.stringContaining("role/AWSControlTowerExecution") as string]);
    const without = file({
      organization: DECLARED.replace("controlTower: true", "controlTower: false").replace(
        "[controltower.amazonaws.com]",
        "[]",
      ),
    });
    expect(recorders(without)).toEqual([expect.not.stringContaining("AWSControlTower") as string]);
  });
});
