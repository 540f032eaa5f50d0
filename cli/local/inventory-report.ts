import { table } from "../../console/table";
import type { Column } from "../../console/table";
import { styled } from "../../console/terminal";
import type { Inventory, TrailState } from "./inventory";
import type { AlarmState, SubscriptionState } from "./inventory-alerts";

const TRAIL_COLUMNS: Column<TrailState>[] = [
  { title: "name", value: ({ name }) => name },
  { title: "logging", value: ({ logging }) => yesOrNo(logging) },
  { title: "organization", value: ({ organization }) => yesOrNo(organization) },
  { title: "all regions", value: ({ multiRegion }) => yesOrNo(multiRegion) },
  { title: "validation", value: ({ logFileValidation }) => yesOrNo(logFileValidation) },
  { title: "bucket", value: ({ bucket }) => bucket },
];

const RECORDER_COLUMNS: Column<[account: string, regions: string[]]>[] = [
  { title: "account", value: ([account]) => account },
  { title: "recording in", value: ([, regions]) => regions.join(", ") },
];

const ALARM_COLUMNS: Column<AlarmState>[] = [
  { title: "name", value: ({ name }) => name },
  { title: "account", value: ({ account }) => account },
  { title: "notifies", value: notified },
];

const SUBSCRIPTION_COLUMNS: Column<SubscriptionState>[] = [
  { title: "topic", value: ({ topic }) => topic },
  { title: "by", value: ({ protocol }) => protocol },
  { title: "subscriber", value: ({ endpoint }) => endpoint },
  { title: "confirmed", value: ({ pending }) => (pending ? "PENDING" : "yes") },
];

/** An inventory as tables for people. */
export function describeInventory({ alarms, recorders, subscriptions, trails }: Inventory): string {
  const pending = subscriptions.some((subscription) => subscription.pending);
  return [
    section("Trails", table(TRAIL_COLUMNS, trails)),
    section("AWS Config recorders", table(RECORDER_COLUMNS, [...regionsByAccount(recorders)])),
    section("Alarms", table(ALARM_COLUMNS, alarms)),
    section("Subscribers", table(SUBSCRIPTION_COLUMNS, subscriptions)),
    ...(pending ? [PENDING_NOTE] : []),
  ].join("\n");
}

const PENDING_NOTE = "  PENDING subscribers get nothing until they confirm the message that AWS sends them.";

function notified({ actions, byEvent }: AlarmState): string {
  return actions.map(topicName).join(", ") || (byEvent ? "the security event bus" : "NOBODY");
}

function section(title: string, text: string): string {
  return `\n${styled("bold", title)}\n${text.replace(/^/gm, "  ")}`;
}

function regionsByAccount(recorders: Inventory["recorders"]): Map<string, string[]> {
  const regions = new Map<string, string[]>();
  for (const { account, accountId, recording, region } of recorders) {
    const key = `${account} (${accountId})`;
    regions.set(key, [...(regions.get(key) ?? []), recording ? region : `${region} STOPPED`]);
  }
  return regions;
}

function yesOrNo(value: boolean): string {
  return value ? "yes" : "NO";
}

function topicName(arn: string): string {
  return arn.split(":").at(-1) ?? arn;
}
