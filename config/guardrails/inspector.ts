import { denial, exceptDeployment } from "./denial";
import type { GuardrailInput, GuardrailStatement } from "./statement";

/**
 * What switches Amazon Inspector off, takes its administrator away, makes it look at less, hides findings or deletes what scans:
 * all that writes but what is named in the test beside, which says why. By beginnings, as a policy has room for few names.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoninspector2.html
 */
const ACTIONS = [
  "BatchDisassociate*",
  "BatchUpdate*",
  "CreateFilter",
  "Delete*",
  "Disable*",
  "Disassociate*",
  "Reset*",
  "UntagResource",
  "Update*",
];

/** AWS knows no accounts as resources of these actions, and invents the ids of filters and scan configurations. */
export function inspectorGuardrail(input: GuardrailInput): GuardrailStatement[] {
  return [
    denial(
      "Inspector",
      ACTIONS.map((name) => `inspector2:${name}`),
      "*",
      exceptDeployment(input),
    ),
  ];
}
