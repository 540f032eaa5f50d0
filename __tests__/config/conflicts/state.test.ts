import { parseLandingZone } from "../../../config/load";
import { existingLandingZone } from "../../support/landing-zones";
import { extended, problems } from "../support";

const state = (...more: string[]) => ["state:", "  backend: s3", "  bucket: states", "  region: eu-west-1", ...more];

/** Problems of this section, whatever else is wrong with a file. */
const ofState = (text: string) => problems(text).filter((problem) => problem.includes(" state."));

describe("the account of the states", () => {
  it("is one of the file", () => {
    expect(problems(extended(...state("  account: shp")))).toEqual([
      expect.stringContaining('22:12 state.account: no account of this file | "shp"'),
    ]);
  });

  it("exists before the first deployment", () => {
    expect(problems(extended(...state("  account: shop")))).toEqual([
      '22:12 state.account: the bucket of the state has to be there before this account is made | "shop" | name an account that ' +
        "exists, with its id, or leave state.account out: the management account",
    ]);
  });

  it.each(["log-archive", "management", '"222222222222"'])("may be %s", (account) => {
    const landingZone = existingLandingZone(...state(`  account: ${account}`));
    expect(landingZone.state).toMatchObject({ account: account === "management" ? "management" : "log-archive" });
  });
});

describe("an account that is leaving", () => {
  it.each([
    ["name", "account: platform"],
    ["id", 'account: "444444444444"'],
  ])("takes no state with it, named by %s", (_what, account) => {
    const withAccount = (more: string) =>
      [extended(), `    - { name: platform, email: platform@example.com, id: "444444444444"${more} }`]
        .concat(state(`  ${account}`))
        .join("\n");
    expect(ofState(withAccount(""))).toEqual([]);
    expect(ofState(withAccount(", leaving: true"))).toEqual([
      expect.stringContaining("state.account: the account is leaving, and every state with it"),
    ]);
  });
});

describe("the partition of the states", () => {
  const ARNS = (partition: string) => [
    `  kmsKeyArn: arn:${partition}:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-86ef-1234567890ab`,
    `  roleArn: arn:${partition}:iam::111111111111:role/states`,
  ];

  it("is that of the home region", () => {
    expect(ofState(extended(...state(...ARNS("aws"))))).toEqual([]);
    expect(ofState(extended(...state(...ARNS("aws-us-gov")))).map((problem) => problem.split(":")[1])).toEqual([
      expect.stringContaining("state.kmsKeyArn"),
      expect.stringContaining("state.roleArn"),
    ]);
    const [region] = ofState(extended("state: { backend: s3, bucket: states, region: cn-north-1 }"));
    expect(region).toContain("state.region: this is of another partition");
  });
});

describe("the key of the states", () => {
  it("is in the region of the bucket", () => {
    const key = (region: string) =>
      extended(...state(`  kmsKeyArn: arn:aws:kms:${region}:111111111111:key/1234abcd-12ab-34cd-86ef-1234567890ab`));
    expect(problems(key("eu-west-1"))).toEqual([]);
    expect(problems(key("eu-central-1"))).toEqual([
      expect.stringContaining("22:14 state.kmsKeyArn: S3 encrypts with keys of the bucket's region alone"),
    ]);
  });
});

describe("a role that states are read and written by", () => {
  it.each([
    ["account: log-archive", "222222222222", []],
    ["account: log-archive", "111111111111", []],
    ["account: log-archive", "333333333333", [expect.stringContaining("a role of 111111111111 or 222222222222")]],
    // Whose bucket it is, the file does not say.
    ["prefix: small", "333333333333", []],
  ])("is of an account that the bucket lets in: %s, %s", (more, account, expected) => {
    const text = [
      extended().replace("logArchive: {", 'logArchive: { id: "222222222222",'),
      ...state(`  ${more}`, `  roleArn: arn:aws:iam::${account}:role/states`),
    ];
    expect(ofState(text.join("\n"))).toEqual(expected);
  });

  it("is none that pipelines plan by", () => {
    const role = state("  roleArn: arn:aws:iam::111111111111:role/terraform-state");
    const pipeline = [
      "deployment: { managementRole: Deployment }",
      "access: { ci: { github: { owner: example-org, repository: landing-zone } } }",
    ];
    const warned = (...lines: string[]) =>
      parseLandingZone(extended(...lines), "test.yaml").warnings.map(({ message }) => message.split(":")[0]);
    expect(warned(...role, ...pipeline)).toContain("pipelines cannot plan");
    expect(warned(...role)).not.toContain("pipelines cannot plan");
    expect(warned(...state(), ...pipeline)).not.toContain("pipelines cannot plan");
  });
});

describe("roles that a bootstrap makes", () => {
  it("are for somebody", () => {
    const { warnings } = parseLandingZone(extended("access: { ci: { bootstrapped: true } }"), "test.yaml");
    expect(warnings.map(({ message }) => message)).toContain("does nothing, as there is no pipeline");
  });
});
