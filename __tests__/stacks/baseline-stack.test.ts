import { exampleLandingZone, existingLandingZone, stackOf, synthesizeLandingZone } from "../support/landing-zones";
import type { Template } from "../support/terraform";

const example = exampleLandingZone();
const synthesized = (...lines: string[]): Record<string, Template> =>
  synthesizeLandingZone(existingLandingZone(...lines)).stacks;

describe("the role for emergencies", () => {
  const { stacks } = synthesizeLandingZone(example);
  const roleIn = (all: Record<string, Template>, account: string) =>
    stackOf(all, `baseline-${account}`).resource("aws_iam_role", "break-glass");

  it.each(example.accounts.map(({ key }) => key))("is in every account: %s", (account) => {
    expect(roleIn(stacks, account)).toMatchObject({ provider: "aws", name: "example-org-break-glass" });
  });

  it("has the name and the trust that the file gives it", () => {
    const lead = "arn:aws:iam::111111111111:role/security-lead";
    const named = synthesized(`breakGlass: { role: emergency, trustedPrincipals: ["${lead}"] }`);
    const { assume_role_policy: trust, name } = roleIn(named, "audit");
    expect(name).toBe("emergency");
    expect(trust).toContain(`"Principal":{"AWS":["${lead}"]}`);
  });

  it("is made nowhere when it exists already", () => {
    for (const { text } of Object.values(synthesized("breakGlass: { create: false }"))) {
      expect(text).not.toContain("AdministratorAccess");
    }
  });
});

describe("the rule about MFA Delete", () => {
  const required = synthesized("archive: { mfaDelete: required }");
  const ruled = (stacks: Record<string, Template>): string[] =>
    Object.keys(stacks).filter((id) => stackOf(stacks, id).text.includes('"name": "small-mfa-delete"'));

  it("is where the trail bucket is, and nowhere else", () => {
    expect(ruled(required)).toEqual(["baseline-log-archive"]);
  });

  it("looks at the trail bucket, from the home region on, once AWS Config records there", () => {
    expect(stackOf(required, "baseline-log-archive").resource("aws_config_config_rule", "mfa-delete")).toMatchObject({
      provider: "aws",
      scope: { compliance_resource_id: "small-cloudtrail-eu-west-1" },
      depends_on: [expect.stringMatching(/^aws_config_configuration_recorder_status\.config-eu-west-1_status_/)],
    });
  });

  it("is not there unless MFA Delete is required", () => {
    expect(ruled(synthesized())).toEqual([]);
  });
});
