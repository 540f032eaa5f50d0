import { CisScanConfiguration } from "../../../modules/inspector/cis-scan-configuration";
import type { CisScanConfigurationProps } from "../../../modules/inspector/cis-scan-configuration";
import { synthesizeModule } from "../../support/terraform";

const configuration = (changes: Partial<CisScanConfigurationProps> = {}) =>
  synthesizeModule((stack, environment) => {
    new CisScanConfiguration(stack, "scan", {
      environment,
      scanName: "production",
      level: 1,
      schedule: { Weekly: { StartTime: { TimeOfDay: "03:00", TimeZone: "UTC" }, Days: ["SUN"] } },
      targetTags: { Environment: ["production"] },
      tags: { LandingZone: "example" },
      ...changes,
    });
  }).resource("aws_cloudcontrolapi_resource");
const state = (changes?: Partial<CisScanConfigurationProps>): unknown =>
  JSON.parse(String(configuration(changes).desired_state));

describe("a CIS scan configuration", () => {
  it("says whom, what and when, as CloudFormation spells it", () => {
    expect(state()).toEqual({
      ScanName: "production",
      SecurityLevel: "LEVEL_1",
      Schedule: { Weekly: { StartTime: { TimeOfDay: "03:00", TimeZone: "UTC" }, Days: ["SUN"] } },
      Targets: { AccountIds: ["ALL_ACCOUNTS"], TargetResourceTags: { Environment: ["production"] } },
      Tags: { LandingZone: "example" },
    });
    expect(state({ accountIds: ["SELF", "444444444444"], level: 2 })).toMatchObject({
      SecurityLevel: "LEVEL_2",
      Targets: { AccountIds: ["SELF", "444444444444"] },
    });
  });

  it("is the same text whatever the order of tags, as the provider compares texts", () => {
    const [one, other] = [
      { a: ["1"], b: ["2"] },
      { b: ["2"], a: ["1"] },
    ].map((targetTags) => configuration({ targetTags }));
    expect(one?.desired_state).toBe(other?.desired_state);
  });

  it("brings its schema, so that a plan asks CloudFormation for nothing", () => {
    const { schema, type_name: type } = configuration();
    expect(type).toBe("AWS::InspectorV2::CisScanConfiguration");
    expect(JSON.parse(String(schema))).toMatchObject({ typeName: type, primaryIdentifier: ["/properties/Arn"] });
  });

  it("is not destroyed by a plan that keeps it in the file", () => {
    expect(configuration().lifecycle).toEqual({ prevent_destroy: true });
  });
});
