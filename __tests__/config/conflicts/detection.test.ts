import { parseLandingZone } from "../../../config/load";
import { ALARMS } from "../../../config/detection";
import type { AlarmDefinition } from "../../../config/detection/definition";
import { ADOPTED, changed, extended, problems } from "../support";

const detection = (fields: string): string[] => problems(extended(`detection: { ${fields} }`));

describe("what is disabled", () => {
  it.each([
    ["alarms: { rootLogin: { disabled: true } }", "18:37 detection.alarms.rootLogin"],
    ["rules: { rootSignIn: { disabled: true } }", "18:37 detection.rules.rootSignIn"],
    ["trustedAdvisor: { disabled: true }", "18:32 detection.trustedAdvisor"],
  ])("needs a reason: %s", (fields, place) => {
    expect(detection(fields)).toEqual([
      `${place}.disabled: switched off without a reason | add reason: with a sentence for those who review the file, or remove disabled`,
    ]);
  });

  it.each([
    "alarms: { rootLogin: { disabled: true, reason: The SIEM reports these } }",
    "rules: { rootSignIn: { disabled: true, reason: The SIEM reports these } }",
    "trustedAdvisor: { disabled: true, reason: Nobody has Business Support }",
    "alarms: { rootLogin: { disabled: false } }",
    "alarms: { rootLogin: { severity: low } }",
  ])("has one, or is not disabled: %s", (fields) => {
    expect(detection(fields)).toEqual([]);
  });

  it("has one that says something", () => {
    expect(detection("alarms: { rootLogin: { disabled: true, reason: because } }")).toEqual([
      '18:61 detection.alarms.rootLogin.reason: not in the form it must have | "because" | a sentence of at least 10 characters',
    ]);
  });
});

describe("the pattern of a custom alarm", () => {
  const pattern = (text: string): string[] =>
    detection(`customAlarms: { payrollReads: { title: A payroll was read, pattern: '${text}' } }`);
  const place = "18:82 detection.customAlarms.payrollReads.pattern";

  it.each([
    '{ ($.eventSource = "dynamodb.amazonaws.com") && ($.eventName = "DeleteTable") }',
    "payroll -test",
    "a".repeat(1024),
  ])("is one that CloudWatch Logs takes: %s", (text) => {
    expect(pattern(text)).toEqual([]);
  });

  it("is reported with the place of what is wrong in it", () => {
    expect(pattern("{ $.eventName = Failed authentication }")).toEqual([
      `${place}: not a CloudWatch Logs filter pattern: got "authentication", allowed is &&, || or }; a value of several words needs double quotes, at character 24 | "{ $.eventName = Failed authentication }"`,
    ]);
  });

  it.each([
    ["{ eventName = DeleteTable }", 3],
    ["{ ($.eventName = DeleteTable }", 30],
    ["[ip, user]", 1],
  ])("is one whole: %s", (text, character) => {
    expect(pattern(text)).toEqual([expect.stringContaining(`, at character ${character} | "${text}"`)]);
  });

  it("has at most 1,024 characters", () => {
    expect(pattern("a".repeat(1025))).toEqual([
      `${place}: the filter pattern is longer than CloudWatch Logs takes | 1,025 characters | at most 1,024 characters | split it into two alarms`,
    ]);
  });
});

describe("an alarm on what the trail does not record", () => {
  const warned = (pattern: string) =>
    parseLandingZone(
      extended(`detection: { customAlarms: { reads: { title: A payroll was read, pattern: '${pattern}' } } }`),
      "test.yaml",
    ).warnings.map(({ column, fix, line, message, path }) => [`${line}:${column} ${path}`, message, fix].join(" | "));

  it.each([
    [
      "{ $.eventName = GetObject }",
      /^18:75 detection\.customAlarms\.reads\.pattern \| this alarm can never go off: .* \| ask for those/,
    ],
    [
      '{ ($.eventSource = "dynamodb.amazonaws.com") && ($.requestParameters.tableName = "payroll*") }',
      /^18:75 .* \| reads and writes in resources of dynamodb\.amazonaws\.com are data events, .* \| name the events/,
    ],
  ])("is warned of: %s", (pattern, expected) => {
    expect(warned(pattern)).toEqual([expect.stringMatching(expected)]);
  });

  it("is warned of where it asks for others beside", () => {
    expect(warned("{ ($.eventName = GetObject) || ($.eventName = DeleteBucket) }")).toEqual([
      "18:75 detection.customAlarms.reads.pattern | GetObject is a data event that the trail does not record, so that only the rest counts | remove it, or have them recorded with trail.dataEvents",
    ]);
  });

  it("is none where a management event may match", () => {
    expect(warned("{ $.eventName = Get* }")).toEqual([]);
  });

  const recording = (pattern: string) =>
    parseLandingZone(
      extended(
        'trail: { dataEvents: { selectors: [{ name: Payroll, events: read, resources: ["arn:aws:s3:::payroll/", "arn:aws:dynamodb:eu-west-1:444444444444:table/payroll"] }] } }',
        `detection: { customAlarms: { reads: { title: A payroll was read, pattern: '${pattern}' } } }`,
      ),
      "test.yaml",
    ).warnings.map(({ column, line, message }) => `${line}:${column} ${message}`);

  it.each([
    "{ ($.eventName = GetObject) && ($.requestParameters.bucketName = payroll) }",
    "{ ($.eventName = GetItem) || ($.eventName = Query) }",
    "{ ($.eventSource = dynamodb.amazonaws.com) && ($.requestParameters.tableName = pay*) }",
  ])("is none where the trail has it recorded: %s", (pattern) => {
    expect(recording(pattern)).toEqual([]);
  });

  it.each([
    "{ ($.eventName = GetObject) && ($.requestParameters.bucketName = orders) }",
    "{ ($.eventName = DeleteItem) && ($.requestParameters.tableName = payroll) }",
    "{ $.eventName = SendMessage }",
  ])("is warned of where it is about another bucket, table or direction: %s", (pattern) => {
    expect(recording(pattern)).toEqual([
      "19:75 this alarm can never go off: the organization trail records no event that it asks for",
    ]);
  });
});

describe("a custom alarm", () => {
  const custom = (...keys: string[]): string[] =>
    detection(
      `customAlarms: { ${keys.map((key) => `${key}: { title: A payroll was read, pattern: payroll }`).join(", ")} }`,
    );
  const own = (count: number): string[] => Array.from({ length: count }, (_, index) => `payroll${index}`);
  const builtIn = Object.values<AlarmDefinition>(ALARMS).filter(
    ({ needs, onlyWith }) => needs === undefined && onlyWith === undefined,
  ).length;

  it("is called like none that there is", () => {
    expect(custom("rootLogins", "payrollReads")).toEqual([]);
    expect(custom("rootLogin")).toEqual([
      '18:30 detection.customAlarms.rootLogin: the landing zone has an alarm or rule of this name already | "rootLogin" | choose another key, or set detection.alarms.rootLogin',
    ]);
  });

  it.each(["trailTampering", "trailSilent", "securityDeadLetters"])(
    "is called like no rule and no alarm on the detection itself: %s",
    (key) => {
      expect(custom(key)).toEqual([
        `18:30 detection.customAlarms.${key}: the landing zone has an alarm or rule of this name already | "${key}" | choose another key`,
      ]);
    },
  );

  it("is one of a hundred at most, those of the landing zone included", () => {
    expect(custom(...own(100 - builtIn))).toEqual([]);
    expect(custom(...own(101 - builtIn))).toEqual([
      `18:28 detection.customAlarms: the trail's log group would have more metric filters than CloudWatch Logs takes | 101 alarms, ${101 - builtIn} of them custom | 100 | remove custom alarms, or disable others`,
    ]);
  });

  it("has room where another is disabled", () => {
    const alarms = own(101 - builtIn).map((key) => `${key}: { title: A payroll was read, pattern: payroll }`);
    const disabled = "alarms: { vpcChanges: { disabled: true, reason: The SIEM reports these } }";
    expect(detection(`${disabled}, customAlarms: { ${alarms.join(", ")} }`)).toEqual([]);
  });
});

describe("a target of a rule", () => {
  const targets = (...arns: string[]): string =>
    `detection: { rules: { rootSignIn: { targets: [${arns.join(", ")}] } } }`;
  const home = '"arn:aws:lambda:eu-west-1:333333333333:function:isolate"';
  const audit = {
    "organization:": ADOPTED,
    "audit:": '  audit: { id: "333333333333", email: audit@example.com }',
  };

  it("is in the home region", () => {
    expect(problems(extended(targets(home)))).toEqual([]);
    expect(problems(extended(targets(home, '"arn:aws:sqs:us-east-1:333333333333:siem"')))).toEqual([
      '18:105 detection.rules.rootSignIn.targets[1]: EventBridge delivers within a region only, and the security event bus is in the home region | "arn:aws:sqs:us-east-1:333333333333:siem" | targets in eu-west-1',
    ]);
  });

  it("is in the audit account, where that has an id", () => {
    const elsewhere = '"arn:aws:sqs:eu-west-1:444444444444:siem"';
    expect(problems(`${changed(audit)}\n${targets(home)}`)).toEqual([]);
    expect(problems(extended(targets(elsewhere)))).toEqual([]);
    expect(problems(`${changed(audit)}\n${targets(elsewhere)}`)).toEqual([
      '21:47 detection.rules.rootSignIn.targets[0]: the target is not in the audit account, where the security event bus is | "arn:aws:sqs:eu-west-1:444444444444:siem" | targets in account 333333333333',
    ]);
  });

  it("that is none is reported by its form only", () => {
    expect(problems(extended(targets("isolate")))).toEqual([
      expect.stringMatching(/^18:47 detection\.rules\.rootSignIn\.targets\[0\]: not in the form it must have/),
    ]);
  });

  it("has at most three others beside it", () => {
    const five = ["a", "b", "c", "d", "e"].map((queue) => `"arn:aws:sqs:eu-west-1:333333333333:${queue}"`);
    expect(problems(extended(targets(...five.slice(0, 4))))).toEqual([]);
    expect(problems(extended(targets(...five)))).toEqual([expect.stringContaining("must be at most 4")]);
  });
});

describe("a check of Trusted Advisor", () => {
  it("is one that there is", () => {
    expect(detection("trustedAdvisor: { checks: [MFA on Root Account] }")).toEqual([]);
    expect(detection("trustedAdvisor: { checks: [MFA on Root Acount] }")).toEqual([
      expect.stringMatching(
        /^18:41 detection\.trustedAdvisor\.checks\[0\]: Trusted Advisor has no such check \| "MFA on Root Acount" \| MFA on Root Account, .* and \d+ more \| did you mean "MFA on Root Account"\?$/,
      ),
    ]);
  });
});
