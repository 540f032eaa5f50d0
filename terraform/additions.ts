import { NO_CHANGES } from "../review/changes";
import type { Changes } from "../review/changes";
import { messagesOf } from "./messages";
import type { Message } from "./messages";

/**
 * What a plan would do that only creates resources and changes outputs, from what `terraform plan -json` prints: `terraform
 * show` need not read the provider's schema again, which takes as long as planning. Nothing when there is more to a plan.
 *
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export function additionsOf(output: string): Changes | undefined {
  const messages = messagesOf(output);
  const summary = messages.find(({ type }) => type === "change_summary")?.changes;
  const planned = messages.filter(({ type }) => type === "planned_change");
  const drifted = messages.some(({ type }) => type === "resource_drift");
  if (summary === undefined || drifted || !planned.every(isAddition)) {
    return undefined;
  }
  const { add = 0, change = 0, import: imported = 0, remove = 0 } = summary;
  const outputs = messages.flatMap(({ outputs = {} }) => Object.values(outputs));
  // What some version counts, and lists in another way than is known here, is left to `terraform show`.
  return add === planned.filter(({ change }) => change?.action === "create").length && change + imported + remove === 0
    ? { ...NO_CHANGES, add, outputs: outputs.filter(({ action }) => action !== "noop").length }
    : undefined;
}

/** A data source that can only be read when the plan is applied is no change. */
function isAddition({ change }: Message): boolean {
  return change?.action === "create" || change?.action === "read";
}
