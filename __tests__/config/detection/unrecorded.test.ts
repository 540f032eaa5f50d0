import { canMatchManagementEvents, serviceWithoutEventName } from "../../../config/detection/unrecorded";
import { parseFilterPattern } from "../../../patterns/filter-pattern";
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
    expect(canMatchManagementEvents(parseFilterPattern(text))).toBe(false);
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
    expect(canMatchManagementEvents(parseFilterPattern(text))).toBe(true);
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
    expect(alarms.filter(({ pattern }) => !canMatchManagementEvents(parseFilterPattern(pattern)))).toEqual([]);
  });
});
