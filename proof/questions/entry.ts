import type { GuardrailKey } from "../../config/guardrails";
import type { RequestContext } from "../principal";

/** What a guardrail keeps principals from in their own accounts; `*` for actions that AWS knows no resources for. */
export type Entry = readonly [
  guardrail: GuardrailKey,
  label: string,
  action: string,
  service: string,
  resource: string,
  context?: RequestContext,
  /**
   * Slug of the only account that it is about.
   * @default - all member accounts
   */
  account?: string,
];

/** The context of what is done to something that the landing zone made. */
export function tagged(name: string): RequestContext {
  return { "aws:ResourceTag/LandingZone": name };
}
