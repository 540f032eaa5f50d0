import { matchesFilter } from "./support";
import { ALARMS, EVENT_RULES } from "../../../config/detection";
import type { AlarmDefinition, RuleDefinition } from "../../../config/detection/definition";
import { TRUSTED_ADVISOR_CATEGORIES } from "../../../aws/trusted-advisor-checks";
import type { Alarm, Detection, EventRule } from "../../../config/detection/settings";
import { parseLandingZone } from "../../../config/load";
import { changed, extended } from "../support";
import { matchesEventPattern, parseEventPattern } from "../../../patterns/event-pattern";

const resolved = (text: string): Detection => parseLandingZone(text, "test.yaml").landingZone.detection;
const detection = (fields = ""): Detection => resolved(extended(`detection: { ${fields} }`));
const OFF = "{ disabled: true, reason: The SIEM reports these }";

function alarm({ alarms }: Detection, key: string): Alarm | undefined {
  return alarms.find((one) => one.key === key);
}

function rule({ rules }: Detection, key: string): EventRule | undefined {
  return rules.find((one) => one.key === key);
}

/** Those on management events, which every trail records. */
const definitions = Object.entries<AlarmDefinition>(ALARMS).filter(
  ([, { needs, onlyWith }]) => needs === undefined && onlyWith === undefined,
);
const KEYS = definitions.map(([key]) => key);
const keysOf = (all: readonly { readonly key: string }[]): string[] => all.map(({ key }) => key);

describe("the alarms by default", () => {
  const byDefault = detection();

  it("are all of them, tuned", () => {
    expect(byDefault.variant).toBe("tuned");
    expect(keysOf(byDefault.alarms)).toEqual(KEYS);
  });

  it.each(definitions)("are as they are defined: %s", (key, { advice, severity, title, tunedThreshold = 1 }) => {
    expect(alarm(byDefault, key)).toMatchObject({ title, advice, severity, threshold: tunedThreshold });
  });

  it("are called after the landing zone and their keys", () => {
    expect(alarm(byDefault, "rootLogin")).toMatchObject({
      alarmName: "example-root-login",
      metricName: "root-login",
      controls: ["CIS 5.0 4.3", "CloudWatch.1"],
    });
  });

  it("look for the names that are deployed", () => {
    expect(alarm(byDefault, "logGroupChanges")?.pattern).toContain('="example/*")');
    expect(alarm(byDefault, "breakGlassUse")?.pattern).toContain('="*:role/example-break-glass")');
    const other = resolved(extended("breakGlass: { role: emergency }"));
    expect(alarm(other, "breakGlassUse")?.pattern).toContain('="*:role/emergency")');
  });
});

describe("the alarm on reads of logs", () => {
  const READER = "arn:aws:iam::333333333333:role/log-analysis";

  it("is there where the trail records them, and knows the named readers", () => {
    const { alarms } = resolved(extended(`trail: { dataEvents: { logBuckets: reads, logReaders: ["${READER}"] } }`));
    const { pattern, severity } = alarms.find(({ key }) => key === "logReads") ?? {};
    expect(severity).toBe("high");
    expect(pattern).toContain('($.requestParameters.bucketName="example-*")');
    expect(pattern).toContain(`($.userIdentity.sessionContext.sessionIssuer.arn!="${READER}")`);
  });

  it.each([
    ['events: read, resources: ["arn:aws:s3:::example-payroll/", "arn:aws:s3:::orders/"]', ["example-payroll"]],
    ['resources: ["arn:aws:s3:::"]', ["example-payroll", "example-terraform-state"]],
  ])("is silent about reads of other buckets that the trail records, whose names begin so: %s", (selector, buckets) => {
    const recorded = `logBuckets: reads, selectors: [{ name: Others, ${selector} }]`;
    const { alarms } = resolved(extended(`trail: { dataEvents: { ${recorded} } }`));
    const { pattern = "" } = alarms.find(({ key }) => key === "logReads") ?? {};
    const goesOff = (bucketName: string): boolean =>
      matchesFilter(pattern, {
        eventSource: "s3.amazonaws.com",
        eventName: "GetObject",
        eventCategory: "Data",
        readOnly: true,
        userIdentity: { type: "AssumedRole" },
        requestParameters: { bucketName },
      });
    expect(buckets.filter(goesOff)).toEqual([]);
    expect(["example-cloudtrail-eu-west-1", "example-findings-eu-west-1"].filter(goesOff)).toHaveLength(2);
  });

  it("has a rule beside it, which sees the same reads", () => {
    const { alarms, forwarded, rules } = resolved(
      extended(`trail: { dataEvents: { logBuckets: reads, logReaders: ["${READER}"] } }`),
    );
    const filter = alarms.find(({ key }) => key === "logReads")?.pattern ?? "";
    const { carriers, pattern = "{}" } = rules.find(({ key }) => key === "logBucketReads") ?? {};
    expect(carriers).toEqual(["alerts", "tampering"]);
    expect(forwarded.filter(({ by }) => by === "data")).toEqual([
      { by: "data", pattern: JSON.parse(pattern) as unknown },
    ]);
    for (const [userIdentity, isReported] of [
      [{ type: "AssumedRole", sessionContext: { sessionIssuer: { arn: READER } } }, false],
      [{ type: "AssumedRole", sessionContext: { sessionIssuer: { arn: `${READER}-2` } } }, true],
      [{ type: "IAMUser" }, true],
      [{ type: "AWSAccount", accountId: "333333333333" }, false],
      [{ type: "AWSAccount", accountId: "444444444444" }, true],
      [{ type: "AWSService" }, false],
    ] as const) {
      const record = {
        eventSource: "s3.amazonaws.com",
        eventName: "GetObject",
        eventCategory: "Data",
        readOnly: true,
        userIdentity,
        requestParameters: { bucketName: "example-cloudtrail-eu-west-1" },
      };
      const event = { source: "aws.s3", "detail-type": "AWS API Call via CloudTrail", detail: record };
      const rule = matchesEventPattern(parseEventPattern(JSON.parse(pattern)), event);
      expect({ userIdentity, alarm: matchesFilter(filter, record), rule }).toEqual({
        userIdentity,
        alarm: isReported,
        rule: isReported,
      });
    }
  });

  it("tells people whose job function it is from strangers, by an alarm that is less severe", () => {
    const reads = "trail: { dataEvents: { logBuckets: reads } }";
    const people =
      "access: { identityAccount: audit, through: [identity-center], identityCenter: { region: eu-west-1 } }";
    const keys = (text: string) =>
      resolved(text).alarms.flatMap(({ key, severity }) => (key.startsWith("logReads") ? [`${key} ${severity}`] : []));
    expect(keys(extended(reads))).toEqual(["logReads high"]);
    expect(keys(extended(reads, people))).toEqual(["logReads high", "logReadsByPeople low"]);
    expect(keys(extended(people))).toEqual([]);
    expect(keys(extended(reads, people.replace(/ }$/, ", functions: { logReader: { enabled: false } } }")))).toEqual([
      "logReads high",
    ]);
    const { pattern } = alarm(resolved(extended(reads, people)), "logReads") ?? {};
    expect(pattern).toContain('sessionIssuer.arn!="*/AWSReservedSSO_example-log-reader_*")');
    expect(pattern).toContain(':role/example-log-reader")');
  });

  it("is left out where it is disabled, and where other data events are recorded only", () => {
    const keys = (...lines: string[]) => keysOf(resolved(extended(...lines)).alarms);
    const reads = "trail: { dataEvents: { logBuckets: readsAndChanges } }";
    expect(keys(reads)).toContain("logReads");
    expect(keys(reads, `detection: { alarms: { logReads: ${OFF} } }`)).not.toContain("logReads");
    const others = 'selectors: [{ name: Payroll, resources: ["arn:aws:s3:::payroll/"] }]';
    expect(keys(`trail: { dataEvents: { ${others} } }`)).not.toContain("logReads");
  });
});

describe("the variant", () => {
  it("is exact for all, with thresholds of 1", () => {
    const exact = detection("variant: exact");
    expect(exact.variant).toBe("exact");
    for (const { controls, key, pattern, threshold } of exact.alarms) {
      expect(threshold).toBe(1);
      const definition: AlarmDefinition = ALARMS[key as keyof typeof ALARMS];
      if (controls.some((control) => control.startsWith("CloudWatch."))) {
        expect(pattern).toBe(definition.patterns.exact({} as never));
      }
    }
  });

  it("is another one for an alarm that has its own", () => {
    const mixed = detection("variant: exact, alarms: { unauthorizedApiCalls: { variant: tuned } }");
    const [tuned, exact] = [alarm(mixed, "unauthorizedApiCalls"), alarm(mixed, "failedConsoleSignIns")];
    expect(tuned).toMatchObject({ threshold: 5, pattern: expect.stringContaining("HeadBucket") as unknown });
    expect(exact).toMatchObject({ threshold: 1 });
  });
});

describe("a single alarm", () => {
  it("has the severity and the threshold that the file gives it", () => {
    const changedAlarm = alarm(detection("alarms: { vpcChanges: { severity: critical, threshold: 7 } }"), "vpcChanges");
    expect(changedAlarm).toMatchObject({ severity: "critical", threshold: 7 });
  });

  it("has the threshold of the file in both variants", () => {
    const both = detection(
      "alarms: { unauthorizedApiCalls: { threshold: 9 }, failedConsoleSignIns: { threshold: 9, variant: exact } }",
    );
    expect(alarm(both, "unauthorizedApiCalls")?.threshold).toBe(9);
    expect(alarm(both, "failedConsoleSignIns")?.threshold).toBe(9);
  });

  it("is left out when it is disabled, and only it", () => {
    const { alarms, rules } = detection(`alarms: { rootLogin: ${OFF} }`);
    expect(keysOf(alarms)).toEqual(KEYS.filter((key) => key !== "rootLogin"));
    expect(keysOf(rules)).toContain("rootSignIn");
  });

  it("is for the controls of the chosen version of CIS", () => {
    const controls = (version: string) =>
      alarm(detection(`cisVersion: "${version}"`), "securityGroupRuleChanges")?.controls;
    expect(controls("3.0")).toEqual([]);
    expect(controls("7.0")).toEqual(["CIS 7.0 5.10"]);
  });
});

describe("a custom alarm", () => {
  const payroll = "title: A payroll was read, pattern: '{ $.eventName = GetPayroll }'";

  it("is after the others, of medium severity, at the first event", () => {
    const { alarms } = detection(`customAlarms: { payrollReads: { ${payroll} } }`);
    expect(alarms).toHaveLength(definitions.length + 1);
    expect(alarms.at(-1)).toEqual({
      key: "payrollReads",
      alarmName: "example-payroll-reads",
      metricName: "payroll-reads",
      title: "A payroll was read",
      advice: "",
      severity: "medium",
      pattern: "{ $.eventName = GetPayroll }",
      threshold: 1,
      controls: [],
    });
  });

  it("is what the file says", () => {
    const more = "advice: Ask who., severity: low, threshold: 4";
    const own = detection(`customAlarms: { payrollReads: { ${payroll}, ${more} } }`);
    expect(alarm(own, "payrollReads")).toMatchObject({ advice: "Ask who.", severity: "low", threshold: 4 });
  });
});

describe("the rules", () => {
  const byDefault = detection();
  const recorded = Object.entries<RuleDefinition>(EVENT_RULES).filter(([, { needs }]) => needs === undefined);
  const WITH_STACK_SETS = recorded.map(([key]) => key);
  const WITH_TERRAFORM = recorded.filter(([, { onlyWith }]) => onlyWith === undefined).map(([key]) => key);
  const HEALTH = ["alertsHealth", "tamperingHealth"];

  it("have one on stack sets with these only, which can be disabled", () => {
    const withStackSets = (fields = ""): Detection =>
      resolved(extended(`baseline: { deployment: stacksets }\ndetection: { ${fields} }`));
    expect(keysOf(withStackSets().rules)).toEqual([...WITH_STACK_SETS, ...HEALTH, "trustedAdvisorSecurity"]);
    expect(withStackSets().forwarded).toHaveLength(WITH_STACK_SETS.length + HEALTH.length);
    const off = `rules: { stackSetFailures: ${OFF}, stackSetTampering: ${OFF} }`;
    expect(keysOf(withStackSets(off).rules)).toEqual(keysOf(byDefault.rules));
  });

  it("are all of them, and advice on security", () => {
    expect(keysOf(byDefault.rules)).toEqual([...WITH_TERRAFORM, ...HEALTH, "trustedAdvisorSecurity"]);
    expect(rule(byDefault, "trailTampering")).toMatchObject({
      ruleName: "example-trail-tampering",
      severity: EVENT_RULES.trailTampering.severity,
      targets: [],
      pattern: JSON.stringify(EVENT_RULES.trailTampering.pattern()),
    });
  });

  it("forward the events that they look for, and none of those that are disabled", () => {
    expect(byDefault.forwarded.map(({ pattern }) => JSON.stringify(pattern))).toEqual(
      [...WITH_TERRAFORM, ...HEALTH].map((key) => rule(byDefault, key)?.pattern),
    );
    const without = detection(`rules: { trailTampering: ${OFF} }`);
    expect(keysOf(without.rules)).not.toContain("trailTampering");
    expect(without.forwarded).toEqual(byDefault.forwarded.slice(1));
  });

  it("are carried by the alerts and by what shares nothing with them, each of which reports the health of the other", () => {
    const carriers = Object.fromEntries(byDefault.rules.map((one) => [one.key, one.carriers.join(" ")]));
    expect(carriers).toEqual({
      ...Object.fromEntries(WITH_TERRAFORM.map((key) => [key, "alerts tampering"])),
      rootSignIn: "alerts",
      alertsHealth: "tampering",
      tamperingHealth: "alerts",
      trustedAdvisorSecurity: "alerts",
    });
    const alarm = (alarmName: string) => ({
      source: "aws.cloudwatch",
      "detail-type": "CloudWatch Alarm State Change",
      detail: { alarmName, state: { value: "ALARM" } },
    });
    const reportedBy = (event: object) =>
      byDefault.rules
        .filter(({ pattern }) => matchesEventPattern(parseEventPattern(JSON.parse(pattern)), event))
        .map(({ key }) => key);
    expect(reportedBy(alarm("example-security-dead-letters"))).toEqual(["alertsHealth"]);
    expect(reportedBy(alarm("example-trail-tampering-rule-failed"))).toEqual(["alertsHealth"]);
    expect(reportedBy(alarm("example-tampering-dead-letters"))).toEqual(["tamperingHealth"]);
    expect(reportedBy(alarm("orders-dead-letters"))).toEqual([]);
  });

  it("report no health where there is nothing to carry", () => {
    const all = Object.keys(EVENT_RULES).map((key) => `${key}: ${OFF}`);
    expect(keysOf(detection(`rules: { ${all.join(", ")} }`).rules)).toEqual(["trustedAdvisorSecurity"]);
  });

  it("are told of calls that only read where what they look for is such a call", () => {
    expect(byDefault.rules.filter(({ readsToo }) => readsToo).map(({ key }) => key)).toEqual(["breakGlassAssumed"]);
  });

  it("have the severity and the targets that the file gives them", () => {
    const target = "arn:aws:sqs:eu-west-1:333333333333:siem";
    const own = detection(`rules: { rootSignIn: { severity: low, targets: ["${target}"] } }`);
    expect(rule(own, "rootSignIn")).toMatchObject({ severity: "low", targets: [target] });
    expect(rule(own, "trailTampering")?.targets).toEqual([]);
  });

  it("have one on the alarms of hosts where these are watched", () => {
    const watched = resolved(extended("hosts: { agent: { enabled: true, severity: high } }"));
    expect(rule(watched, "hostAlarms")).toMatchObject({ ruleName: "example-host-alarms", severity: "high" });
    expect(watched.forwarded).toHaveLength(byDefault.forwarded.length + 1);
    expect(rule(byDefault, "hostAlarms")).toBeUndefined();
  });

  it("have names that differ and are not too long, however long the landing zone's is", () => {
    const name = "a".repeat(39);
    const chosen = `detection: { trustedAdvisor: { categories: [${TRUSTED_ADVISOR_CATEGORIES.join(", ")}] } }`;
    const { rules } = resolved(`${changed({ "name: example": `name: ${name}` })}\n${chosen}`);
    const names = rules.map(({ ruleName }) => ruleName);
    expect(new Set(names).size).toBe(names.length);
    for (const ruleName of names) {
      expect(ruleName).toMatch(/^[A-Za-z0-9._-]{1,64}$/);
      expect(ruleName.startsWith(`${name}-`)).toBe(true);
    }
  });

  it("keep archived events for a year, or as long as the file says", () => {
    expect(byDefault.archiveDays).toBe(365);
    expect(detection("archiveDays: 30").archiveDays).toBe(30);
  });
});

describe("advice of Trusted Advisor", () => {
  const advice = (all: Detection): EventRule[] => all.rules.filter(({ key }) => key.startsWith("trustedAdvisor"));
  const ofDefaults = { source: ["aws.trustedadvisor"], detail: { status: ["ERROR", "WARN"] } };

  it("is of medium severity, and forwarded by the region of global services only", () => {
    const byDefault = detection();
    expect(advice(byDefault)).toMatchObject([{ ruleName: "example-trusted-advisor-security", severity: "medium" }]);
    expect(byDefault.globallyForwarded).toMatchObject([{ by: "first", pattern: ofDefaults }]);
    expect(JSON.stringify(byDefault.forwarded)).not.toContain("trustedadvisor");
  });

  it("is of the severity, results, categories and checks that the file chooses", () => {
    const own = detection(
      "trustedAdvisor: { severity: low, statuses: [ERROR], categories: [], checks: [MFA on Root Account] }",
    );
    expect(advice(own)).toMatchObject([{ key: "trustedAdvisorChecks", severity: "low" }]);
    expect(JSON.parse(advice(own)[0]?.pattern ?? "")).toMatchObject({
      detail: { status: ["ERROR"], "check-name": ["MFA on Root Account"] },
    });
    expect(own.globallyForwarded).toMatchObject([{ pattern: { detail: { status: ["ERROR"] } } }]);
  });

  it.each([`trustedAdvisor: ${OFF}`, "trustedAdvisor: { categories: [] }"])("is not there: %s", (fields) => {
    const none = detection(fields);
    expect(advice(none)).toEqual([]);
    expect(none.globallyForwarded).toEqual([]);
  });

  it.each([
    ["cn-north-1", 0],
    ["us-gov-west-1", 1],
  ])("is where Trusted Advisor sends events: %s", (region, count) => {
    const there = resolved(changed({ "homeRegion:": `homeRegion: ${region}`, "regions:": `regions: [${region}]` }));
    expect(advice(there)).toHaveLength(count);
    expect(there.globallyForwarded).toHaveLength(count);
  });
});
