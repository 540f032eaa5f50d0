import { audienceOf, describeAudience } from "../../../cli/test-alarm/audience";
import { existingLandingZone } from "../../support/landing-zones";

const landingZone = existingLandingZone(
  "alerts:",
  "  emails: [security@example.com]",
  "  routes:",
  "    critical:",
  "      emails: [on-call@example.com]",
  "      https: ['https://events.example.com/integration/SECRET/enqueue?key=SECRET']",
  "      queues: ['arn:aws:sqs:eu-west-1:333333333333:tickets']",
  "      functions: ['arn:aws:lambda:eu-west-1:333333333333:function:triage']",
  "  slack: [{ workspaceId: T07EXAMPLE, channelId: C07EXAMPLE, severities: [critical, high] }]",
);

describe("who is notified", () => {
  it("is everybody behind the topic, in one line and without secrets", () => {
    const audience = audienceOf(landingZone, "critical", ["arn:aws:sqs:eu-west-1:333333333333:soc"]);
    expect(describeAudience(audience)).toBe(
      "security@example.com, on-call@example.com, events.example.com, queue tickets, function triage, " +
        "Slack C07EXAMPLE, target sqs:soc",
    );
    expect(JSON.stringify(audience)).not.toContain("SECRET");
  });

  it("depends on the severity", () => {
    expect(describeAudience(audienceOf(landingZone, "high"))).toBe("security@example.com, Slack C07EXAMPLE");
    expect(describeAudience(audienceOf(landingZone, "low"))).toBe("security@example.com");
  });

  it("leaves out the password of an address", () => {
    const { alerts, ...rest } = landingZone;
    const https = ["https://user:SECRET@events.example.com:8443?key=SECRET"];
    const low = { ...alerts.routes.low, https };
    expect(audienceOf({ ...rest, alerts: { ...alerts, routes: { ...alerts.routes, low } } }, "low").https).toEqual([
      "events.example.com:8443",
    ]);
  });

  it("may be nobody", () => {
    const { alerts, ...rest } = landingZone;
    const low = { ...alerts.routes.low, emails: [] };
    const nobody = { ...rest, alerts: { ...alerts, routes: { ...alerts.routes, low } } };
    expect(describeAudience(audienceOf(nobody, "low"))).toBe("");
  });

  it("may be a channel of Teams", () => {
    const { alerts, ...rest } = landingZone;
    const teams = [
      { tenantId: "tenant", teamId: "team", channelId: "19:abc@thread.tacv2", severities: ["low"] as const },
    ];
    expect(describeAudience(audienceOf({ ...rest, alerts: { ...alerts, teams } }, "low"))).toBe(
      "security@example.com, Teams 19:abc@thread.tacv2",
    );
  });
});
