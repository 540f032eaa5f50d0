import type { Reading, Written } from "../readable";
import type { Finding } from "../source/document";
import type { Rule } from "./rule";

/**
 * Lists that the provider manages as a whole, with what happens to the entries that the file does not have, and the command
 * that prints the present ones as lines of the file. With `--output text` the AWS CLI asks each page apart, so that an
 * entry has to be a line.
 *
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html#text-output
 */
const COMPLETE_LISTS = {
  trustedServices: {
    loss: "switches off the trusted access of every service that is not in it",
    command: [
      "aws organizations list-aws-service-access-for-organization \\",
      '  --query "EnabledServicePrincipals[].[ServicePrincipal]" \\',
    ],
  },
  policyTypes: {
    loss: "disables every policy type that is not in it",
    command: ["aws organizations list-roots \\", "  --query \"Roots[].PolicyTypes[?Status=='ENABLED'][].[Type]\" \\"],
  },
} as const;

const AS_LINES_OF_THE_FILE = "  --output text | sed 's/^/    - /'";

/** An organization that exists has both lists already, and nobody means to empty them by silence. */
function listsOfAdoptedOrganization(_: Reading, written: Written): Finding[] {
  return Object.entries(COMPLETE_LISTS)
    .filter(([list]) => written(["organization", "id"]) && !written(["organization", list]))
    .map(([list, { command, loss }]) => ({
      path: ["organization", list],
      message: `is missing: Terraform ${loss}`,
      allowed: "a list, [] where nothing is enabled",
      fix: `run this in the management account and paste what it prints below ${list}:`,
      command: [...command, AS_LINES_OF_THE_FILE],
    }));
}

export const ADOPTION_RULES = [listsOfAdoptedOrganization] satisfies Rule[];
