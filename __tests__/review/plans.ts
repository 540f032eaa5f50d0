import type { Action, Attributes, PlanJson, ResourceChange } from "../../review/plan-json";
import { review } from "../../review/build";
import type { ReviewOptions } from "../../review/build";
import type { ReviewReport } from "../../review/report";
import { change } from "../cli/plan/support";

export const TODAY = "2026-11-30";

type Change = ResourceChange["change"];

/** A resource that is there before and after, or only one of them. */
export function resource(
  address: string,
  before: Attributes | null,
  after: Attributes | null,
  more: Partial<Change> & { readonly resource?: Partial<ResourceChange> } = {},
): ResourceChange {
  const { resource: of = {}, ...rest } = more;
  const actions: Action[] = before === null ? ["create"] : after === null ? ["delete"] : ["update"];
  return { ...change(address, actions), change: { actions, before, after, ...rest }, ...of };
}

export function plan(changes: readonly ResourceChange[], more: Partial<PlanJson> = {}): PlanJson {
  return { format_version: "1.2", resource_changes: changes, ...more };
}

/** A review of plans by the names of their stacks. */
export function reviewed(
  plans: Readonly<Record<string, PlanJson | readonly ResourceChange[]>>,
  options: Partial<ReviewOptions> = {},
): ReviewReport {
  const inputs = Object.entries(plans).map(([stack, content]) => ({
    stack,
    plan: Array.isArray(content) ? plan(content as readonly ResourceChange[]) : (content as PlanJson),
  }));
  return review(inputs, { today: TODAY, ...options });
}

export function policy(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
