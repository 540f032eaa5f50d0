import { parseLandingZone } from "../../../config/load";
import { extended, problems } from "../support";

const recording = (settings: string): string => extended(`trail: { dataEvents: { ${settings} } }`);
const selecting = (...resources: string[]): string =>
  recording(`selectors: [{ name: Payroll, resources: ${JSON.stringify(resources)} }]`);
const bucketsOf = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `arn:aws:s3:::bucket-${index}/`);

describe("the resources of a selector", () => {
  it.each([
    "arn:aws:s3:::",
    "arn:aws:s3:::payroll/",
    "arn:aws:s3:::payroll/2026/january",
    "arn:aws:dynamodb:eu-west-1:444444444444:table/payroll",
    "arn:aws:lambda:eu-west-1:444444444444:function:payroll",
    "arn:aws:sns:eu-west-1:444444444444:payroll.fifo",
    "arn:aws:sqs:eu-west-1:444444444444:payroll",
  ])("are of a kind that is plain to name: %s", (arn) => {
    expect(problems(selecting(arn))).toEqual([]);
  });

  it.each([
    ["arn:aws:s3:::payroll", /without a slash after the bucket, every bucket whose name begins so would be meant/],
    ["arn:aws:s3:::payroll/*", /event selectors know no wildcards/],
    ["arn:aws:kms:eu-west-1:444444444444:key/1", /not the ARN of a resource whose data events can be recorded/],
    ["arn:aws:dynamodb:eu-west-1:444444444444:table/payroll/index/name", /not the ARN of a resource/],
    ["arn:aws-cn:s3:::payroll/", /of another partition than the home region \| .* \| ARNs that begin with arn:aws:/],
    ["arn:aws:s3:::example-cloudtrail-eu-west-1/", /this is a log bucket: .* without end \| .* \| remove it, and set/],
    ["arn:aws:s3:::example-flow-logs-eu-west-1/AWSLogs/", /this is a log bucket/],
  ])("are no others: %s", (arn, expected) => {
    expect(problems(selecting(arn))).toEqual([expect.stringMatching(expected)]);
    expect(problems(selecting(arn))[0]).toMatch(/^18:\d+ trail\.dataEvents\.selectors\[0\]\.resources\[0\]: /);
  });

  it("are 250 at most, and their conditions have 500 values at most", () => {
    expect(problems(selecting(...bucketsOf(250)))).toEqual([]);
    expect(problems(selecting(...bucketsOf(251)))).toEqual([
      expect.stringMatching(
        /more resources than CloudTrail takes in the selectors of a trail \| 251 resources \| 250 /,
      ),
    ]);
    const many = bucketsOf(166).map((arn, index) => `{ name: Bucket ${index}, resources: ["${arn}"] }`);
    expect(problems(recording(`selectors: [${many.slice(0, 165).join(", ")}]`))).toEqual([]);
    const values = recording(`logBuckets: reads, selectors: [${many.join(", ")}]`);
    expect(problems(values)).toEqual([expect.stringMatching(/more values in its event selectors .* \| 510 values/)]);
  });
});

describe("a resource", () => {
  const recorded = (arn: string): string[] =>
    parseLandingZone(recording(`selectors: [{ name: One, resources: ["${arn}"] }]`), "test.yaml").warnings.map(
      ({ message, path }) => `${path}: ${message}`,
    );

  it.each(["cn-north-1", "eu-west-9"])("is in a region of its partition, which %s is not", (region) => {
    expect(recorded(`arn:aws:sqs:${region}:444444444444:orders`)).toEqual([
      `trail.dataEvents.selectors[0].resources[0]: partition aws has no region ${region}: the trail will record nothing of this`,
    ]);
    expect(recorded("arn:aws:sqs:eu-west-1:444444444444:orders")).toEqual([]);
    expect(recorded("arn:aws:s3:::orders/")).toEqual([]);
  });

  it("is no longer than a value of a selector may be", () => {
    const keys = (length: number) =>
      problems(recording(`selectors: [{ name: One, resources: ["arn:aws:s3:::orders/${"k".repeat(length - 20)}"] }]`));
    expect(keys(2048)).toEqual([]);
    expect(keys(2049)).toEqual([expect.stringContaining("must be at most 2,048 characters")]);
  });
});

describe("the readers of logs", () => {
  const readers = (count: number): string =>
    Array.from(
      { length: count },
      (_, index) => `"arn:aws:iam::33333333333${index}:role/${"r".repeat(60)}${index}"`,
    ).join(", ");

  it("are as many as the filter pattern of their alarm has room for", () => {
    expect(problems(recording(`logBuckets: reads, logReaders: [${readers(3)}]`))).toEqual([]);
    expect(problems(recording(`logBuckets: reads, logReaders: [${readers(6)}]`))).toEqual([
      expect.stringMatching(
        /^18:\d+ trail\.dataEvents\.logReaders: .* longer filter pattern .* \| 6 roles, .* \| name fewer/,
      ),
    ]);
  });

  it("have less room where other buckets, whose reads are recorded, could be taken for log buckets", () => {
    const having = (resource: string, count: number): string[] =>
      problems(
        recording(
          `logBuckets: reads, logReaders: [${readers(count)}], selectors: [{ name: All, resources: ["${resource}"] }]`,
        ),
      );
    expect(having("arn:aws:s3:::orders/", 3)).toEqual([]);
    expect(having("arn:aws:s3:::", 1)).toEqual([]);
    expect(having("arn:aws:s3:::", 3)).toEqual([
      expect.stringMatching(/ \| 3 roles, with buckets to tell from log buckets: .* or choose fewer buckets/),
    ]);
  });

  it("do nothing where reads of log buckets are not recorded", () => {
    const { warnings } = parseLandingZone(recording(`logReaders: [${readers(1)}]`), "test.yaml");
    expect(warnings.map(({ fix, message, path }) => [path, message, fix])).toEqual([
      [
        "trail.dataEvents.logReaders",
        "does nothing, as trail.dataEvents.logBuckets is off",
        "remove it, or set logBuckets: reads",
      ],
    ]);
  });

  it("are roles", () => {
    expect(problems(recording('logBuckets: reads, logReaders: ["arn:aws:iam::333333333333:user/bob"]'))).toEqual([
      expect.stringContaining("the ARN of an IAM role"),
    ]);
  });
});
