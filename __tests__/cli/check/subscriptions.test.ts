import { subscriptions } from "../../../cli/check/subscriptions";
import { existingLandingZone } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { environmentOf, refusal, whats } from "./fakes";

const landingZone = existingLandingZone("alerts: { routes: { critical: { emails: [Lead@example.com] } } }");
const environment = environmentOf(landingZone);
const topic = landingZone.alerts.routes.critical.topicName;
const OTHERS = { Endpoint: "audit@example.com", SubscriptionArn: "arn:aws:sns:..." };
const found = (...more: object[]) =>
  whats(subscriptions, environment, {
    ListSubscriptionsByTopic: { Subscriptions: [OTHERS, ...more] },
    GetSubscriptionAttributes: { Attributes: { FilterPolicy: "{}" } },
  });

describe("the check of subscriptions", () => {
  it("looks in the audit account's home region, and where the topic of tampering is", async () => {
    expect(subscriptions.concerns(environment)).toBe(true);
    const elsewhere = environmentOf(landingZone, "audit", "us-east-1");
    expect(subscriptions.concerns(elsewhere)).toBe(true);
    const pending = [OTHERS, { Endpoint: "lead@example.com", SubscriptionArn: "PendingConfirmation" }];
    expect(
      await whats(subscriptions, elsewhere, {
        ListSubscriptionsByTopic: { Subscriptions: pending },
        GetSubscriptionAttributes: {},
      }),
    ).toEqual(["Lead@example.com has not confirmed that it is subscribed to small-tampering"]);
    expect(subscriptions.concerns(environmentOf(landingZone, "audit", "eu-west-2"))).toBe(false);
    expect(subscriptions.concerns(environmentOf(landingZone, "logArchive", "us-east-1"))).toBe(false);
    expect(subscriptions.concerns(environmentOf(landingZone, "management"))).toBe(false);
  });

  it.each<[string, object[], string[]]>([
    ["has confirmed", [{ Endpoint: "lead@example.com", SubscriptionArn: "arn:aws:sns:..." }], []],
    [
      "has not confirmed",
      [{ Endpoint: "lead@example.com", SubscriptionArn: "PendingConfirmation" }],
      [`Lead@example.com has not confirmed that it is subscribed to ${topic}`],
    ],
    ["is not subscribed", [], [`Lead@example.com is not subscribed to ${topic}`]],
  ])("finds who %s", async (_, there, differences) => {
    expect(await found(...there)).toEqual(differences);
  });

  it("says that a single region carries everything, which contradicts nothing in the file", async () => {
    const { alerts, ...rest } = landingZone;
    const single = { ...rest, alerts: { ...alerts, tampering: { ...alerts.tampering, region: "eu-west-1" } } };
    const lead = { Endpoint: "lead@example.com", SubscriptionArn: "arn:aws:sns:..." };
    const answers = {
      ListSubscriptionsByTopic: { Subscriptions: [OTHERS, lead] },
      GetSubscriptionAttributes: { Attributes: {} },
    };
    expect(await whats(subscriptions, environmentOf(single), answers)).toEqual([
      "alarms and the topic of tampering share the region eu-west-1",
    ]);
  });

  it("finds who is told of some messages only", async () => {
    const lead = { Endpoint: "lead@example.com", SubscriptionArn: "arn:aws:sns:..." };
    const answers = {
      ListSubscriptionsByTopic: {
        Subscriptions: [lead, { Endpoint: "other@example.com", SubscriptionArn: "arn:..." }],
      },
      GetSubscriptionAttributes: { Attributes: { FilterPolicy: '{"detail":{"eventName":["DeleteTrail"]}}' } },
    };
    expect(await whats(subscriptions, environment, answers)).toContain(
      `lead@example.com is told of some messages to ${topic} only: the subscription has a filter policy`,
    );
    expect((await whats(subscriptions, environment, answers)).join()).not.toContain("other@example.com");
  });

  it("says that there is no topic, and fails where AWS says no", async () => {
    const refused = (name: string) => whats(subscriptions, environment, { ListSubscriptionsByTopic: refusal(name) });
    expect(await refused("NotFoundException")).toContain(`there is no topic ${topic}`);
    await expect(refused("AuthorizationErrorException")).rejects.toThrow("refused");
  });
});
