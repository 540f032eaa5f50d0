/**
 * Why a change is planned, in words.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation (`action_reason`)
 */
const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    delete_because_count_index: "its index is beyond count",
    delete_because_each_key: "for_each does not have its key any more",
    delete_because_no_module: "its module is gone",
    delete_because_no_move_target: "it was moved to what there is not",
    delete_because_no_resource_config: "the configuration does not have it any more",
    delete_because_wrong_repetition: "count or for_each came or went",
    read_because_check_nested: "a check reads it",
    read_because_config_unknown: "its arguments are known after apply",
    read_because_dependency_pending: "what it depends on changes",
    replace_because_cannot_update: "an argument cannot be updated",
    replace_because_tainted: "a deployment failed after it was made",
    replace_by_request: "-replace asked for it",
    replace_by_triggers: "replace_triggered_by asked for it",
  }),
);

export function reasonOf(actionReason: string | undefined): string | undefined {
  return actionReason === undefined ? undefined : (REASONS.get(actionReason) ?? actionReason);
}
