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
const LONG_AGO = new Date("2020-01-01T00:00:00Z");
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

  it("finds nothing where it logs, or began to a moment ago", async () => {
    expect(await found()).toEqual([]);
    expect(await found({ LatestDeliveryTime: new Date(), StartLoggingTime: LONG_AGO })).toEqual([]);
    expect(await found({ LatestDeliveryTime: LONG_AGO, StartLoggingTime: new Date() })).toEqual([]);
  });

  it.each([
    [{ IsLogging: false }, {}, "does not log"],
    [{ LatestDeliveryError: "AccessDenied" }, {}, "cannot deliver: AccessDenied"],
    [{ LatestDigestDeliveryError: "NoSuchBucket" }, {}, "cannot deliver digests: NoSuchBucket"],
    [{ LatestCloudWatchLogsDeliveryError: "Access denied." }, {}, "cannot deliver to its log group: Access denied."],
    [{ LatestNotificationError: "AuthorizationError" }, {}, "cannot notify its topic: AuthorizationError"],
    [
      { LatestDeliveryTime: LONG_AGO, StartLoggingTime: LONG_AGO },
      {},
      "has delivered nothing since 2020-01-01T00:00:00.000Z",
    ],
    [{ StartLoggingTime: LONG_AGO }, {}, "has delivered nothing since it logs"],
    [{}, { LogFileValidationEnabled: false }, "writes no digest files"],
    [{}, { IsMultiRegionTrail: false }, "logs one region only"],
    [{}, { IsOrganizationTrail: false }, "logs one account only"],
    [{}, { S3BucketName: "elsewhere" }, "delivers to elsewhere"],
  ])("says what is wrong: %j, %j", async (status, trailOf, what) => {
    expect(await found(status, trailOf)).toEqual([`the trail small-organization ${what}`]);
  });

  describe("of event selectors", () => {
    const selected = (selectors: object) =>
      whats(trail, environmentOf(landingZone, "management"), {
        GetTrail: { Trail: { ...TRAIL, HasCustomEventSelectors: true } },
        GetTrailStatus: { IsLogging: true },
        GetEventSelectors: selectors,
      });
    const advanced = (...conditions: object[]) => ({ AdvancedEventSelectors: [{ FieldSelectors: conditions }] });
    const management = { Field: "eventCategory", Equals: ["Management"] };

    it.each([
      [advanced(management)],
      [{ EventSelectors: [{ ReadWriteType: "All", IncludeManagementEvents: true, DataResources: [] }] }],
    ])("finds nothing where one has all management events: %j", async (selectors) => {
      expect(await selected(selectors)).toEqual([]);
    });

    it.each([
      [
        advanced(
          { Field: "eventCategory", Equals: ["Data"] },
          { Field: "resources.type", Equals: ["AWS::S3::Object"] },
        ),
      ],
      [advanced(management, { Field: "readOnly", Equals: ["true"] })],
      [advanced(management, { Field: "eventSource", NotEquals: ["kms.amazonaws.com"] })],
      [{ EventSelectors: [{ ReadWriteType: "WriteOnly" }] }],
      [{ EventSelectors: [{ IncludeManagementEvents: false }] }],
      [{ EventSelectors: [{ ExcludeManagementEventSources: ["kms.amazonaws.com"] }] }],
    ])("says where none has: %j", async (selectors) => {
      expect(await selected(selectors)).toEqual(["the trail small-organization does not record all management events"]);
    });
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
