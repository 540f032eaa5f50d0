import { messagesOf } from "./messages";
import type { Diagnostic } from "./messages";

const NO_STATE = "Unable to find remote state";
const NO_OUTPUT = "Unsupported attribute";
/** What cdktf calls the state of another stack. */
const OTHER_STACK = /^data\.terraform_remote_state\.cross-stack-reference-input-([A-Za-z0-9_-]+)/;
/** In automation Terraform names no command: a cache that its providers were linked to may be gone since. */
const ASKS_FOR_INIT =
  /\b(terraform|tofu) init\b|^(?:Required plugins are not installed|Inconsistent dependency lock file)/;

/** The errors among what `terraform plan -json` and `terraform init -json` print. */
export function errorsOf(output: string): Diagnostic[] {
  return messagesOf(output).flatMap(({ diagnostic }) => (diagnostic?.severity === "error" ? [diagnostic] : []));
}

/** Whether Terraform asks for `terraform init`. */
export function asksForInit(errors: readonly Diagnostic[]): boolean {
  return errors.some(({ detail = "", summary }) => ASKS_FOR_INIT.test(`${summary}\n${detail}`));
}

/**
 * The stacks that have to be deployed first, sorted: they were never deployed, or do not have yet what is asked of them.
 * Nothing when something else is wrong.
 */
export function stacksToWaitFor(errors: readonly Diagnostic[]): string[] {
  const stacks = errors.map(stackToWaitFor);
  return stacks.includes(undefined) ? [] : [...new Set(stacks.filter((stack) => stack !== undefined))].sort();
}

function stackToWaitFor({ address = "", snippet, summary }: Diagnostic): string | undefined {
  switch (summary) {
    case NO_STATE:
      return OTHER_STACK.exec(address)?.[1];
    case NO_OUTPUT:
      return snippet?.values?.map(({ traversal }) => OTHER_STACK.exec(traversal)?.[1]).find(Boolean);
    default:
      return undefined;
  }
}
