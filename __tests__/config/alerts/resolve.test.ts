import { SEVERITIES } from "../../../config/detection/severity";
import type { Alerts } from "../../../config/alerts/settings";
import { parseLandingZone } from "../../../config/load";
import { changed, extended } from "../support";

const alerts = (fields = ""): Alerts =>
  parseLandingZone(extended(`alerts: { ${fields} }`), "test.yaml").landingZone.alerts;
const NOBODY_ELSE = { https: [], queues: [], functions: [] };

describe("alerts by default", () => {
  const byDefault = alerts();

  it.each(SEVERITIES)("have a topic that notifies the audit account: %s", (severity) => {
    expect(byDefault.routes[severity]).toEqual({
      topicName: `example-alerts-${severity}`,
      emails: ["audit@example.com"],
      ...NOBODY_ELSE,
    });
  });

  it("are shown in no chat channel", () => {
    expect(byDefault).toMatchObject({ slack: [], teams: [] });
  });
});

describe("addresses", () => {
  const emails = (fields: string) => SEVERITIES.map((severity) => alerts(fields).routes[severity].emails);

  it.each([
    ["instead of the audit account's", "emails: [a@example.com, b@example.com]", ["a@example.com", "b@example.com"]],
    [
      "besides, for all severities alike",
      "emails: [a@example.com], routes: { critical: {}, low: { https: ['https://a.example'] } }",
      ["a@example.com"],
    ],
  ])("are notified of everything %s", (_, fields, expected) => {
    expect(emails(fields)).toEqual([expected, expected, expected, expected]);
  });

  it("of a route are notified of its severity besides", () => {
    expect(emails("emails: [a@example.com], routes: { critical: { emails: [duty@example.com] } }")).toEqual([
      ["a@example.com", "duty@example.com"],
      ["a@example.com"],
      ["a@example.com"],
      ["a@example.com"],
    ]);
  });

  it("are notified once where the default says the same", () => {
    expect(emails("routes: { high: { emails: [audit@example.com] } }")[1]).toEqual(["audit@example.com"]);
  });

  it("are none where there is another route", () => {
    const none = alerts("emails: [], slack: [{ workspaceId: T07EXAMPLE, channelId: C07EXAMPLE }]");
    expect(SEVERITIES.map((severity) => none.routes[severity].emails)).toEqual([[], [], [], []]);
  });
});

describe("whoever else is notified", () => {
  it("is notified of the severity of the route only", () => {
    const { routes } = alerts(
      "routes: { critical: { https: ['https://events.example.com'], queues: ['arn:aws:sqs:eu-west-1:333333333333:siem'], " +
        "functions: ['arn:aws:lambda:eu-west-1:333333333333:function:triage'] } }",
    );
    expect(routes.critical).toMatchObject({
      https: ["https://events.example.com"],
      queues: ["arn:aws:sqs:eu-west-1:333333333333:siem"],
      functions: ["arn:aws:lambda:eu-west-1:333333333333:function:triage"],
    });
    for (const severity of ["high", "medium", "low"] as const) {
      expect(routes[severity]).toMatchObject(NOBODY_ELSE);
    }
  });

  it("is a chat channel, notified of every severity or of some", () => {
    const team = { tenantId: "0f2ab7a1-4b1c-4b7e-9a4e-2f4f8f1c0a11", teamId: "1f2ab7a1-4b1c-4b7e-9a4e-2f4f8f1c0a11" };
    const channel = `tenantId: ${team.tenantId}, teamId: ${team.teamId}, channelId: "19%3aa%40thread.tacv2"`;
    const { slack, teams } = alerts(
      `slack: [{ workspaceId: T07EXAMPLE, channelId: C07EXAMPLE }], teams: [{ ${channel}, severities: [critical, high] }]`,
    );
    expect(slack).toEqual([{ workspaceId: "T07EXAMPLE", channelId: "C07EXAMPLE", severities: [...SEVERITIES] }]);
    expect(teams).toEqual([{ ...team, channelId: "19%3aa%40thread.tacv2", severities: ["critical", "high"] }]);
  });
});

describe("the topic of tampering", () => {
  const siem = "arn:aws:sqs:HOME:333333333333:siem";
  const triage = "arn:aws:lambda:HOME:333333333333:function:triage";
  const routes = `routes: { critical: { emails: [duty@example.com], queues: ["${siem}"], functions: ["${triage}"] }, low: { emails: [noise@example.com] } }`;
  const tampering = (homeRegion: string, regions: string, rules = "") => {
    const text = changed({
      "homeRegion: eu-west-1": `homeRegion: ${homeRegion}`,
      "regions: [eu-west-1, us-east-1]": `regions: [${regions}]`,
    });
    const more = `alerts: { ${routes.replaceAll("HOME", homeRegion)} }\ndetection: { rules: { ${rules} } }`;
    return parseLandingZone(`${text}\n${more}`, "test.yaml").landingZone.alerts.tampering;
  };

  it("notifies all who are notified of a severity that some tampering has, each once", () => {
    expect(tampering("eu-west-1", "eu-west-1, us-east-1")).toEqual({
      topicName: "example-tampering",
      region: "us-east-1",
      severities: ["critical", "high"],
      emails: ["audit@example.com", "duty@example.com"],
      https: [],
      queues: [siem.replace("HOME", "eu-west-1")],
      functions: [triage.replace("HOME", "eu-west-1")],
    });
    const low = tampering("eu-west-1", "eu-west-1", "trailTampering: { severity: low }");
    expect(low.severities).toEqual(["critical", "high", "low"]);
    expect(low.emails).toEqual(["audit@example.com", "duty@example.com", "noise@example.com"]);
  });

  it.each([
    ["af-south-1", "af-south-1", 1, 1],
    ["af-south-1", "af-south-1, eu-west-1", 1, 0],
    ["af-south-1", "af-south-1, me-south-1", 0, 0],
    ["eu-west-1", "eu-west-1, me-south-1", 1, 1],
  ])("has only the queues and functions that it reaches: of %s in %s", (home, regions, queues, functions) => {
    const found = tampering(home, regions);
    expect([found.queues.length, found.functions.length]).toEqual([queues, functions]);
  });
});
