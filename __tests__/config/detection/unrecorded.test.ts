import { serviceWithoutEventName, unrecordedBy } from "../../../config/detection/unrecorded";
import { parseFilterPattern } from "../../../patterns/filter-pattern";
import { eventSelectorsOf } from "../../../config/trail/selectors";
import type { EventSelector } from "../../../aws/event-selector";
import { namesOf } from "../../../config/names";
import { exampleLandingZone } from "../../support/landing-zones";

describe("a pattern that a trail of management events cannot match", () => {
  it.each([
    "{ $.eventName = GetObject }",
    '{ ($.eventSource = "s3.amazonaws.com") && ($.eventName = "PutObject") }',
    '{ ($.eventName = "Query") && ($.eventSource = "dynamodb.amazonaws.com") }',
    '{ ($.eventSource = "dynamodb.amazonaws.com") && (($.eventName = GetItem) || ($.eventName = Scan)) }',
    '{ $.eventCategory = "Data" }',
    '{ ($.userIdentity.type = "Root") && ($.managementEvent IS FALSE) }',
  ])("is found: %s", (text) => {
    expect(unrecordedBy(parseFilterPattern(text)).never).toBe(true);
  });

  it.each([
    "{ ($.eventName = GetObject) || ($.eventName = DeleteBucket) }",
    "{ $.eventName != GetObject }",
    "{ $.eventName = Get* }",
    "{ $.eventName = %Get.*% }",
    // Other services have events of this name.
    "{ $.eventName = Query }",
    '{ ($.eventSource = "athena.amazonaws.com") && ($.eventName = "GetObject") }',
    '{ $.requestParameters.eventName = "GetObject" }',
    '{ $.eventCategory = "Management" }',
    "{ $.managementEvent IS TRUE }",
    "GetObject",
    "",
  ])("is no other: %s", (text) => {
    expect(unrecordedBy(parseFilterPattern(text)).never).toBe(false);
  });
});

describe("a service of which only management events are recorded", () => {
  it.each([
    [
      '{ ($.eventSource = "dynamodb.amazonaws.com") && ($.requestParameters.tableName = "payroll*") }',
      "dynamodb.amazonaws.com",
    ],
    ['{ $.eventSource = "s3.amazonaws.com" }', "s3.amazonaws.com"],
    ['{ ($.eventSource = "s3.amazonaws.com") && ($.eventName = "*Bucket*") }', undefined],
    ['{ ($.eventSource = "s3.amazonaws.com") && ($.eventName != "ListBuckets") }', undefined],
    ['{ $.eventSource = "kms.amazonaws.com" }', undefined],
    ['"s3.amazonaws.com"', undefined],
  ])("is found where nothing says which: %s", (text, expected) => {
    expect(serviceWithoutEventName(parseFilterPattern(text))).toBe(expected);
  });
});

describe("the landing zone's own alarms", () => {
  it("can all go off", () => {
    const { alarms } = exampleLandingZone().detection;
    expect(alarms.length).toBeGreaterThan(0);
    expect(alarms.filter(({ pattern }) => unrecordedBy(parseFilterPattern(pattern)).never)).toEqual([]);
  });
});

const names = namesOf({ name: "example", homeRegion: "eu-west-1" });

/** What a trail records with these settings, which has some. */
function recorded(
  dataEvents: Partial<Parameters<typeof eventSelectorsOf>[0]["dataEvents"]>,
  ...networkActivity: ("kms" | "s3")[]
): EventSelector[] {
  const settings = { dataEvents: { logBuckets: "off", logReaders: [], selectors: [], ...dataEvents }, networkActivity };
  const input = { names, partition: "aws", logArchiveId: "222222222222", replicated: true };
  return eventSelectorsOf(settings as Parameters<typeof eventSelectorsOf>[0], input) ?? [];
}

const TABLE = "arn:aws:dynamodb:eu-west-1:444444444444:table/payroll";
const selectors = (...resources: string[]) => [{ name: "Payroll", events: "all" as const, resources }];
const reads = (...resources: string[]) => [{ name: "Payroll", events: "read" as const, resources }];

describe("a pattern, judged by what the trail's selectors select", () => {
  const TABLES = recorded({ selectors: selectors(TABLE) });
  const OBJECTS = recorded({ selectors: reads("arn:aws:s3:::payroll/2026/") });
  const EVERYTHING = recorded({ selectors: selectors("arn:aws:s3:::") });
  const LOGS = recorded({ logBuckets: "readsAndChanges" });
  const CALLS = recorded({}, "kms");

  it.each([
    ["{ $.eventName = GetItem }", true, TABLES],
    ['{ ($.eventSource = dynamodb.amazonaws.com) && ($.requestParameters.tableName = "payroll") }', true, TABLES],
    [`{ ($.eventName = Scan) && ($.requestParameters.tableName = "${TABLE}") }`, true, TABLES],
    ['{ ($.eventName = GetItem) && ($.requestParameters.tableName = "pay*") }', true, TABLES],
    ['{ ($.eventName = GetItem) && ($.requestParameters.tableName = "orders") }', false, TABLES],
    ['{ ($.eventName = GetItem) && ($.requestParameters.tableName != "*payroll") }', false, TABLES],
    ["{ ($.eventName = BatchGetItem) && ($.requestParameters.tableName NOT EXISTS) }", true, TABLES],
    ["{ $.eventName = GetObject }", false, TABLES],
    ["{ ($.eventName = GetItem) && ($.eventCategory = Management) }", false, TABLES],
    ["{ ($.eventName = GetItem) && ($.managementEvent IS TRUE) }", false, TABLES],
    ['{ ($.eventName = GetObject) && ($.requestParameters.bucketName = "payroll") }', true, OBJECTS],
    ["{ ($.eventName = GetObject) && ($.userIdentity.type = Root) }", true, OBJECTS],
    ['{ ($.eventName = GetObject) && ($.requestParameters.bucketName = "orders") }', false, OBJECTS],
    ['{ ($.eventName = PutObject) && ($.requestParameters.bucketName = "payroll") }', false, OBJECTS],
    ["{ ($.eventName = Get*) && ($.eventCategory = Data) && ($.readOnly IS FALSE) }", false, OBJECTS],
    ['{ ($.eventName = PutObject) && ($.requestParameters.bucketName = "orders") }', true, EVERYTHING],
    [
      '{ ($.eventName = GetObject) && ($.requestParameters.bucketName = "example-config-eu-west-1") }',
      false,
      EVERYTHING,
    ],
    ['{ ($.eventName = GetObject) && ($.requestParameters.bucketName = "example-*") }', true, LOGS],
    ['{ ($.eventName = DeleteObject) && ($.requestParameters.bucketName = "example-config-eu-west-1") }', true, LOGS],
    ['{ ($.eventName = PutObject) && ($.requestParameters.bucketName = "example-config-eu-west-1") }', false, LOGS],
    ['{ ($.eventName = GetObject) && ($.requestParameters.bucketName = "payroll") }', false, LOGS],
    ["{ ($.eventCategory = NetworkActivity) && ($.eventSource = kms.amazonaws.com) }", true, CALLS],
    ["{ ($.eventCategory = NetworkActivity) && ($.eventSource = s3.amazonaws.com) }", false, CALLS],
    ["{ $.eventName = DeleteTrail }", true, CALLS],
    ["{ $.eventCategory = Insight }", false, recorded({ selectors: selectors(TABLE) }, "s3")],
  ])("%s: can match, %s", (text, can, having) => {
    expect(unrecordedBy(parseFilterPattern(text), having).never).toBe(!can);
  });

  it("has the names of the data events that are not recorded where it asks for them, beside others", () => {
    const text = "{ ($.eventName = GetItem) || ($.eventName = GetObject) || ($.eventName = DeleteTable) }";
    expect(unrecordedBy(parseFilterPattern(text), TABLES)).toEqual({ never: false, names: ["GetObject"] });
    expect(unrecordedBy(parseFilterPattern(text)).names).toEqual(["GetItem", "GetObject"]);
  });

  it("asks for a service whose data events it can mean", () => {
    const of = (text: string, having: EventSelector[]) => serviceWithoutEventName(parseFilterPattern(text), having);
    expect(of("{ $.eventSource = dynamodb.amazonaws.com }", TABLES)).toBeUndefined();
    const orders = '{ ($.eventSource = dynamodb.amazonaws.com) && ($.requestParameters.tableName = "orders") }';
    expect(of(orders, TABLES)).toBe("dynamodb.amazonaws.com");
    expect(of("{ $.eventSource = s3.amazonaws.com }", TABLES)).toBe("s3.amazonaws.com");
  });
});
