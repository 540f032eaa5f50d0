import type { ResourceChange } from "./plan-json";

/**
 * What a plan does to a resource, in one word. `replaceForgetting` makes another one and leaves the old one in AWS, without a manager;
 * `import` and `move` change nothing but the state; `unknown` is what no version of Terraform or OpenTofu is known to write.
 */
export type ChangeAction =
  | "nothing"
  | "read"
  | "create"
  | "update"
  | "delete"
  | "replace"
  | "forget"
  | "replaceForgetting"
  | "import"
  | "move"
  | "unknown";

/**
 * The lists of actions that Terraform 1.14 and OpenTofu 1.11 write.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
const KNOWN: ReadonlyMap<string, ChangeAction> = new Map(
  Object.entries({
    "no-op": "nothing",
    read: "read",
    // Of ephemeral resources, which are in no state.
    open: "read",
    create: "create",
    update: "update",
    delete: "delete",
    "delete,create": "replace",
    "create,delete": "replace",
    forget: "forget",
    "create,forget": "replaceForgetting",
    "forget,create": "replaceForgetting",
  }),
);

export function actionOf({ address, change, previous_address: previous }: ResourceChange): ChangeAction {
  const action = KNOWN.get(actionsOf(change).join(",")) ?? "unknown";
  if (action !== "nothing") {
    return action;
  }
  if (change.importing != null) {
    return "import";
  }
  return previous !== undefined && previous !== address ? "move" : "nothing";
}

/** The list of actions as it is written, whatever somebody wrote there. */
export function actionsOf({ actions }: Pick<ResourceChange["change"], "actions">): readonly string[] {
  return [actions as unknown]
    .flat()
    .map((action) => (typeof action === "string" ? action : ((JSON.stringify(action) as string | undefined) ?? "")));
}
