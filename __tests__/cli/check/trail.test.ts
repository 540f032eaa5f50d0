import { trail } from "../../../cli/check/trail";
import { existingLandingZone } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { environmentOf, whats } from "./fakes";

const landingZone = existingLandingZone();
const TRAIL = {
  IsMultiRegionTrail: true,
  IsOrganizationTrail: true,
  LogFileValidationEnabled: true,
  S3BucketName: "small-cloudtrail-eu-west-1",
};
const found = (status: object = {}, trailOf: object = {}) =>
  whats(trail, environmentOf(landingZone, "management"), {
    GetTrail: { Trail: { ...TRAIL, ...trailOf } },
    GetTrailStatus: { IsLogging: true, ...status },
  });

describe("the check of the trail", () => {
  it("looks in the management account's home region only", () => {
    expect(trail.concerns(environmentOf(landingZone, "management"))).toBe(true);
    expect(trail.concerns(environmentOf(landingZone, "management", "us-east-1"))).toBe(false);
    expect(trail.concerns(environmentOf(landingZone, "audit"))).toBe(false);
  });

  it("finds nothing where it logs", async () => {
    expect(await found()).toEqual([]);
  });

  it.each([
    [{ IsLogging: false }, {}, "does not log"],
    [{ LatestDeliveryError: "AccessDenied" }, {}, "cannot deliver: AccessDenied"],
    [{ LatestDigestDeliveryError: "NoSuchBucket" }, {}, "cannot deliver digests: NoSuchBucket"],
    [{}, { LogFileValidationEnabled: false }, "writes no digest files"],
    [{}, { IsMultiRegionTrail: false }, "logs one region only"],
    [{}, { IsOrganizationTrail: false }, "logs one account only"],
    [{}, { S3BucketName: "elsewhere" }, "delivers to elsewhere"],
  ])("says what is wrong: %j, %j", async (status, trailOf, what) => {
    expect(await found(status, trailOf)).toEqual([`the trail small-organization ${what}`]);
  });

  it("says that there is none, and fails where AWS says no", async () => {
    const answer = (name: string) =>
      whats(trail, environmentOf(landingZone, "management"), {
        GetTrail: Object.assign(new Error("refused"), { name }),
      });
    expect(await answer("TrailNotFoundException")).toEqual(["the trail small-organization does not exist"]);
    await expect(answer("AccessDeniedException")).rejects.toThrow("refused");
  });
});
