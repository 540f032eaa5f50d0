import { testedEvent } from "../../../cli/test-alarm/tested-event";
import { sample, tested } from "./support";

const record = { eventName: "StopLogging", eventSource: "cloudtrail.amazonaws.com", awsRegion: "eu-west-1" };

describe("a CloudTrail record", () => {
  it("is wrapped as EventBridge does it", () => {
    const event = sample("trailTampering/match-stopped").detail;
    expect(tested(event)).toEqual({
      record: event,
      delivered: expect.objectContaining({
        source: "aws.cloudtrail",
        "detail-type": "AWS API Call via CloudTrail",
        detail: event,
      }) as object,
      name: "StopLogging",
      source: "cloudtrail.amazonaws.com",
      account: expect.stringMatching(/^\d{12}$/) as string,
      region: "eu-west-1",
      time: expect.stringMatching(/^20/) as string,
    });
  });

  it.each([
    ["AwsApiCall", "AWS API Call via CloudTrail"],
    ["AwsConsoleSignIn", "AWS Console Sign In via CloudTrail"],
    ["AwsConsoleAction", "AWS Console Action via CloudTrail"],
    ["AwsServiceEvent", "AWS Service Event via CloudTrail"],
    [undefined, "AWS API Call via CloudTrail"],
  ])("of type %s is a %s there", (eventType, detailType) => {
    expect(tested({ ...record, eventType }).delivered["detail-type"]).toBe(detailType);
  });

  it.each([
    ["NetworkActivity", { ...record, eventCategory: "NetworkActivity", eventType: "AwsVpceEvent" }, "aws.cloudtrail"],
    [
      "Insight",
      {
        awsRegion: "eu-west-1",
        eventCategory: "Insight",
        eventType: "AwsCloudTrailInsight",
        insightDetails: {
          eventName: "RunInstances",
          eventSource: "ec2.amazonaws.com",
          insightType: "ApiCallRateInsight",
        },
      },
      "aws.cloudtrail",
    ],
  ])("of the category %s is no API call there", (_, event, source) => {
    expect(tested(event).delivered).toMatchObject({
      "detail-type": expect.stringMatching(/^AWS (Insight|Network Activity Event) via CloudTrail$/) as string,
      source,
    });
  });

  it("of Insights is about calls, and is none", () => {
    const detail = {
      awsRegion: "eu-west-1",
      eventType: "AwsCloudTrailInsight",
      recipientAccountId: "444444444444",
      insightDetails: {
        eventName: "StopLogging",
        eventSource: "cloudtrail.amazonaws.com",
        insightType: "ApiErrorRateInsight",
      },
    };
    const insight = { name: "ApiErrorRateInsight StopLogging", account: "444444444444", record: detail };
    expect(tested(detail)).toMatchObject(insight);
    const event = {
      "detail-type": "AWS Insight via CloudTrail",
      source: "aws.cloudtrail",
      region: "eu-west-1",
      detail,
    };
    expect(tested(event)).toMatchObject({ ...insight, delivered: event });
    expect(testedEvent({ ...detail, insightDetails: {} })).toBe("an Insights event of CloudTrail without eventName");
  });

  it("of old versions have the account in the identity, or not at all", () => {
    expect(tested({ ...record, userIdentity: { accountId: "444444444444" } }).account).toBe("444444444444");
    expect(tested(record)).toMatchObject({ account: "-", time: "-" });
  });
});

describe("an event of EventBridge", () => {
  it("is taken as it is, and what CloudTrail wrote is its detail", () => {
    const event = sample("trailTampering/match-stopped");
    expect(tested(event)).toMatchObject({ delivered: event, record: event.detail, name: "StopLogging" });
  });

  it("has no record when CloudTrail did not write it", () => {
    const { name, record: none, source } = tested(sample("trustedAdvisor/match-open-port"));
    expect({ name, none, source }).toEqual({
      name: "Trusted Advisor Check Item Refresh Notification",
      none: undefined,
      source: "aws.trustedadvisor",
    });
  });
});

describe("what is no event", () => {
  const neither = "neither a CloudTrail record, nor a log file with Records, nor an EventBridge event";
  const nested = (levels: number): unknown => (levels === 0 ? {} : { a: nested(levels - 1) });

  it.each([
    ["a text", "StopLogging", neither],
    ["nothing", null, neither],
    ["a list", [], neither],
    ["another object", { page: "", why: "", event: record }, neither],
    ["a record without its region", { ...record, awsRegion: undefined }, "a CloudTrail record without awsRegion"],
    ["a record without its service", { ...record, eventSource: "" }, "a CloudTrail record without eventSource"],
    [
      "an event without its region",
      { "detail-type": "a", detail: {}, source: "b" },
      "an EventBridge event without region",
    ],
    [
      "an event whose detail is a text",
      { "detail-type": "a", detail: "c", source: "b", region: "eu-west-1" },
      "an EventBridge event without detail",
    ],
    ["what would exhaust the stack", { ...record, a: nested(3000) }, "nested too deeply for an event"],
  ])("is refused: %s", (_, value, reason) => {
    expect(testedEvent(value)).toBe(reason);
  });
});
