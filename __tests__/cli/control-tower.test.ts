import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { STSClient } from "@aws-sdk/client-sts";
import { refuseUndeclaredControlTower } from "../../cli/control-tower";
import type { LandingZone } from "../../config/landing-zone";
import { answerWith } from "../support/fake-aws";
import { existingLandingZone } from "../support/landing-zones";
import "../support/quiet-aws-sdk";

const plain = existingLandingZone();
const declared: LandingZone = { ...plain, organization: { ...plain.organization, controlTower: true } };
const refused = (name: string): Error => Object.assign(new Error("refused"), { name });

/** The organization that is asked answers this. */
function ask(landingZone: LandingZone, services: object, policies: object = {}): Promise<string | undefined> {
  answerWith(OrganizationsClient.prototype, ({ operation }) =>
    operation === "ListAWSServiceAccessForOrganization" ? services : policies,
  );
  return refuseUndeclaredControlTower(landingZone, "landing-zone.yaml");
}
const trusting = (...services: string[]): object => ({
  EnabledServicePrincipals: services.map((ServicePrincipal) => ({ ServicePrincipal })),
});

describe("AWS Control Tower, before anything is planned", () => {
  afterEach(() => jest.restoreAllMocks());

  it("is refused where the organization shows it and the file does not say so, with the way out, 80 columns wide", async () => {
    const message = await ask(plain, trusting("sso.amazonaws.com", "controltower.amazonaws.com"), {
      Policies: [{ Name: "aws-guardrails-AbCdEf" }],
    }).catch((error: unknown) => (error as Error).message);
    expect(message?.replaceAll("\n", " ")).toMatch(
      /^landing-zone\.yaml: organization\.controlTower: .*trusts controltower\.amazonaws\.com; it has the policy aws-guardrails-AbCdEf\. .*Set organization\.controlTower: true: docs\/control-tower\.md/,
    );
    expect(Math.max(...(message ?? "").split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
    await expect(ask(plain, {}, { Policies: [{ Name: "aws-guardrails-AbCdEf" }] })).rejects.toThrow("aws-guardrails");
  });

  it("is no matter where there is none, where the file declares it, and before there is an organization", async () => {
    expect(await ask(plain, trusting("sso.amazonaws.com"))).toBeUndefined();
    expect(await ask(declared, trusting("controltower.amazonaws.com"))).toBeUndefined();
    expect(await ask(plain, refused("AWSOrganizationsNotInUseException"))).toBeUndefined();
  });

  it("is asked for without the role that deploys where whoever plans may not assume it, as pipelines may not", async () => {
    const landingZone = existingLandingZone("deployment: { managementRole: Deployment }");
    answerWith(STSClient.prototype, () => refused("AccessDenied"));
    await expect(ask(landingZone, trusting("controltower.amazonaws.com"))).rejects.toThrow("AWS Control Tower");
    answerWith(STSClient.prototype, () => refused("ExpiredToken"));
    expect(await ask(landingZone, trusting("controltower.amazonaws.com"))).toContain("ExpiredToken");
  });

  it("is said not to have been asked for where AWS does not answer, and never taken for absent", async () => {
    expect(await ask(plain, refused("AccessDeniedException"))).toBe(
      "whether AWS Control Tower manages the organization could not be asked: AccessDeniedException: refused",
    );
  });
});
