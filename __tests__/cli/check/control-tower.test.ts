import { controlTower } from "../../../cli/check/control-tower";
import type { LandingZone } from "../../../config/landing-zone";
import { existingLandingZone } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { environmentOf, fakeClients, refusal, whats } from "./fakes";
import type { Answers } from "./fakes";

const plain = existingLandingZone();
const declared: LandingZone = { ...plain, organization: { ...plain.organization, controlTower: true } };
const NOTHING: Answers = { GetRole: refusal("NoSuchEntityException") };

const SIGNS: [string, "management" | "audit", Answers][] = [
  [
    "the trust",
    "management",
    {
      ListAWSServiceAccessForOrganization: {
        EnabledServicePrincipals: [{ ServicePrincipal: "controltower.amazonaws.com" }],
      },
    },
  ],
  [
    "a policy",
    "management",
    { ListPolicies: { Policies: [{ Name: "FullAWSAccess" }, { Name: "aws-guardrails-AbCdEf" }] } },
  ],
  ["the trail", "management", { DescribeTrails: { trailList: [{ Name: "aws-controltower-BaselineCloudTrail" }] } }],
  [
    "the recorder",
    "audit",
    {
      DescribeConfigurationRecorders: { ConfigurationRecorders: [{ name: "aws-controltower-BaselineConfigRecorder" }] },
    },
  ],
];

describe("the check of AWS Control Tower", () => {
  it.each(SIGNS)("recognizes it by %s, and says so where the file does not", async (_, slug, sign) => {
    const answers = { ...NOTHING, ...sign };
    const [found] = await controlTower.run(environmentOf(plain, slug), fakeClients(answers));
    expect(found).toMatchObject({ advice: expect.stringContaining("Set organization.controlTower: true") as string });
    expect(found?.isNote).toBeUndefined();
    expect(await whats(controlTower, environmentOf(declared, slug), answers)).toEqual([]);
  });

  it("finds nothing where there is none", async () => {
    expect(await whats(controlTower, environmentOf(plain, "management"), NOTHING)).toEqual([]);
    expect(await whats(controlTower, environmentOf(plain), NOTHING)).toEqual([]);
  });

  it("only names the role, which stays where Control Tower was given up", async () => {
    const [found] = await controlTower.run(environmentOf(plain), fakeClients({}));
    expect(found).toMatchObject({ what: "there is AWS Control Tower's role AWSControlTowerExecution", isNote: true });
    expect(await whats(controlTower, environmentOf(declared), {})).toEqual([]);
  });

  it("says which account of a declared one is not enrolled, and that there is none any more", async () => {
    expect(await whats(controlTower, environmentOf(declared), NOTHING)).toEqual([
      "audit is not enrolled in AWS Control Tower",
    ]);
    expect(await whats(controlTower, environmentOf(declared, "management"), NOTHING)).toEqual([
      "the organization shows nothing of AWS Control Tower",
    ]);
  });

  it("fails where AWS says no", async () => {
    const refused = { ...NOTHING, ListPolicies: refusal("AccessDeniedException") };
    await expect(whats(controlTower, environmentOf(plain, "management"), refused)).rejects.toThrow("refused");
  });
});
