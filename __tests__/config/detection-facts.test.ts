import { alertFactsOf, detectionFactsOf } from "../../config/detection-facts";

const NOTHING_SWITCHED = [
  { section: "trustedAdvisor", key: "", path: ["detection", "trustedAdvisor"], disabled: false, hasReason: false },
];

describe("the facts of detection", () => {
  it.each([undefined, null, 4, "text", [], {}, { alarms: [], customAlarms: 4, rules: null, trustedAdvisor: "off" }])(
    "are none where nothing can be read: %j",
    (value) => {
      expect(detectionFactsOf(value)).toEqual({
        switched: NOTHING_SWITCHED,
        customKeys: [],
        customPatterns: [],
        targets: [],
        checks: [],
      });
    },
  );

  it("say of everything that can be disabled whether it is, and why, and how severe it is", () => {
    const { switched } = detectionFactsOf({
      alarms: { rootLogin: { disabled: true, reason: "Because" }, vpcChanges: null },
      rules: { rootSignIn: { severity: "low", disabled: "yes" } },
      customAlarms: { own: { severity: 4 } },
      trustedAdvisor: { disabled: true, severity: "high" },
    });
    const entry = (section: string, key: string, more: object = {}) => ({
      ...{ section, key, path: ["detection", section, ...(key === "" ? [] : [key])] },
      ...{ disabled: false, hasReason: false, severity: undefined },
      ...more,
    });
    expect(switched).toEqual([
      entry("alarms", "rootLogin", { disabled: true, hasReason: true }),
      entry("alarms", "vpcChanges"),
      entry("rules", "rootSignIn", {
        severity: { value: "low", path: ["detection", "rules", "rootSignIn", "severity"] },
      }),
      entry("customAlarms", "own"),
      entry("trustedAdvisor", "", {
        disabled: true,
        severity: { value: "high", path: ["detection", "trustedAdvisor", "severity"] },
      }),
    ]);
  });

  it("have custom alarms by key, targets and checks each where it stands, and leave out what is no text", () => {
    const rules = { rootSignIn: { targets: ["a", 4, "b"] }, keyTampering: { targets: "c" } };
    const customAlarms = { own: { pattern: "x" }, other: { pattern: 4 } };
    expect(detectionFactsOf({ rules, customAlarms, trustedAdvisor: { checks: [null, "ELB"] } })).toMatchObject({
      customKeys: [
        { value: "own", path: ["detection", "customAlarms", "own"] },
        { value: "other", path: ["detection", "customAlarms", "other"] },
      ],
      customPatterns: [{ key: "own", value: "x", path: ["detection", "customAlarms", "own", "pattern"] }],
      targets: [
        { value: "a", path: ["detection", "rules", "rootSignIn", "targets", 0] },
        { value: "b", path: ["detection", "rules", "rootSignIn", "targets", 2] },
      ],
      checks: [{ value: "ELB", path: ["detection", "trustedAdvisor", "checks", 1] }],
    });
  });
});

describe("the facts of alerts", () => {
  it.each([undefined, null, 4, [], {}, { routes: 4, slack: "C07EXAMPLE", teams: {} }])(
    "are none where nothing can be read: %j",
    (value) => {
      expect(alertFactsOf(value)).toEqual({ emails: undefined, routes: [], chat: [] });
    },
  );

  it("tell no addresses from none that are said", () => {
    expect(alertFactsOf({ emails: [] }).emails).toEqual([]);
    expect(alertFactsOf({ emails: null }).emails).toEqual([]);
    expect(alertFactsOf({}).emails).toBeUndefined();
  });

  it("have everybody who is told where they stand", () => {
    const value = {
      emails: ["a@example.com"],
      routes: { high: { emails: ["b@example.com"], queues: ["q"], https: 4 } },
      slack: [{ channelId: "C1", severities: ["low"] }, 4],
      teams: [{ channelId: "19:x" }],
    };
    expect(alertFactsOf(value)).toEqual({
      emails: [{ value: "a@example.com", path: ["alerts", "emails", 0] }],
      routes: [
        {
          severity: "high",
          emails: [{ value: "b@example.com", path: ["alerts", "routes", "high", "emails", 0] }],
          https: [],
          queues: [{ value: "q", path: ["alerts", "routes", "high", "queues", 0] }],
          functions: [],
        },
      ],
      chat: [
        {
          channel: { value: "C1", path: ["alerts", "slack", 0, "channelId"] },
          severities: [{ value: "low", path: ["alerts", "slack", 0, "severities", 0] }],
        },
        { channel: undefined, severities: undefined },
        { channel: { value: "19:x", path: ["alerts", "teams", 0, "channelId"] }, severities: undefined },
      ],
    });
  });
});
