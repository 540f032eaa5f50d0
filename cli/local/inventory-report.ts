import { table } from "../table";
import type { Column } from "../table";
import { styled } from "../terminal";
import type { AlarmState, Inventory, TrailState } from "./inventory";

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
  { title: "tells", value: ({ actions }) => actions.map(topicName).join(", ") || "NOBODY" },
];

/** An inventory as tables for people. */
export function describeInventory({ alarms, recorders, trails }: Inventory): string {
  return [
    section("Trails", table(TRAIL_COLUMNS, trails)),
    section("AWS Config recorders", table(RECORDER_COLUMNS, [...regionsByAccount(recorders)])),
    section("Alarms", table(ALARM_COLUMNS, alarms)),
  ].join("\n");
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
