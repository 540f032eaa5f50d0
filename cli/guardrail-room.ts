import { roomOf } from "../config/guardrails/room";
import type { GuardrailRoom } from "../config/guardrails/room";
import type { LandingZone } from "../config/landing-zone";
import { table } from "../console/table";
import { styled } from "../console/terminal";

/** How much of AWS's limits the guardrails take, and leave, in 80 columns; empty where there are none. */
export function describeGuardrailRoom({ guardrails }: Pick<LandingZone, "guardrails">): string {
  const rows = roomOf(guardrails);
  if (rows.length === 0) {
    return "";
  }
  const number = (value: number) => value.toLocaleString("en");
  const [title = "", ...lines] = table<GuardrailRoom>(
    [
      { title: "guardrails on", value: ({ organizationalUnit }) => organizationalUnit ?? "the root" },
      { title: "policies", value: ({ type }) => (type === "SERVICE_CONTROL_POLICY" ? "SCP" : "RCP") },
      { title: "number", value: ({ most, policies }) => `${policies} of ${most}`, align: "right" },
      { title: "characters left", value: ({ leftInAll }) => number(leftInAll), align: "right" },
    ],
    rows,
  ).split("\n");
  return [styled("bold", title), ...lines].join("\n");
}
