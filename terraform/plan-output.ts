/**
 * Exit codes of `terraform plan -detailed-exitcode`.
 *
 * @see https://developer.hashicorp.com/terraform/cli/commands/plan#detailed-exitcode
 */
export const NOTHING_TO_CHANGE = 0;
export const CHANGES = 2;

/** The JSON of a standard output that a wrapper's words may surround; nothing where there is none. */
export function jsonOf(stdout: string): unknown {
  try {
    return JSON.parse(stdout.slice(stdout.indexOf("{"), stdout.lastIndexOf("}") + 1));
  } catch {
    return undefined;
  }
}

/** What is said where there is none. What was printed is not: it may be part of a plan, which holds secrets. */
export const NO_JSON =
  "terraform show printed no JSON: run it by hand in the folder of the stack to see what it prints";
