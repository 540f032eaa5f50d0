import type { EventSelector } from "../../../aws/event-selector";
import { namesOf } from "../../../config/names";
import { isRecorded } from "../../../config/trail/recorded";
import type { TrailRecord } from "../../../config/trail/recorded";
import { eventSelectorsOf, MANAGEMENT_EVENTS } from "../../../config/trail/selectors";
import type { SelectorInput } from "../../../config/trail/selectors";
import { parseLandingZone } from "../../../config/load";
import { extended } from "../support";

const input: SelectorInput = {
  names: namesOf({ name: "example", homeRegion: "eu-west-1", replicaRegion: "us-east-1" }),
  partition: "aws",
  logArchiveId: "222222222222",
  replicated: true,
};

function selectors(settings: string, more: Partial<SelectorInput> = {}): EventSelector[] | undefined {
  const { landingZone } = parseLandingZone(extended(`trail: ${settings}`), "test.yaml");
  return eventSelectorsOf(landingZone.trail, { ...input, ...more });
}

const object = (arn: string, eventName: string, readOnly: boolean, more: TrailRecord = {}): TrailRecord => ({
  eventCategory: "Data",
  eventSource: "s3.amazonaws.com",
  eventName,
  readOnly,
  managementEvent: false,
  resources: [
    { type: "AWS::S3::Object", ARN: `arn:aws:s3:::${arn}` },
    { type: "AWS::S3::Bucket", ARN: `arn:aws:s3:::${arn.replace(/\/.*/, "")}` },
  ],
  ...more,
});

const session = (role: string): TrailRecord => ({
  userIdentity: { type: "AssumedRole", arn: `arn:aws:sts::222222222222:assumed-role/${role}/session` },
});

describe("the selectors of the trail", () => {
  it("are none while the file asks for no more than CloudTrail's default", () => {
    expect(selectors("{}")).toBeUndefined();
    expect(selectors("{ dataEvents: { logBuckets: off, selectors: [] }, networkActivity: [] }")).toBeUndefined();
  });

  it.each([
    "{ dataEvents: { logBuckets: reads } }",
    '{ dataEvents: { selectors: [{ name: Payroll, resources: ["arn:aws:s3:::"] }] } }',
    "{ networkActivity: [kms] }",
  ])("have all management events among them, which they would replace: %s", (settings) => {
    expect(selectors(settings)?.[0]).toEqual(MANAGEMENT_EVENTS);
    expect(MANAGEMENT_EVENTS.fieldSelectors).toEqual([{ field: "eventCategory", equals: ["Management"] }]);
  });

  it("are one for each kind of resource and each service, in the direction that is asked for", () => {
    const resources = '["arn:aws:dynamodb:eu-west-1:444444444444:table/payroll", "arn:aws:s3:::payroll/a"]';
    const all = selectors(
      `{ dataEvents: { selectors: [{ name: Payroll, events: write, resources: ${resources} }] }, networkActivity: [kms, s3] }`,
    );
    expect(all?.slice(1)).toEqual([
      {
        name: "Payroll",
        fieldSelectors: [
          { field: "eventCategory", equals: ["Data"] },
          { field: "resources.type", equals: ["AWS::DynamoDB::Table"] },
          { field: "readOnly", equals: ["false"] },
          { field: "resources.ARN", equals: ["arn:aws:dynamodb:eu-west-1:444444444444:table/payroll"] },
        ],
      },
      {
        name: "Payroll",
        fieldSelectors: [
          { field: "eventCategory", equals: ["Data"] },
          { field: "resources.type", equals: ["AWS::S3::Object"] },
          { field: "readOnly", equals: ["false"] },
          { field: "resources.ARN", startsWith: ["arn:aws:s3:::payroll/a"] },
        ],
      },
      ...["kms", "s3"].map((service) => ({
        name: `Network activity of ${service}`,
        fieldSelectors: [
          { field: "eventCategory", equals: ["NetworkActivity"] },
          { field: "eventSource", equals: [`${service}.amazonaws.com`] },
        ],
      })),
    ]);
  });
});

describe("what is recorded of log buckets", () => {
  const file = "example-cloudtrail-eu-west-1/AWSLogs/log.json.gz";
  const delivery: TrailRecord = { userIdentity: { type: "AWSService", invokedBy: "cloudtrail.amazonaws.com" } };
  const recorded = (settings: string, record: TrailRecord): boolean => isRecorded(selectors(settings) ?? [], record);

  it.each(["reads", "readsAndChanges"])("are reads of everybody but what copies, with %s", (setting) => {
    const settings = `{ dataEvents: { logBuckets: ${setting} } }`;
    expect(recorded(settings, object(file, "GetObject", true, session("operator")))).toBe(true);
    expect(recorded(settings, object("example-replica-us-east-1/a", "HeadObject", true))).toBe(true);
    expect(recorded(settings, object(file, "GetObject", true, session("example-trail-replication")))).toBe(false);
    expect(recorded(settings, object("example-orders/a", "GetObject", true))).toBe(false);
  });

  it("are changes where the file says so, and no uploads, which deliveries are", () => {
    const changes = "{ dataEvents: { logBuckets: readsAndChanges } }";
    for (const name of ["DeleteObject", "PutObjectRetention", "PutObjectLegalHold", "PutObjectAcl"]) {
      expect(recorded(changes, object(file, name, false, session("operator")))).toBe(true);
      expect(recorded("{ dataEvents: { logBuckets: reads } }", object(file, name, false))).toBe(false);
    }
    for (const name of ["PutObject", "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload"]) {
      expect(recorded(changes, object(file, name, false, delivery))).toBe(false);
    }
  });

  it.each(["all", "read", "write"])("is nothing by a selector of every bucket, in any direction: %s", (events) => {
    const every = `{ dataEvents: { selectors: [{ name: All, events: ${events}, resources: ["arn:aws:s3:::"] }] } }`;
    for (const readOnly of [true, false]) {
      const name = readOnly ? "GetObject" : "PutObject";
      expect(recorded(every, object(file, name, readOnly, delivery))).toBe(false);
      expect(recorded(every, object("example-access-logs-eu-west-1/a", name, readOnly))).toBe(false);
      expect(recorded(every, object("example-orders/a", name, readOnly))).toBe(
        events === "all" || (events === "read") === readOnly,
      );
    }
  });
});

describe("an event", () => {
  it("is of management where its record does not say it", () => {
    expect(isRecorded([MANAGEMENT_EVENTS], { eventName: "RunInstances" })).toBe(true);
    expect(isRecorded([MANAGEMENT_EVENTS], { eventName: "GetObject", managementEvent: false })).toBe(false);
    expect(isRecorded([MANAGEMENT_EVENTS], { eventCategory: "NetworkActivity" })).toBe(false);
  });

  it("is found by the beginning that a listing has in place of a key", () => {
    const all = selectors("{ dataEvents: { logBuckets: reads } }") ?? [];
    const resources = [{ type: "AWS::S3::Object", ARNPrefix: "arn:aws:s3:::example-config-eu-west-1/" }];
    expect(isRecorded(all, object("x/", "ListObjects", true, { resources }))).toBe(true);
  });
});
