import { matches } from "./support";

/**
 * The examples of AWS's documentation, each with an event that it describes and one that it does not; the events are AWS's
 * where it gives one. Each describe names the page.
 */
type Example = readonly [name: string, pattern: unknown, matching: unknown, other: unknown];

function check(examples: readonly Example[]): void {
  it.each(examples)("takes what %s describes", (_, pattern, matching) => {
    expect(matches(pattern, matching)).toBe(true);
  });

  it.each(examples)("leaves what %s does not describe", (_, pattern, __, other) => {
    expect(matches(pattern, other)).toBe(false);
  });
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
describe("Creating event patterns", () => {
  const TERMINATED = {
    version: "0",
    id: "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
    "detail-type": "EC2 Instance State-change Notification",
    source: "aws.ec2",
    account: "111122223333",
    time: "2017-12-22T18:43:48Z",
    region: "us-west-1",
    resources: ["arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0"],
    detail: { "instance-id": "i-1234567890abcdef0", state: "terminated" },
  };

  check([
    [
      "three fields",
      {
        source: ["aws.ec2"],
        "detail-type": ["EC2 Instance State-change Notification"],
        detail: { state: ["terminated"] },
      },
      TERMINATED,
      { ...TERMINATED, detail: { state: "running" } },
    ],
    ["one of two sources", { source: ["aws.ec2", "aws.fargate"] }, TERMINATED, { ...TERMINATED, source: "aws.ecs" }],
    [
      "a number in a nested field",
      { source: ["aws.macie"], detail: { "risk-score": [80], trigger: { risk: [8] } } },
      { source: "aws.macie", detail: { "risk-score": 80, trigger: { risk: 8 }, tags: ["Insider"] } },
      { source: "aws.macie", detail: { "risk-score": 80, trigger: { risk: 9 }, tags: ["Insider"] } },
    ],
  ]);
});

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-arrays.html */
describe("Matching on multiple values for an event field", () => {
  check([
    [
      "a list that has one of its values",
      {
        resources: [
          "arn:aws:ec2:us-east-1:123456789012:instance/i-b188560f",
          "arn:aws:ec2:us-east-1:111122223333:instance/i-b188560f",
          "arn:aws:ec2:us-east-1:444455556666:instance/i-b188560f",
        ],
      },
      {
        resources: [
          "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:eb56d16b:autoScalingGroupName/ASGTerminate",
          "arn:aws:ec2:us-east-1:123456789012:instance/i-b188560f",
        ],
      },
      { resources: ["arn:aws:ec2:us-east-1:123456789012:instance/i-b188560g"] },
    ],
  ]);
});

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-null-values.html */
describe("Matching on null values and empty strings", () => {
  const EVENT = { source: "aws.autoscaling", resources: [], detail: { eventVersion: "", responseElements: null } };

  check([
    [
      "the empty string",
      { detail: { eventVersion: [""] } },
      EVENT,
      { detail: { eventVersion: null, responseElements: "" } },
    ],
    ["null", { detail: { responseElements: [null] } }, EVENT, { detail: { eventVersion: null, responseElements: "" } }],
  ]);
});

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
describe("Comparison operators", () => {
  const state = (value: unknown) => ({ detail: { state: value } });
  const counts = (c: number, d: number, x: number) => ({ detail: { "c-count": c, "d-count": d, "x-limit": x } });
  const file = (value: unknown) => ({ detail: { FileName: value } });
  const path = (value: unknown) => ({ detail: { FilePath: value } });

  check([
    [
      "And",
      { Location: ["New York"], Day: ["Monday"] },
      { Location: "New York", Day: "Monday" },
      { Location: "New York", Day: "Tuesday" },
    ],
    ["Anything-but", state([{ "anything-but": "initializing" }]), state("running"), state("initializing")],
    [
      "Anything-but with a number",
      { detail: { "x-limit": [{ "anything-but": 123 }] } },
      counts(0, 0, 122),
      counts(0, 0, 123),
    ],
    [
      "Anything-but with a list of strings",
      state([{ "anything-but": ["stopped", "overloaded"] }]),
      state("running"),
      state("overloaded"),
    ],
    [
      "Anything-but with a list of numbers",
      { detail: { "x-limit": [{ "anything-but": [100, 200, 300] }] } },
      counts(0, 0, 150),
      counts(0, 0, 300),
    ],
    [
      "Anything-but, ignoring case",
      state([{ "anything-but": { "equals-ignore-case": "initializing" } }]),
      state("running"),
      state("INITIALIZING"),
    ],
    [
      "Anything-but with a list, ignoring case",
      state([{ "anything-but": { "equals-ignore-case": ["initializing", "stopped"] } }]),
      state("running"),
      state("Stopped"),
    ],
    [
      "Anything-but, begins with",
      { Region: [{ "anything-but": { prefix: "us-" } }] },
      { Region: "eu-west-1" },
      { Region: "us-east-1" },
    ],
    [
      "Anything-but, begins with one of a list",
      state([{ "anything-but": { prefix: ["init", "stop"] } }]),
      state("running"),
      state("stopped"),
    ],
    [
      "Anything-but, ends with",
      { FileName: [{ "anything-but": { suffix: ".txt" } }] },
      { FileName: "a.png" },
      { FileName: "a.txt" },
    ],
    [
      "Anything-but, ends with one of a list",
      { FileName: [{ "anything-but": { suffix: [".txt", ".rtf"] } }] },
      { FileName: "a.png" },
      { FileName: "a.rtf" },
    ],
    [
      "Anything-but with a wildcard",
      path([{ "anything-but": { wildcard: "*/lib/*" } }]),
      path("/usr/bin/x"),
      path("/usr/lib/x"),
    ],
    [
      "Anything-but with a list of wildcards",
      path([{ "anything-but": { wildcard: ["*/lib/*", "*/bin/*"] } }]),
      path("/usr/share/x"),
      path("/usr/bin/x"),
    ],
    [
      "Begins with",
      { time: [{ prefix: "2017-10-02" }] },
      { time: "2017-10-02T18:43:48Z" },
      { time: "2017-10-03T18:43:48Z" },
    ],
    [
      "Begins with, ignoring case",
      { detail: { service: [{ prefix: { "equals-ignore-case": "EventB" } }] } },
      { detail: { service: "EVENTBRIDGE" } },
      { detail: { service: "event-bridge" } },
    ],
    ["Ends with", { FileName: [{ suffix: ".png" }] }, { FileName: "a.png" }, { FileName: "a.PNG" }],
    [
      "Ends with, ignoring case",
      file([{ suffix: { "equals-ignore-case": ".png" } }]),
      file("a.PNG"),
      file("a.png.txt"),
    ],
    [
      "Equals, ignoring case",
      { "detail-type": [{ "equals-ignore-case": "ec2 instance state-change notification" }] },
      { "detail-type": "EC2 Instance State-change Notification" },
      { "detail-type": "EC2 Instance State-change" },
    ],
    ["Exists", state([{ exists: true }]), state("running"), { detail: { "c-count": 1 } }],
    [
      "Does not exist",
      { detail: { "c-count": [{ exists: false }] } },
      {
        resources: ["arn:aws:ec2:us-east-1:123456789012:instance/i-02ebd4584a2ebd341"],
        detail: { state: ["running"] },
      },
      counts(1, 1, 1),
    ],
    [
      "Does not exist, where the field is not a leaf",
      { detail: { "c-count": [{ exists: false }] } },
      { detail: { state: ["initializing", "running"], "c-count": { c1: 100 } } },
      { detail: { state: ["initializing", "running"], "c-count": [{ c1: 100 }, 100] } },
    ],
    [
      "Numeric",
      {
        detail: {
          "c-count": [{ numeric: [">", 0, "<=", 5] }],
          "d-count": [{ numeric: ["<", 10] }],
          "x-limit": [{ numeric: ["=", 3.018e2] }],
        },
      },
      counts(5, 9, 301.8),
      counts(0, 9, 301.8),
    ],
    [
      "an IP address block",
      { detail: { sourceIPAddress: [{ cidr: "10.0.0.0/24" }] } },
      { detail: { sourceIPAddress: "10.0.0.255" } },
      { detail: { sourceIPAddress: "10.0.1.0" } },
    ],
    ["Or, of several values", { PaymentType: ["Credit", "Debit"] }, { PaymentType: "Debit" }, { PaymentType: "Cash" }],
    [
      "Or, of several fields",
      { $or: [{ Location: ["New York"] }, { Day: ["Monday"] }] },
      { Location: "Paris", Day: "Monday" },
      { Location: "Paris", Day: "Tuesday" },
    ],
    [
      "Or, of several fields with operators",
      {
        detail: {
          $or: [
            { "c-count": [{ numeric: [">", 0, "<=", 5] }] },
            { "d-count": [{ numeric: ["<", 10] }] },
            { "x-limit": [{ numeric: ["=", 3.018e2] }] },
          ],
        },
      },
      counts(6, 11, 301.8),
      counts(6, 11, 301.9),
    ],
    [
      "a wildcard within an ARN",
      { EventBusArn: [{ wildcard: "arn:aws:events:us-east-1:*:event-bus/*" }] },
      { EventBusArn: "arn:aws:events:us-east-1:123456789012:event-bus/default" },
      { EventBusArn: "arn:aws:events:us-east-2:123456789012:event-bus/default" },
    ],
    [
      "a wildcard in a path",
      { FileName: [{ wildcard: "dir/*.png" }] },
      { FileName: "dir/a/b.png" },
      { FileName: "b.png" },
    ],
    [
      "several operators together",
      {
        time: [{ prefix: "2017-10-02" }],
        detail: {
          state: [{ "anything-but": "initializing" }],
          "c-count": [{ numeric: [">", 0, "<=", 5] }],
          "d-count": [{ numeric: ["<", 10] }],
          "x-limit": [{ "anything-but": [100, 200, 300] }],
        },
      },
      { time: "2017-10-02T16:24:49Z", detail: { state: "running", ...counts(5, 3, 301.8).detail } },
      { time: "2017-10-02T16:24:49Z", detail: { state: "running", ...counts(5, 3, 300).detail } },
    ],
  ]);
});

/** https://github.com/aws/event-ruler#the-or-primitive */
describe("Event Ruler's $or", () => {
  const NESTED = {
    source: ["aws.cloudwatch"],
    $or: [
      { metricName: ["CPUUtilization", "ReadLatency"] },
      {
        metricType: ["MetricType"],
        namespace: ["AWS/EC2", "AWS/ES"],
        $or: [{ metricId: [1234] }, { spaceId: [1000] }],
      },
      { scope: ["Service"] },
    ],
  };
  const PARALLEL = {
    $or: [{ metricName: ["CPUUtilization", "ReadLatency"] }, { namespace: ["AWS/EC2", "AWS/ES"] }],
    detail: { $or: [{ source: ["aws.cloudwatch"] }, { "detail-type": ["CloudWatch Alarm State Change"] }] },
  };

  check([
    [
      "the nested $or",
      NESTED,
      { source: "aws.cloudwatch", metricType: "MetricType", namespace: "AWS/ES", spaceId: 1000 },
      { source: "aws.cloudwatch", metricType: "MetricType", namespace: "AWS/ES", spaceId: 1001 },
    ],
    [
      "the branch without an $or",
      NESTED,
      { source: "aws.cloudwatch", scope: "Service" },
      { source: "aws.ec2", scope: "Service" },
    ],
    [
      "two $or in parallel",
      PARALLEL,
      { namespace: "AWS/EC2", detail: { source: "aws.cloudwatch" } },
      { namespace: "AWS/EC2", detail: { source: "aws.ec2" } },
    ],
  ]);
});
