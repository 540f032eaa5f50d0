/**
 * Exit codes of `terraform plan -detailed-exitcode`.
 *
 * @see https://developer.hashicorp.com/terraform/cli/commands/plan#detailed-exitcode
 */
export const NOTHING_TO_CHANGE = 0;
export const CHANGES = 2;

/** The JSON of an output that warnings may surround. */
export function jsonOf(output: string): unknown {
  return JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1));
}
