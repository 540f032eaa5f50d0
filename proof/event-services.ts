import { namedAfter } from "../config/names";
import type { LandingZone } from "../config/landing-zone";
import type { Account } from "../config/accounts/settings";
import { askedAccounts } from "./accounts";
import type { Principal } from "./principal";
import { EXTERNAL_ACCOUNT, EXTERNAL_ORGANIZATION, service } from "./service";
import type { Source } from "./service";

/** The services that report events: CloudWatch by its alarms, EventBridge by its rules, of all accounts and of none. */
export function eventServices({ homeRegion, name, names, partition, ...landingZone }: LandingZone): Principal[] {
  const { alerts, audit, organization } = landingZone;
  const accounts = askedAccounts({ homeRegion, name, names, partition, ...landingZone });
  const inside = ({ id = "" }: Account, of: string, resource: string, region = homeRegion): Source => ({
    accountId: id,
    arn: `arn:${partition}:${of}:${region}:${id}:${resource}`,
    organizationId: organization.id ?? "",
  });
  const externalSource = (of: string, resource: string): Source => ({
    accountId: EXTERNAL_ACCOUNT,
    arn: `arn:${partition}:${of}:${homeRegion}:${EXTERNAL_ACCOUNT}:${resource}`,
    organizationId: EXTERNAL_ORGANIZATION,
  });
  const alarm = `alarm:${namedAfter(name, "rootLogin")}`;
  const busRule = `rule/${names.securityBus}/${namedAfter(name, "trailTampering")}`;
  const tamperingRule = `rule/${names.tamperingBus}/${namedAfter(name, "trailTampering")}`;
  const cloudWatch = (key: string, whose: string, source: Source) =>
    service(key, `CloudWatch alarms of ${whose}`, "cloudwatch.amazonaws.com", source);
  const eventBridge = (key: string, whose: string, source?: Source) =>
    service(key, `EventBridge, ${whose}`, "events.amazonaws.com", source);
  return [
    ...accounts.map((account) =>
      cloudWatch(`cloudwatch-${account.slug}`, account.slug, inside(account, "cloudwatch", alarm)),
    ),
    cloudWatch("cloudwatch-outside", "an external account", externalSource("cloudwatch", alarm)),
    ...accounts.map((account) =>
      eventBridge(
        `events-${account.slug}`,
        `forwarding rule of ${account.slug}`,
        inside(account, "events", `rule/${names.forwardingRule}`),
      ),
    ),
    eventBridge("events-bus", "rules of the security bus", inside(audit, "events", busRule)),
    eventBridge(
      "events-tampering-bus",
      "rules of the bus of tampering",
      inside(audit, "events", tamperingRule, alerts.tampering.region),
    ),
    ...(landingZone.logValidation?.enabled === true
      ? [
          eventBridge(
            "events-digests",
            "rule of digests on the security bus",
            inside(audit, "events", `rule/${names.securityBus}/${names.digestRule}`),
          ),
        ]
      : []),
    eventBridge("events-outside", "rules of that name outside", externalSource("events", busRule)),
    // As it publishes to topics and uses keys, whosever rule it is.
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
    eventBridge("events-unsourced", "where it names no source"),
  ];
}
